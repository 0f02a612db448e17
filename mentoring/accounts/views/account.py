"""Pages for the account: profile, address and password."""

from typing import Any

from allauth.account.internal.flows.manage_email import add_email
from allauth.account.internal.flows.password_change import logout_on_password_change
from allauth.account.views import ConfirmEmailVerificationCodeView
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from mentoring.accounts.actions import end_sessions, remove_password, update_profile
from mentoring.accounts.emails import MailNotSent, send_account_notice
from mentoring.accounts.flow_messages import MAILS
from mentoring.accounts.forms import NewAddressForm, ProfileForm
from mentoring.accounts.selectors import has_second_factor
from mentoring.accounts.views.sign_in import mail_not_sent
from mentoring.ui.notices import notify


class ProfileView(LoginRequiredMixin, FormView):
    form_class = ProfileForm
    template_name = "accounts/profile.html"
    success_url = reverse_lazy("accounts:profile")

    def get_initial(self) -> dict[str, Any]:
        user = self.request.user
        return {
            "name": user.name,
            "language": user.language or get_language(),
            "time_zone": user.time_zone,
        }

    def form_valid(self, form: ProfileForm) -> HttpResponseBase:
        update_profile(self.request.user, **form.cleaned_data)
        with override(form.cleaned_data["language"]):  # the language of the next page
            notify(self.request, _("Changes saved."))
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(has_second_factor=has_second_factor(self.request.user), **kwargs)


class ChangeAddressView(FormView):
    """Send a code to the new address; entering it changes the address."""

    form_class = NewAddressForm
    template_name = "account/change_address.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: NewAddressForm) -> HttpResponseBase:
        try:
            add_email(self.request, form)
        except MailNotSent:
            form.add_error(None, mail_not_sent())
            return self.render_to_response(self.get_context_data(form=form), status=503)
        return HttpResponseRedirect(reverse("account_email_verification_sent"))


class ConfirmAddressView(ConfirmEmailVerificationCodeView):
    """Verify the code for a new address, or for an unconfirmed one at a sign-in with password."""

    template_name = "account/confirm_address.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # The session also has a count, which parallel requests could bypass.
        key = f"{self._process.state['at']}:{self._process.email}"
        if self._action == "verify" and not ratelimit.consume(request, action="confirm_code", key=key):
            return ratelimit.respond_429(request)
        try:
            return super().post(request, *args, **kwargs)
        except MailNotSent:
            notify(request, mail_not_sent(), level=messages.ERROR)
            return HttpResponseRedirect(request.path)


class RemovePasswordView(TemplateView):
    template_name = "account/password_remove.html"

    def post(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if user.has_usable_password():
            remove_password(user)
            logout_on_password_change(request, user)  # keeps the current session, whose hash has changed
            end_sessions(user, except_key=request.session.session_key)
            subject, sentence = MAILS["account/email/password_removed"]
            send_account_notice(
                to=user.email, subject=str(subject), sentence=str(sentence), at=timezone.now()
            )
            notify(request, _("Password removed. You now sign in with a code."))
        return HttpResponseRedirect(reverse("accounts:profile"))
