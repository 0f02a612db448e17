"""Recognize browsers that have signed in to an address before, so that limits caused by others do not affect them.

The cookie contains keyed hashes of the last few addresses. It grants nothing but an exemption from shared limits.
"""

from collections.abc import Callable

from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from mentoring.email_address import normalize_email

SALT = "mentoring.known-device"
MAX_ADDRESSES = 5
MAX_AGE = 365 * 24 * 3600


def is_known_device(request: HttpRequest, email: str) -> bool:
    """Return whether this browser has signed in to the address before."""
    return _mark(email) in _marks(request)


def limit_key(request: HttpRequest, email: str) -> str:
    """Return the key of limits for requests from this source about an address; others cannot use it up."""
    source = "known" if is_known_device(request, email) else get_ip(request)
    return f"{source}|{normalize_email(email)}"


class KnownDeviceMiddleware:
    """Set the cookie after a sign-in (`request.signed_in_email`, set by receivers.py)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        email = getattr(request, "signed_in_email", "")
        if email:
            mark = _mark(email)
            marks = [mark, *(it for it in _marks(request) if it != mark)][:MAX_ADDRESSES]
            response.set_cookie(
                settings.DEVICE_COOKIE_NAME,
                signing.dumps(marks, salt=SALT),
                max_age=MAX_AGE,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response


def _mark(email: str) -> str:
    return salted_hmac(SALT, normalize_email(email), algorithm="sha256").hexdigest()[:32]


def _marks(request: HttpRequest) -> list[str]:
    try:
        return signing.loads(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=MAX_AGE)
    except signing.BadSignature:
        return []
