"""Create an account for an address that an emailed link has verified, without a code."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpRequest
from django.utils.translation import get_language

from mentoring.accounts.actions import get_or_create_account
from mentoring.accounts.models import User
from mentoring.accounts.reauthentication import SIGNED_IN_AT
from mentoring.email_address import normalize_email

INVITED_ADDRESS = "invited_address"  # in the session, so that the sign-in page has it filled in


def has_account(email: str) -> bool:
    return User.objects.filter(email=normalize_email(email)).exists()


def sign_in_new_account(request: HttpRequest, *, email: str) -> User | None:
    """Create the account of the address and sign it in; return None if it exists already and needs a code.

    A link may be forwarded, so it does not count as a recent sign-in: changing the address or the password requires a
    code, which only the address receives.
    """
    if has_account(email):
        return None
    user, is_new = get_or_create_account(email=email, language=get_language() or "")
    if not is_new:  # race: the account was created after the check
        return None
    record_authentication(request, user, method="link", email=user.email)
    perform_login(request, Login(user=user, email=user.email))
    if not request.user.is_authenticated:  # too many sign-ins from this source
        return None
    request.session[SIGNED_IN_AT] = 0
    request.signed_in_email = ""
    return user
