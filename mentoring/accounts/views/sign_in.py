"""Sign-in with code or password, and sign-out. The logic is in codes.py and allauth's flows."""

from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.logout import logout
from allauth.account.internal.stagekit import clear_login
from allauth.account.mixins import NextRedirectMixin, RedirectAuthenticatedUserMixin
from allauth.account.stages import LoginByCodeStage, LoginStage
from allauth.account.views import LoginView
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import FormView, TemplateView

from mentoring.accounts.codes import NoAccount, SignInProcess, may_request_code
from mentoring.accounts.emails import MailNotSent
from mentoring.accounts.forms import CodeForm, PasswordSignInForm, SignInForm
from mentoring.accounts.link_sign_in import INVITED_ADDRESS
from mentoring.ui.notices import notify


def mail_not_sent() -> str:
    return _("The email could not be sent. Please try again in a minute.")


class RestartsSignIn:
    """A page that starts a new sign-in even if another one is unfinished."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> None:
        return None


class SignInView(RestartsSignIn, RedirectAuthenticatedUserMixin, NextRedirectMixin, FormView):
    form_class = SignInForm
    template_name = "account/sign_in.html"

    def get_initial(self) -> dict[str, Any]:
        return {"email": self.request.session.get(INVITED_ADDRESS, "")}

    def form_valid(self, form: SignInForm) -> HttpResponseBase:
        email = form.cleaned_data["email"]
        if not may_request_code(self.request, email):
            return ratelimit.respond_429(self.request)
        try:
            SignInProcess.initiate(request=self.request, email=email)
        except MailNotSent:
            form.add_error(None, mail_not_sent())
            return self.render_to_response(self.get_context_data(form=form), status=503)
        return HttpResponseRedirect(self.passthrough_next_url(reverse("account_confirm_login_code")))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        password_url = self.passthrough_next_url(reverse("accounts:password-sign-in"))
        return super().get_context_data(password_url=password_url, **kwargs)


@method_decorator(
    login_stage_required(stage=LoginByCodeStage.key, redirect_urlname="account_login"), name="dispatch"
)
class EnterCodeView(NextRedirectMixin, FormView):
    """Verify the code. POST with `again` sends a new one."""

    form_class = CodeForm
    template_name = "account/enter_code.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        process = SignInProcess.resume(request._login_stage)
        if process is None:
            return self.start_over(_("This code is no longer valid. Request a new one."))
        self.process = process
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "again" in request.POST:
            return self.send_again()
        if not self.process.may_attempt():
            self.process.abort()
            return self.start_over(_("The code was wrong three times. Request a new one."))
        return super().post(request, *args, **kwargs)

    def send_again(self) -> HttpResponseBase:
        if not self.process.can_resend:
            notify(self.request, _("Please enter your address again."), level=messages.WARNING)
        elif not may_request_code(self.request, self.process.email):
            return ratelimit.respond_429(self.request)
        else:
            try:
                self.process.resend()
                notify(self.request, _("New code sent. The previous code no longer works."))
            except MailNotSent:
                notify(self.request, mail_not_sent(), level=messages.ERROR)
        return HttpResponseRedirect(self.passthrough_next_url(self.request.path))

    def form_valid(self, form: CodeForm) -> HttpResponseBase:
        try:
            return self.process.finish(self.get_next_url())
        except NoAccount:
            return self.start_over(
                _("There is no account for this address. Ask your organization to invite you.")
            )

    def form_invalid(self, form: CodeForm) -> HttpResponseBase:
        if self.process.record_invalid_attempt():
            return super().form_invalid(form)
        return self.start_over(_("The code was wrong three times. Request a new one."))

    def start_over(self, sentence: str) -> HttpResponseBase:
        notify(self.request, sentence, level=messages.WARNING)
        return HttpResponseRedirect(self.passthrough_next_url(reverse("account_login")))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "code": self.process.code}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            email=self.process.email,
            can_resend=self.process.can_resend,
            start_over_url=self.passthrough_next_url(reverse("account_login")),
            has_local_inbox=settings.LOCAL and settings.EMAIL_URL.startswith("local:"),
            **kwargs,
        )


class PasswordSignInView(RestartsSignIn, LoginView):
    form_class = PasswordSignInForm
    template_name = "account/password_sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        code_url = self.passthrough_next_url(reverse("account_login"))
        return super().get_context_data(code_url=code_url, **kwargs)


class SignInAgainView(LoginRequiredMixin, NextRedirectMixin, TemplateView):
    """Require a new sign-in before changes to credentials."""

    template_name = "account/sign_in_again.html"

    def post(self, request: HttpRequest) -> HttpResponseBase:
        target = self.passthrough_next_url(reverse("account_login"))
        logout(request, show_message=False)
        return HttpResponseRedirect(target)


class SignOutView(View):
    def get(self, request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return HttpResponseRedirect(reverse("start"))
        return render(request, "account/sign_out.html")

    def post(self, request: HttpRequest) -> HttpResponse:
        logout(request, show_message=False)
        clear_login(request)
        notify(request, _("You are signed out."))
        return HttpResponseRedirect(reverse("start"))
