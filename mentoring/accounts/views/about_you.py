"""Ask new people for their name and time zone, once."""

from typing import Any

from allauth.account.mixins import NextRedirectMixin
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.generic import FormView

from mentoring.accounts.actions import update_profile
from mentoring.accounts.forms import AboutYouForm
from mentoring.accounts.models import User


def about_you_url(user: User) -> str | None:
    """Return the page for people who have neither a name nor a time zone (a PENDING_PAGES function)."""
    return None if user.name or user.time_zone else reverse("accounts:about-you")


class AboutYouView(LoginRequiredMixin, NextRedirectMixin, FormView):
    form_class = AboutYouForm
    template_name = "accounts/about_you.html"

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.request.user.name, "time_zone": self.request.user.time_zone}

    def form_valid(self, form: AboutYouForm) -> HttpResponseBase:
        update_profile(self.request.user, language=self.request.user.language, **form.cleaned_data)
        return super().form_valid(form)

    def get_default_success_url(self) -> str:
        return reverse("start")
