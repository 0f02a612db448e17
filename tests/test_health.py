"""/healthz and /readyz: what they say, and that they say it."""

import os
import time

import pytest
from django.core.cache import cache

from mentoring import health


@pytest.fixture
def heartbeat(monkeypatch):
    """A heartbeat of this test's own: tests run side by side on one cache."""
    monkeypatch.setattr(health, "HEARTBEAT", f"test:heartbeat:{os.getpid()}")
    yield
    cache.delete(health.HEARTBEAT)
    health.migrations.cache_clear()


def test_healthz_asks_nothing(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_readyz_when_everything_works(client, db, heartbeat):
    health.heartbeat()
    answer = client.get("/readyz")
    assert answer.status_code == 200
    checks = answer.json()["checks"]
    assert answer.json()["ready"] is True
    assert checks["database"] == {"ready": True, "state": "answers"}
    assert checks["migrations"] == {"ready": True, "state": "all applied"}
    assert checks["worker"]["ready"] is True
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("age", "ready"), [(health.OLDEST_HEARTBEAT - 5, True), (health.OLDEST_HEARTBEAT + 5, False)]
)
def test_old_heartbeat_is_not_ready(client, db, heartbeat, age, ready):
    cache.set(health.HEARTBEAT, time.time() - age, timeout=None)
    answer = client.get("/readyz")
    assert answer.json()["checks"]["worker"]["ready"] is ready
    assert answer.status_code == (200 if ready else 503)


def test_missing_heartbeat_is_not_ready(client, db, heartbeat):
    cache.delete(health.HEARTBEAT)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["worker"] == {"ready": False, "state": "no heartbeat yet"}


def test_unapplied_migration_is_not_ready(db, heartbeat, monkeypatch):
    health.migrations.cache_clear()
    monkeypatch.setattr(
        health.MigrationExecutor, "migration_plan", lambda *_: [("programs", False), ("goals", False)]
    )
    assert health.state(health.migrations) == {"ready": False, "state": "2 not applied"}


def test_failing_check_names_no_address_and_the_others_are_still_asked(client, db, heartbeat, monkeypatch):
    def broken() -> str:
        raise OSError("could not reach db.internal as mentoring_app")

    monkeypatch.setitem(health.READINESS._items, "broken", (5, broken))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["broken"] == {"ready": False, "state": "OSError"}
    assert answer.json()["checks"]["database"]["ready"] is True
