"""List of a person's sessions, and signing out other devices."""

from typing import Any

from allauth.account.internal.flows.logout import logout
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.generic import TemplateView

from mentoring.accounts.actions import end_session, end_sessions
from mentoring.accounts.selectors import signed_in_devices
from mentoring.ui.notices import notify


class SessionsView(LoginRequiredMixin, TemplateView):
    template_name = "accounts/sessions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        devices = signed_in_devices(
            self.request.user, current_key=self.request.session.session_key, at=timezone.now()
        )
        return super().get_context_data(devices=devices, **kwargs)


class EndSessionView(LoginRequiredMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        ended = end_session(request.user, session_id=pk)
        if ended is None:
            raise Http404
        if ended == request.session.session_key:
            logout(request, show_message=False)
            return HttpResponseRedirect(reverse("start"))
        notify(request, _("Device signed out."))
        return HttpResponseRedirect(reverse("accounts:session-list"))


class EndOtherSessionsView(LoginRequiredMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        count = end_sessions(request.user, except_key=request.session.session_key)
        notify(
            request,
            ngettext("%(count)s other device signed out.", "%(count)s other devices signed out.", count)
            % {"count": count},
        )
        return HttpResponseRedirect(reverse("accounts:session-list"))
