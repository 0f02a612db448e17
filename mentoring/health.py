"""Whether this installation works: /healthz for the process, /readyz for everything it needs.

Lives below the apps, so that each can register the check of what it owns (mail: the oldest mail that is due).
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
# Two ticks may be late behind a long task before it is worth waking someone.
OLDEST_HEARTBEAT = 3 * HEARTBEAT_SECONDS


class NotReady(Exception):
    """What is checked does not work; the message says what, without names or addresses."""


# A check returns what it has measured, or raises. /readyz is public: neither may name anyone.
READINESS: Registry[Callable[[], str]] = Registry("readiness check")


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process can: a supervisor restarts one that does not."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when every check holds and 503 otherwise, with the state of each."""
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


@lru_cache(maxsize=1)  # a failure is not kept; once applied, they are, and reading them all costs 50 ms
def migrations() -> str:
    """Say whether every migration of this release is applied to the database it serves."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if missing:
        raise NotReady(f"{missing} not applied")
    return "all applied"


def worker() -> str:
    """Say how long ago the worker last did the task that beat sends: the whole chain, not the process alone."""
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


# Global, no TenantTask: it touches no organization.
@shared_task(name="mentoring.health.beat")
def heartbeat() -> None:
    """Write down that a worker is at work; beat sends this every HEARTBEAT_SECONDS."""
    cache.set(HEARTBEAT, time.time(), timeout=None)


@worker_ready.connect
def beat_once(**kwargs: object) -> None:
    heartbeat()  # a stack that has just started should not look broken until the first tick
