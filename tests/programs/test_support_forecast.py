"""The send calendar knows when reviews and the question of silence are due, and it comes true."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.actions.reviews import open_due_reviews
from programs.actions.silence import ask_silent_matches
from programs.models import Match, Program
from programs.rollups.match_counts import refresh_matches
from programs.selectors.send_calendar import send_calendar
from programs.selectors.support_forecast import REVIEW, STILL_MEETING
from tests.factories.programs import make_absence, make_match, make_program, make_session
from tests.factories.support import make_review, make_still_meeting_question

TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)


@pytest.fixture
def program(organization):
    with tenant_scope(organization.id):
        return make_program(starts_on=date(2026, 6, 1), ends_on=None, review_every=3)


def a_match(program: Program, *, planned=(), held=(), started: int = 60) -> Match:
    match = make_match(program=program, started_on=TODAY - timedelta(days=started), overridden_by=None)
    for n in planned:
        make_session(match=match, state="planned", happens_on=TODAY + timedelta(days=n))
    for n in held:
        make_session(match=match, happens_on=TODAY - timedelta(days=n))
    refresh_matches(program.pk, on=TODAY, match_ids=[match.pk])
    match.refresh_from_db()
    return match


def planned(program, organization, kind: str) -> list[tuple[int, int]]:
    calendar = send_calendar(program, organization, now=NOW)
    return [
        ((day - TODAY).days, each.count)
        for day, sends in calendar.days
        for each in sends
        if each.kind == kind
    ]


@pytest.mark.parametrize(
    ("held", "sessions", "days"),
    [
        ([9, 2], [3, 9], [(4, 2)]),
        ([9], [3, 9], [(10, 2)]),
        ([2], [3], []),
        ([20, 9, 2], [3], [(0, 2)]),
        ([50, 40, 35], [3], [(4, 2)]),
        ([9, 2], [35], []),
    ],
)
def test_review_after_the_session_that_completes_the_number(
    program, organization, scope, held, sessions, days
):
    a_match(program, held=held, planned=sessions)
    assert planned(program, organization, REVIEW) == days


def test_no_review_twice_and_none_in_an_absence(program, organization, scope):
    match = a_match(program, held=[20, 9, 2])
    first, last = TODAY - timedelta(days=1), TODAY + timedelta(days=4)
    make_absence(participant=match.mentor, starts_on=first, ends_on=last)
    assert planned(program, organization, REVIEW) == [(5, 2)]
    make_review(match=match, number=1)
    assert planned(program, organization, REVIEW) == []


def test_planned_reviews_come_true(program, organization, scope):
    a_match(program, held=[20, 9, 2])
    a_match(program, held=[20, 9])
    assert planned(program, organization, REVIEW) == [(0, 2)]
    assert len(open_due_reviews(program, by=Actor.system("test"), today=TODAY)) == 1
    # Now the two emails wait in the outbox.
    assert sum(count for _day, count in planned(program, organization, REVIEW)) == 2


@pytest.mark.parametrize(("started", "days"), [(50, []), (80, [(10, 2)]), (100, [(0, 2)])])
def test_still_meeting_after_90_days(program, organization, scope, started, days):
    a_match(program, started=started)
    assert planned(program, organization, STILL_MEETING) == days
    on = TODAY + timedelta(days=days[0][0] if days else 0)
    asked = ask_silent_matches(program, organization, now=NOW + (on - TODAY), today=on)
    assert len(asked) == (2 if days else 0)


def test_still_meeting_is_asked_once_and_not_with_a_session_to_come(program, organization, scope):
    match = a_match(program, started=100)
    a_match(program, started=100, planned=[12])
    make_still_meeting_question(match=match, asked_on=TODAY - timedelta(days=3))
    assert planned(program, organization, STILL_MEETING) == []


def test_nothing_is_planned_once_the_program_is_over(program, organization, scope):
    a_match(program, started=100)
    a_match(program, held=[20, 9, 2])
    program.ends_on = TODAY - timedelta(days=1)
    assert planned(program, organization, STILL_MEETING) == []
    assert planned(program, organization, REVIEW) == []
