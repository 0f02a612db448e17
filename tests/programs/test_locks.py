"""The lock order of programs, with two real connections: program first, then matches, then daily counts."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Event
from uuid import uuid4

import pytest
from django.db import connections

from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope
from programs import periodic
from programs.actions import override_health, record_absence, record_session, update_program
from programs.enums import Health
from programs.extensions import HEALTH_PROVIDERS
from programs.models import Match, Program, Session
from tests.factories.programs import make_match, make_program
from tests.factories.tenancy import make_organization
from tests.locks import LONG, wait_until_a_connection_waits


class PausingProvider:
    """Finds nothing. Reports that the evaluation holds its locks, and waits until it may go on."""

    def __init__(self) -> None:
        self.reached, self.resume = Event(), Event()

    def explain(self, program: Program) -> list[str]:
        return []

    def signals(self, program, matches) -> dict:
        if not self.reached.is_set():
            self.reached.set()
            assert self.resume.wait(LONG)
        return {}


@pytest.fixture
def acme(committed_db) -> Organization:
    name = uuid4().hex[:12]
    return make_organization(name=name, slug=name)


@pytest.fixture
def pausing() -> Iterator[PausingProvider]:
    provider = PausingProvider()
    HEALTH_PROVIDERS.register("pausing", provider)
    yield provider
    del HEALTH_PROVIDERS._items["pausing"]


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2, thread_name_prefix="locks") as executor:
        yield executor


def in_own_connection(work: Callable[[], object]) -> object:
    try:
        return work()
    finally:
        connections.close_all()


def today_of(organization: Organization) -> date:
    from django.utils import timezone

    return organization.local_date(timezone.now())


@pytest.fixture
def match(acme) -> Match:
    today = today_of(acme)
    with tenant_scope(acme.id):
        program = make_program(
            starts_on=today - timedelta(days=90), ends_on=None, counted_until=today - timedelta(days=3)
        )
        return make_match(program=program, started_on=today - timedelta(days=60), overridden_by=None)


def act(organization: Organization, match: Match, action: str) -> None:
    today, by = today_of(organization), Actor.system("test")
    with tenant_scope(organization.id):
        match = Match.objects.select_related("program", "mentee").get(pk=match.pk)
        if action == "record":
            record_session(match, happens_on=today - timedelta(days=5), state="held", by=by, today=today)
        elif action == "override":
            review_on = today + timedelta(days=9)
            override_health(
                match, health="on_track", reason="By phone", review_on=review_on, by=by, today=today
            )
        elif action == "absence":
            match.mentee.program = match.program
            record_absence(match.mentee, starts_on=today, ends_on=today, by=by, today=today)
        else:
            program = match.program
            update_program(
                program,
                name=program.name,
                starts_on=program.starts_on,
                ends_on=None,
                meeting_interval_days=7,
                state="running",
                by=by,
                today=today,
            )


@pytest.mark.parametrize("action", ["record", "override", "absence", "update"])
def test_action_during_the_hourly_evaluation_waits_and_succeeds(acme, match, pausing, pool, action):
    evaluation = pool.submit(in_own_connection, lambda: periodic.evaluate(acme.id))
    assert pausing.reached.wait(LONG)
    acting = pool.submit(in_own_connection, lambda: act(acme, match, action))
    wait_until_a_connection_waits()
    pausing.resume.set()
    evaluation.result(LONG)
    acting.result(LONG)
    with tenant_scope(acme.id):
        match.refresh_from_db()
        if action == "record":
            assert (match.held_count, Session.objects.count()) == (1, 1)
        if action == "override":
            assert (match.health, match.calculated_health) == (Health.ON_TRACK, Health.AT_RISK)
