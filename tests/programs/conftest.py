from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Membership
from mentoring.tenancy.scope import tenant_scope
from programs.health.evaluate import evaluate_program
from programs.models import Match, Program
from programs.rollups.match_counts import refresh_matches
from tests.factories.programs import make_match, make_program, make_program_coordinator, make_session

TODAY = date(2026, 11, 2)
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture
def it_is_today(monkeypatch) -> None:
    """Let it be noon of TODAY."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.fixture
def program(organization) -> Program:
    """A program of twelve weeks."""
    with tenant_scope(organization.id):
        made = make_program(name="Rising Leaders", starts_on=date(2026, 8, 10), ends_on=None)
    made.organization = organization
    return made


@pytest.fixture
def held(organization, program) -> Callable[..., Match]:
    """Make a match introduced some days ago with sessions held so many days ago: held(70, 3, 17, goals_agreed=1).

    Its sessions are known up to TODAY, whatever day the tests run on.
    """

    def make(age: int, *days_ago: int, **fields) -> Match:
        with tenant_scope(organization.id):
            fields = {"goals_agreed": 1, "overridden_by": None, "sessions_known_until": TODAY, **fields}
            match = make_match(program=program, started_on=TODAY - timedelta(days=age), **fields)
            for n in days_ago:
                make_session(match=match, happens_on=TODAY - timedelta(days=n))
            refresh_matches(program.pk, on=TODAY, match_ids=[match.pk])
            evaluate_program(program, today=TODAY, match_ids=[match.pk])
            match.refresh_from_db()
        return match

    return make


@pytest.fixture
def by(administrator) -> Actor:
    return Actor.member(administrator)


@pytest.fixture
def coordinator(coordinator, organization, program) -> Membership:
    """The coordinator, assigned to the program."""
    with tenant_scope(organization.id):
        make_program_coordinator(program=program, membership=coordinator)
    return coordinator
