"""allauth's adapter: emails, messages, and redirects."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from mentoring.accounts.emails import send_account_notice, send_code
from mentoring.accounts.flow_messages import ERRORS, MAILS, NOTICES
from mentoring.accounts.known_devices import is_known_device, limit_key
from mentoring.email_address import normalize_email

APP = "allauth.account"


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {**DefaultAccountAdapter.error_messages, **ERRORS}

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        if "code" in context:
            send_code(
                to=email,
                code=context["code"],
                is_new_address=template_prefix == "account/email/email_confirmation",
            )
            return
        subject, sentence = MAILS[template_prefix]
        send_account_notice(
            to=email, subject=str(subject), sentence=str(sentence) % context, at=timezone.now()
        )

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Limit attempts with a password per source and, for unknown devices, per address.

        allauth limits them per address, so anyone could lock anyone out. The code by email works in any case.
        """
        email = credentials.get("email", "")
        key = limit_key(request, email)
        if is_known_device(request, email):
            usage = ratelimit.consume(request, app=APP, action="login_failed_known", key=key)
        else:
            usage = ratelimit.consume(request, app=APP, action="login_failed", key=key)
            shared = usage and ratelimit.consume(
                request, app=APP, action="login_failed_unknown", key=normalize_email(email)
            )
            usage = shared and ratelimit.RateLimitUsage([*usage.usage, *shared.usage])
        self._login_failed_rl_usage = usage  # taken back by allauth when the password is right
        if not usage:
            raise self.validation_error("too_many_login_attempts")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        if message is None and message_template in NOTICES:
            message = str(NOTICES[message_template]) % (message_context or {})
        if message:
            super().add_message(request, level, message=str(message), extra_tags=extra_tags)

    def is_safe_url(self, url: str | None) -> bool:
        """Allow redirects to the requested host only; allauth would also allow the other ALLOWED_HOSTS."""
        request = self.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def is_ajax(self, request: HttpRequest) -> bool:
        return False  # pages only; forms have no JSON responses

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return False  # reauthentication.py decides, for all pages

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:profile")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return reverse("accounts:profile")
