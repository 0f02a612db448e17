"""The link under every mail that can be switched off: choose categories, or off with one click (RFC 8058)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from mentoring.mail.addresses import CHOOSABLE, choose_mail, unsubscribe, unwanted
from mentoring.mail.enums import Category
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.links import LinkView
from mentoring.ui.rendering import render


class UnsubscribeLink(LinkView):
    """The target is a message: it names the address and the category, and the link needs nothing else stored.

    The page has one button, for people; a mail program posts the same without having seen it. Neither signs in.
    """

    purpose = "unsubscribe"
    is_csrf_exempt = True  # a mail program posts without ever having seen a page of ours
    target: OutboxMessage

    @classmethod
    def find(cls, target_id: UUID) -> OutboxMessage | None:
        return OutboxMessage.objects.filter(pk=target_id, category__in=CHOOSABLE).first()

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, is_done=False)

    def post(self, request: HttpRequest) -> HttpResponse:
        email, at = self.target.recipient_email_norm, timezone.now()
        if request.POST.get("choose"):
            choose_mail(email, wanted=request.POST.getlist("wanted"), by=self.actor, at=at)
        else:
            unsubscribe(email, self.target.category, by=self.actor, at=at)
        return self._page(request, is_done=True)

    def _page(self, request: HttpRequest, *, is_done: bool) -> HttpResponse:
        off = unwanted(self.target.recipient_email_norm)
        with translation.override(self.target.language):  # the language of the mail that led here
            context = {
                "organization": self.organization,
                "category": Category(self.target.category).label,
                "is_off": self.target.category in off,
                "is_done": is_done,
                "kept": [name for name in CHOOSABLE if name not in off or name == self.target.category],
                "choices": [(name, Category(name).label, name not in off) for name in CHOOSABLE],
            }
            return render(request, "mail/unsubscribe.html", context)
