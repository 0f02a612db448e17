"""Session time: held sessions only, by the level on that day, each hour of a mentor once."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from mentoring.tenancy.scope import tenant_scope
from reports.models import Cost, LevelCount, RoiPlan
from reports.roi.level_counts import store_levels
from reports.roi.result import calculate
from reports.roi.selectors import roi_inputs
from reports.tasks import count_levels_task
from tests.factories.people import make_attributes, make_person
from tests.factories.programs import make_match, make_participant, make_program, make_session
from tests.factories.reports import make_assumption, make_cost, make_roi_plan

TODAY = date(2026, 11, 2)


@pytest.fixture
def scope(organization):
    with tenant_scope(organization.id):
        yield organization


def person_of(level: str, **fields):
    person = make_person(**fields)
    make_attributes(person=person, level=level, valid_from=date(2025, 1, 1))
    return person


def pair(program, *, mentor=None, mentor_level="6", mentee_level="3"):
    mentor = mentor or make_participant(program=program, role="mentor", person=person_of(mentor_level))
    mentee = make_participant(program=program, role="mentee", person=person_of(mentee_level))
    return make_match(program=program, mentor=mentor, mentee=mentee)


def counts(program) -> dict:
    store_levels(program, today=TODAY)
    return {
        (it.role, it.level): (it.people, it.sessions, it.minutes, it.unrecorded)
        for it in LevelCount.objects.filter(program=program)
    }


def test_only_held_sessions_count(scope):
    program = make_program(starts_on=date(2025, 3, 1))
    match = pair(program)
    make_session(match=match, state="held", happens_on=date(2025, 4, 1), minutes=45)
    make_session(match=match, state="held", happens_on=date(2025, 5, 1), minutes=None)
    for state in ("planned", "missed", "cancelled"):
        make_session(match=match, state=state, happens_on=date(2025, 6, 1), minutes=600)
    assert counts(program) == {("mentor", "6"): (1, 2, 45, 1), ("mentee", "3"): (1, 2, 45, 1)}


def test_session_counts_at_the_level_of_that_day(scope):
    program = make_program(starts_on=date(2025, 3, 1))
    match = pair(program)
    make_attributes(person=match.mentee.person, level="4", valid_from=date(2025, 6, 1))
    make_session(match=match, state="held", happens_on=date(2025, 5, 31), minutes=30)
    make_session(match=match, state="held", happens_on=date(2025, 6, 1), minutes=40)
    found = counts(program)
    assert found["mentee", "3"] == (1, 1, 30, 0)
    assert found["mentee", "4"] == (0, 1, 40, 0)


def test_joint_session_costs_a_mentor_once_and_each_mentee(scope):
    program = make_program(starts_on=date(2025, 3, 1))
    first = pair(program)
    joint = uuid4()
    for match in (first, pair(program, mentor=first.mentor)):
        make_session(match=match, state="held", happens_on=date(2025, 5, 1), minutes=60, joint_id=joint,
                     counts_minutes=match is first)  # fmt: skip
    assert counts(program) == {("mentor", "6"): (1, 1, 60, 0), ("mentee", "3"): (2, 2, 120, 0)}


def test_sessions_after_the_costs_were_closed_do_not_count(scope):
    program = make_program(starts_on=date(2025, 3, 1))
    match = pair(program)
    make_roi_plan(program=program, costs_closed_on=date(2025, 5, 31))
    make_session(match=match, state="held", happens_on=date(2025, 5, 31), minutes=30)
    make_session(match=match, state="held", happens_on=date(2025, 6, 1), minutes=40)
    count_levels_task(scope.id, str(program.pk))
    assert LevelCount.objects.get(role="mentor").minutes == 30
    assert RoiPlan.objects.get(program=program).counted_until == date(2025, 5, 31)


def test_ten_pairs_cost_forty_seven_thousand(scope):
    """The worked example of measurement 2.9: 20 people x 12 hours x 50 and 35,000."""
    program = make_program(starts_on=date(2025, 3, 1))
    make_roi_plan(program=program, currency="CHF")
    for _n in range(10):
        match = pair(program)
        for month in range(4, 10):
            make_session(match=match, state="held", happens_on=date(2025, month, 2), minutes=120)
    make_assumption(program=program, best=Decimal(50))
    make_cost(program=program, amount=Decimal(35000), kind="other")
    store_levels(program, today=TODAY)
    result = calculate(roi_inputs(program, None, as_of=TODAY))
    assert result.cost == Decimal("47000.00")
    assert Cost.objects.count() == 1
