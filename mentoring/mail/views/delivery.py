"""Test email delivery: the DNS records of the sender's domain, and a test email to oneself."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.mail.actions import send_test_email
from mentoring.mail.delivery_advice import advice_of
from mentoring.mail.delivery_checks import check_email_delivery
from mentoring.mail.emails import TEST
from mentoring.mail.enums import FindingState
from mentoring.mail.forms import DeliveryCheckForm
from mentoring.mail.models import DeliveryCheck, OutboxMessage
from mentoring.mail.sender_domain import sender_domain
from mentoring.mail.views.outbox import PILLS as MESSAGE_PILLS
from mentoring.tenancy.rules import is_administrator
from mentoring.tenancy.views import TenantView
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render

# The status pill of each state.
PILLS = {
    FindingState.SET_UP: "on_track",
    FindingState.FAULTY: "needs_attention",
    FindingState.MISSING: "at_risk",
    FindingState.UNKNOWN: "not_enough_data",
}


class Delivery(TenantView):
    """The latest result. Nothing is looked up here; while a check is running, the block is loaded again."""

    rule = is_administrator

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        check = DeliveryCheck.objects.first()
        selector = check.selector if check else ""
        return self.show(DeliveryCheckForm(initial={"selector": selector}), check)

    def show(self, form: DeliveryCheckForm, check: DeliveryCheck | None, status: int = 200) -> HttpResponse:
        tests = OutboxMessage.objects.filter(kind=TEST, about_id=self.membership.pk)
        is_running = check is not None and check.is_running(timezone.now())
        context = {
            "form": form,
            "check": check,
            "is_running": is_running,
            "has_failed": check is not None and check.checked_at is None and not is_running,
            "findings": advice_of(check) if check else [],
            "pills": PILLS,
            "domain": sender_domain(settings.MAIL_FROM),
            "sender": settings.MAIL_FROM,
            "is_local": settings.EMAIL_URL.startswith("local:"),
            "address": self.membership.user.email,
            "latest_test": tests.newest_first().first(),
            "message_pills": MESSAGE_PILLS,
        }
        return render(self.request, "mail/delivery.html", context, block="result", status=status)


class DeliveryCheckStart(Delivery):
    rule = is_administrator
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = DeliveryCheckForm(request.POST)
        if form.is_valid():
            try:
                check_email_delivery(selector=form.cleaned_data["selector"], by=self.actor)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return redirect("mail:delivery", slug=slug)
        return self.show(form, DeliveryCheck.objects.first(), status=422)


class TestSend(TenantView):
    rule = is_administrator

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        message = send_test_email(self.membership, by=self.actor)
        notify(request, _("Test email sent to %(address)s.") % {"address": message.recipient_email})
        return redirect("mail:delivery", slug=slug)
