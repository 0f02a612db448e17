"""Sign-in with a code that is emailed and entered on the page that requested it.

Whether the address has an account is looked up only after the correct code was entered. Until then, known and unknown
addresses take the same path: same response, same email, same queries.
"""

import secrets

from allauth.account import signals
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from mentoring.accounts.actions import get_or_create_account
from mentoring.accounts.emails import send_code
from mentoring.accounts.extensions import ACCOUNT_ADMISSIONS
from mentoring.accounts.known_devices import is_known_device, limit_key
from mentoring.accounts.models import User
from mentoring.email_address import normalize_email

# Once unknown devices have requested many codes for an address in a day, they get codes that cannot be guessed, and
# requests within ten minutes share one: the address is neither locked nor flooded.
LONG_CODE_DIGITS = 12
SHARED_CODE_SECONDS = 10 * 60


def may_request_code(request: HttpRequest, email: str) -> bool:
    """Return whether this source may request a code for the address, and count the request."""
    action = "request_login_code"
    if is_known_device(request, email):
        action = "request_login_code_known"
    return ratelimit.consume(request, action=action, key=limit_key(request, email))


class NoAccount(Exception):
    """The address has no account, and sign-up is not open to it."""


def can_create_account(request: HttpRequest, email: str) -> bool:
    """Return whether an account may be created for this verified address (settings.SIGN_UP)."""
    return settings.SIGN_UP == "open" or any(admits(request, email) for admits in ACCOUNT_ADMISSIONS)


class SignInProcess(LoginCodeVerificationProcess):
    """A code bound to the session that requested it, invalid after three wrong attempts."""

    @classmethod
    def initiate(cls, *, request: HttpRequest, email: str) -> "SignInProcess":
        login = Login(email=normalize_email(email))
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(
            cls.initial_state(user=None, email=login.email),
            initiated_by_user=True,
            id=secrets.token_hex(16),
        )
        process = cls(stage)
        process.send()
        process.persist()
        return process

    @classmethod
    def resume(cls, stage: LoginByCodeStage) -> "SignInProcess | None":
        process: SignInProcess | None = cls(stage).abort_if_invalid()
        return process

    @property
    def email(self) -> str:
        return str(self.state["email"])

    def send(self, skip_enumeration_mails: bool = False) -> None:
        if is_known_device(self.request, self.email) or ratelimit.consume(
            self.request, action="short_codes", key=self.email
        ):
            send_code(to=self.email, code=self.generate_code())
        else:
            self.send_shared_code()

    def send_shared_code(self) -> None:
        """Use the long code that was sent within the last ten minutes, or send one."""
        key = f"accounts:shared-code:{salted_hmac('mentoring.shared-code', self.email).hexdigest()}"
        code = cache.get(key)
        if code is None:
            code = f"{secrets.randbelow(10**LONG_CODE_DIGITS):0{LONG_CODE_DIGITS}d}"
            send_code(to=self.email, code=code)
            cache.set(key, code, SHARED_CODE_SECONDS)
        self.state["code"] = code

    def resend(self) -> None:
        self.send()
        self.record_resend()
        self.persist()

    def may_attempt(self) -> bool:
        """Count an attempt atomically; parallel requests could bypass a count kept in the session."""
        return ratelimit.consume(self.request, action="confirm_code", key=self.state["id"])

    def finish(self, redirect_url: str | None) -> HttpResponse:
        """Sign in after the correct code; raise NoAccount if there is no account and none may be created."""
        is_known = User.objects.filter(email=self.email).exists()
        if not is_known and not can_create_account(self.request, self.email):
            self.abort()
            raise NoAccount
        user, is_new = get_or_create_account(email=self.email, language=get_language() or "")
        record_authentication(self.request, user, method="code", email=self.email)
        if is_new:
            signals.user_signed_up.send(sender=User, request=self.request, user=user)
        return perform_login(self.request, Login(user=user, redirect_url=redirect_url, email=self.email))
