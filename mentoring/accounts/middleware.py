import logging
from collections.abc import Callable
from time import time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from redis.exceptions import RedisError

from mentoring.accounts.emails import MailNotSent
from mentoring.accounts.models import User
from mentoring.accounts.reauthentication import SIGNED_IN_AT
from mentoring.ui.errors import service_unavailable

log = logging.getLogger(__name__)
RENEWED_AT = "renewed_at"
RENEW_SECONDS = 6 * 3600
OUTAGE_SECONDS = 60


class PersonMiddleware:
    """Activate the person's language and time zone, renew the session, and prevent caching of pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated:
            return self.get_response(request)
        use_language_of(user, request)
        try:
            timezone.activate(ZoneInfo(user.time_zone))
        except (ZoneInfoNotFoundError, ValueError):
            timezone.deactivate()
        try:
            renew_session(request, user)
            response = self.get_response(request)
        finally:
            timezone.deactivate()
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer with 503 while the cache or the mail server is unavailable.

        The cache counts attempts: without it, codes could be guessed without limit. The API handles this itself and
        continues. Forms that send an email handle MailNotSent themselves, and keep what was entered.
        """
        if not isinstance(exception, RedisError | MailNotSent) or request.path.startswith("/api/"):
            return None
        log.error("%s answers 503: %s", request.path, type(exception).__name__)
        return service_unavailable(request, retry_after=OUTAGE_SECONDS)


def use_language_of(user: User, request: HttpRequest) -> None:
    if user.language in dict(settings.LANGUAGES):
        translation.activate(user.language)
        request.LANGUAGE_CODE = user.language


def renew_session(request: HttpRequest, user: User) -> None:
    """Extend the session by two weeks, at most every six hours to avoid a write per page."""
    now = int(time())
    last = request.session.get(RENEWED_AT) or request.session.get(SIGNED_IN_AT, 0)
    if now - last < RENEW_SECONDS:
        return
    request.session[RENEWED_AT] = now
    UserSession.objects.filter(user=user, session_key=request.session.session_key).update(
        last_seen_at=timezone.now()
    )
