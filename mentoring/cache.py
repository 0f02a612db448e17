"""Django's Redis cache, for pages that must not wait for a Valkey that hangs."""

from typing import Any

import redis
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.retry import Retry

from mentoring.circuit_breaker import CircuitBreaker, CircuitOpen

# A page waits at most this long, once for each process, and the next attempt follows after OPEN_SECONDS.
TIMEOUT_SECONDS = 0.25
OPEN_SECONDS = 1.0


class ImpatientRedis(redis.Redis):
    """A client that does not try again, and fails at once while the server does not respond."""

    breaker: CircuitBreaker

    def execute_command(self, *args: Any, **options: Any) -> Any:
        try:
            with self.breaker.call():
                return super().execute_command(*args, **options)
        except CircuitOpen as error:
            raise redis.ConnectionError(str(error)) from None


class ValkeyCacheClient(RedisCacheClient):
    def __init__(self, servers: list[str], **options: Any) -> None:
        timeouts = {"socket_timeout": TIMEOUT_SECONDS, "socket_connect_timeout": TIMEOUT_SECONDS}
        super().__init__(servers, **timeouts, retry=Retry(NoBackoff(), 0), **options)
        # One for each process, not for each thread, which all have a client of their own.
        breaker = breaker_of(servers[0])
        self._client = type("Client", (ImpatientRedis,), {"breaker": breaker})


class ValkeyCache(RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = ValkeyCacheClient


_BREAKERS: dict[str, CircuitBreaker] = {}


def breaker_of(server: str) -> CircuitBreaker:
    failures = (redis.ConnectionError, redis.TimeoutError)
    return _BREAKERS.setdefault(server, CircuitBreaker(failures=failures, seconds=OPEN_SECONDS))
