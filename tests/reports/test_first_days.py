"""Everybody is followed from their own first day; colleagues take over that of a participant."""

import random
from dataclasses import replace
from datetime import date, timedelta
from statistics import fmean

import pytest
from django.utils import timezone

from benchmarks.coverage import cohort, organization
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.models import Participant
from reports.models import OutcomeRun
from reports.outcomes.actions import begin_outcomes, request_outcomes
from reports.outcomes.cohorts import cohorts_of
from reports.outcomes.employment_history import EmploymentHistory
from reports.outcomes.figures.comparison import Comparison, periods_of
from reports.outcomes.figures.first_days import FirstDays
from reports.outcomes.figures.people import Employee
from reports.outcomes.figures.retention_promotion import retention_promotion_figures
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant
from tests.reports.studies import START, make_study_program
from tests.reports.test_outcomes_attack import a_cohort, employees

KNOWN = date(2026, 11, 2)


def differences(*, spread: int, seeds: range) -> list[float]:
    """Return the unadjusted differences in retention of simulated organizations without any effect."""
    found = []
    for seed in seeds:
        people = organization(random.Random(seed), 60, spread=spread, effect=0.0, selection="none")
        figures = retention_promotion_figures([Comparison.of(cohort(people))])
        numbers = {number.name: number.value for number in figures[0].numbers}
        found.append(numbers["difference"])
    return found


def test_joining_over_a_year_is_no_effect():
    """With the program's first day for everybody, this was 15 points."""
    found = differences(spread=12, seeds=range(24))
    assert abs(fmean(found)) < 0.03


def test_the_same_colleague_gets_the_same_day_and_days_come_from_the_same_level():
    days = FirstDays.of([(date(2025, 1, 10), "3"), (date(2025, 6, 10), "4"), (date(2025, 7, 1), "4")])
    assert days.draw("anna", "3") == date(2025, 1, 10)
    assert days.draw("anna", "4") == days.draw("anna", "4") != date(2025, 1, 10)
    assert {days.draw(f"p{n}", "9") for n in range(60)} == {*days.days}
    with pytest.raises(ValueError, match="no first day"):
        FirstDays.of([])


@pytest.mark.raw_sql
def test_enrolled_then_matched_then_the_program(organization):
    """Three participants: one enrolled on a day, one only matched on a day, one with neither."""
    program = make_study_program(organization)
    with tenant_scope(organization.id):
        hired = date(2015, 1, 1)
        people = [make_person(hired_on=hired, employee_id=f"F{n}") for n in range(6)]
        enrolled, matched, neither, mentor, early, joins_later = people
        make_participant(program=program, person=enrolled, role="mentee", enrolled_on=date(2025, 4, 1))
        make_match(
            program=program,
            mentor=make_participant(program=program, person=mentor, role="mentor"),
            mentee=make_participant(program=program, person=matched, role="mentee"),
            started_on=date(2025, 3, 1),
        )
        make_participant(program=program, person=neither, role="mentee")
        early.left_on = date(2025, 1, 15)
        early.save()
        make_participant(program=program, person=joins_later, role="mentor", enrolled_on=date(2025, 9, 1))
        history = EmploymentHistory.read(until=KNOWN)
        found = {it.role: it for it in cohorts_of(history, program)}
        firsts = {person.key: person.index_on for person in found["mentee"].participants}
        assert firsts == {
            str(enrolled.pk): date(2025, 4, 1),
            str(matched.pk): date(2025, 3, 1),
            str(neither.pk): START,
        }
        assert found["mentee"].undated_start == 1
        # Whoever joins later is a colleague until then, and is counted.
        others = {person.key: person for person in found["mentee"].others}
        assert str(joins_later.pk) in others
        assert found["mentee"].contaminated >= 1
        for person in others.values():
            assert person.index_on in firsts.values()


def followed(prefix: str, count: int, *, months: float, **values) -> list[Employee]:
    """Return employees who were followed for so many months."""
    return [replace(it, followed=months, index_on=START, **values) for it in employees(prefix, count)]


def test_a_period_that_would_disclose_a_few_is_left_out():
    """Of 40 participants three were followed for less than 18 months: 18 months would tell what they did."""
    participants = [*followed("p", 37, months=22), *followed("q", 3, months=14)]
    comparison = Comparison.of(a_cohort(participants, employees("o", 60)))
    assert periods_of([comparison]) == [12, 6]


@pytest.mark.parametrize(("months", "ratio", "periods"), [(14, 5, [12, 6]), (4, 0, [12, 6, 18])])
def test_a_few_who_were_not_chosen_do_not_follow_from_the_periods_of_both_groups(months, ratio, periods):
    """Everybody eligible less those chosen, and the same at 18 or 12 months: three low performers are left."""
    high, low = {"rating": 5.0}, {"rating": 1.0}
    others = [
        *followed("o", 90, months=22, readings=high),
        *followed("q", 10, months=months, readings=high),
        *followed("r", 27, months=22, readings=low),
        *followed("s", 3, months=months, readings=low),
    ]
    comparison = Comparison.of(a_cohort(followed("p", 20, months=22, readings=high), others))
    assert (comparison.ratio, periods_of([comparison])) == (ratio, periods)


def test_a_few_recent_colleagues_on_the_levels_compared_are_left_out():
    """Nine colleagues are too recent, but six of them are on a level that nobody is compared on."""
    others = [
        *followed("o", 60, months=22),
        *followed("q", 3, months=4),
        *followed("r", 6, months=4, level="9"),
    ]
    comparison = Comparison.of(a_cohort(followed("p", 40, months=22), others))
    assert len(comparison.eligible) == 60


def test_too_recent_for_the_main_period_are_nobody_or_five():
    participants = [*followed("p", 37, months=22), *followed("q", 3, months=4)]
    comparison = Comparison.of(a_cohort(participants, employees("o", 60)))
    assert len(comparison.participants) == 37
    assert comparison.cohort.too_recent == 3


@pytest.mark.raw_sql
def test_a_run_that_has_begun_does_not_answer_a_later_request(organization):
    program, by, now = make_study_program(organization), Actor.system("test"), timezone.now()
    with tenant_scope(organization.id):
        first = request_outcomes(program, by=by, now=now)
        assert request_outcomes(program, by=by, now=now).pk == first.pk
        begun = begin_outcomes(str(first.pk), now=now)
        assert begun.state == "running"
        # Its worker was killed: the task delivered again takes the same run.
        assert begin_outcomes(str(first.pk), now=now).pk == first.pk
        second = request_outcomes(program, by=by, now=now + timedelta(seconds=1))
        assert second.pk != first.pk
        assert set(OutcomeRun.objects.values_list("state", flat=True)) == {"running", "waiting"}
        assert Participant.objects.count() == 0
