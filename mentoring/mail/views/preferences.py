"""Which emails a member receives in an organization, without a link from an email."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.mail.addresses import OPTIONAL_CATEGORIES, set_preferences, unsubscribed_categories
from mentoring.mail.enums import Category
from mentoring.tenancy.rules import is_member
from mentoring.tenancy.views import TenantView
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render


class MyPreferences(TenantView):
    """The choices are those of the address that the member signs in with, as on the page of an email's link."""

    rule = is_member

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        off = unsubscribed_categories(request.user.email)
        choices = [(name, Category(name).label, name not in off) for name in OPTIONAL_CATEGORIES]
        context = {"choices": choices, "email": request.user.email, "layout": self.layout}
        return render(request, "mail/my_preferences.html", context)

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        wanted = request.POST.getlist("wanted")
        set_preferences(request.user.email, wanted=wanted, by=self.actor, at=timezone.now())
        notify(request, _("Preferences saved."))
        return redirect("mail:my-preferences", slug=slug)
