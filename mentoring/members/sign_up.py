"""Who may create accounts and organizations, as settings.SIGN_UP allows, and the code of the first owner."""

import base64
import logging

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from mentoring.members.definers import has_pending_invite
from mentoring.tenancy.models import Organization

log = logging.getLogger(__name__)
FIRST_OWNER = "first_owner"  # in the session, after the code was entered
CODE_LENGTH = 16


def is_first_run() -> bool:
    """Return whether the installation waits for its first owner."""
    return settings.SIGN_UP != "open" and not Organization.objects.exists()


def first_run_code() -> str:
    """Return the code of the first owner: 80 bits, derived from the secret key. Useless once an organization exists."""
    digest = salted_hmac("mentoring.first-run", "", algorithm="sha256").digest()
    code = base64.b32encode(digest).decode()[:CODE_LENGTH]
    return "-".join(code[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def log_first_run_code() -> None:
    """Log the code of the first owner while it is needed; for the start of a web process."""
    try:
        if is_first_run():
            log.warning("First run: enter %s at %s/first-run/", first_run_code(), settings.BASE_URL)
    except DatabaseError:
        log.warning("The database is not migrated yet.")


def is_first_run_code(text: str) -> bool:
    """Compare an entered code, ignoring case, spaces and hyphens."""
    entered = "".join(sign for sign in text.upper() if sign.isalnum())
    return constant_time_compare(entered, first_run_code().replace("-", ""))


def is_first_owner(request: HttpRequest) -> bool:
    return bool(request.session.get(FIRST_OWNER)) and is_first_run()


def can_create_organization(request: HttpRequest) -> bool:
    """Return whether the signed-in person may create an organization."""
    return settings.SIGN_UP in {"open", "invited"} or is_first_owner(request)


def admits_account(request: HttpRequest, email: str) -> bool:
    """Return whether an account may be created for a verified address although sign-up is not open."""
    return is_first_owner(request) or has_pending_invite(email)
