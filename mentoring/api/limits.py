"""Rate limits of the API, per caller and per organization, counted in the cache."""

import logging
import time

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

log = logging.getLogger(__name__)


class CallLimit(BaseThrottle):
    """Answer 429 beyond settings.API_LIMITS (calls, seconds).

    Fixed windows: one atomic increment per call. Calls beyond the caller's limit do not count for the organization,
    so that one runaway script does not block the others.
    """

    wait_seconds: float | None = None

    def allow_request(self, request: Request, view: APIView) -> bool:
        organization = request._request.organization
        caller = request.auth.pk if request.auth else request.user.pk
        return self._count("caller", f"{organization.id}:{caller}") and self._count(
            "organization", str(organization.id)
        )

    def wait(self) -> float | None:
        return self.wait_seconds

    def _count(self, kind: str, who: str) -> bool:
        limit, seconds = settings.API_LIMITS[kind]
        now = time.time()
        window, passed = divmod(now, seconds)
        key = f"api-calls:{kind}:{who}:{int(window)}"
        try:
            cache.add(key, 0, timeout=seconds)
            count = cache.incr(key)
        except ValueError:  # the key expired in between: the window is over
            return True
        except RedisError as error:
            # The limit only protects against load, so the API continues without the cache.
            log.warning("API calls are not rate-limited: %s", error)
            return True
        if count > limit:
            self.wait_seconds = seconds - passed
            return False
        return True
