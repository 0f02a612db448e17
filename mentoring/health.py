"""Health endpoints: /healthz for the process, /readyz for its dependencies.

Below the apps in the import layers, so that each can register a check in READINESS (mail: the oldest due email).
"""

import time
from collections.abc import Callable
from functools import lru_cache

from celery import shared_task
from celery.signals import worker_ready
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mentoring.registry import Registry

HEARTBEAT = "health:worker-heartbeat"
HEARTBEAT_SECONDS = 30
# Two heartbeats may be delayed by a long task.
OLDEST_HEARTBEAT = 3 * HEARTBEAT_SECONDS


class NotReady(Exception):
    """A check failed; the message gives the reason, without personal data."""


# A check returns its state as text, or raises. /readyz is public, so neither may contain personal data.
READINESS: Registry[Callable[[], str]] = Registry("readiness check")


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 while the process responds; a supervisor restarts it otherwise."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 if all checks pass and 503 otherwise, with the state of each."""
    results = {name: state(check) for name, check in READINESS.items()}
    ready = all(result["ready"] for result in results.values())
    return JsonResponse({"ready": ready, "checks": results}, status=200 if ready else 503)


def state(check: Callable[[], str]) -> dict[str, object]:
    try:
        return {"ready": True, "state": check()}
    except NotReady as reason:
        return {"ready": False, "state": str(reason)}
    except Exception as error:
        return {"ready": False, "state": type(error).__name__}


def database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "answers"


@lru_cache(maxsize=1)  # failures are not cached; loading all migrations costs 50 ms
def migrations() -> str:
    """Check that every migration of this release is applied."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if missing:
        raise NotReady(f"{missing} not applied")
    return "all applied"


def worker() -> str:
    """Check the time of the last heartbeat, which involves beat, broker and worker."""
    beaten = cache.get(HEARTBEAT)
    if beaten is None:
        raise NotReady("no heartbeat yet")
    age = int(time.time() - beaten)
    if age > OLDEST_HEARTBEAT:
        raise NotReady(f"last heartbeat {age} s ago")
    return f"last heartbeat {max(age, 0)} s ago"


READINESS.register("database", database, order=10)
READINESS.register("migrations", migrations, order=20)
READINESS.register("worker", worker, order=30)


# Not a TenantTask: it concerns no organization.
@shared_task(name="mentoring.health.beat")
def heartbeat() -> None:
    """Store the time; beat sends this task every HEARTBEAT_SECONDS."""
    cache.set(HEARTBEAT, time.time(), timeout=None)


@worker_ready.connect
def beat_once(**kwargs: object) -> None:
    heartbeat()  # otherwise a new stack would not be ready until the first scheduled heartbeat
