"""A year through beat: every due survey is sent or its skip is logged with the reason, and nothing is sent twice."""

import os
from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import F, Q

from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.scope import tenant_scope
from programs.models import Match, Participant
from surveys.models import Invitation, Response, Schedule, Skip, Survey
from tests.surveys.year import BY_END, MONDAY, Year, check_budgets, emails, outcomes
from tests.surveys.year_due import all_due, waiting

pytestmark = pytest.mark.django_db
BRIEF_PLAN = [
    ("mentee", "match_days", 3, "start"),
    ("mentee", "match_interval", 30, "pulse"),
    ("mentee", "closing", 0, "end"),
]


def check(year: Year) -> dict[str, int]:
    found, due = outcomes(), set(all_due(year))
    assert [key for key, count in found.items() if count > 1] == []
    after_ends = set(Schedule.objects.filter(trigger__in=BY_END).values_list("pk", flat=True))
    assert {key for key in found if key[0] in after_ends} <= due
    missing = due - set(found)
    assert missing - waiting(year, missing) == set()
    never_blocked = Skip.objects.filter(
        survey__kind__in=["start", "end"], reason__in=["budget", "other_half"]
    )
    assert not never_blocked.exists()
    budgeted = check_budgets()
    sent = emails()
    assert {count for (kind, _about), count in sent.items() if kind == "surveys.invitation"} <= {1}
    assert {count for (kind, _about), count in sent.items() if kind == "surveys.reminder"} <= {1, 2}
    invitations = {each.pk: each for each in Invitation.objects.all()}
    assert {about for kind, about in sent if kind == "surveys.invitation"} == set(invitations)
    for message in OutboxMessage.objects.filter(kind="surveys.reminder"):
        invitation = invitations[message.about_id]
        assert invitation.answered_at is None or invitation.answered_at > invitation.reminded_at
        assert invitation.reminded_at < invitation.closes_at
    assert not Skip.objects.filter(reason="").exists()
    assert not Invitation.objects.filter(answered_at__gte=F("closes_at")).exists()
    assert Response.objects.count() == sum(1 for each in invitations.values() if each.started_at)
    return {
        "due": len(due),
        "invited": len(invitations),
        "skipped": Skip.objects.count(),
        "budgeted": budgeted,
    }


def nobody_left_out(year: Year) -> bool:
    """Return whether everybody for whom something was due, and who may be written to, was invited at least once."""
    invited = set(Invitation.objects.values_list("person", flat=True))
    people = dict(Participant.objects.values_list("pk", "person"))
    due = {people[key[1]] for key in all_due(year)}
    unwanted = set(Skip.objects.filter(reason="unsubscribed").values_list("participant__person", flat=True))
    not_yet = {people[key[1]] for key in waiting(year, set(all_due(year)))}
    late = Skip.objects.filter(reason__in=["too_late", "match_over", "pulse_stopped"])
    too_late = set(late.values_list("participant__person", flat=True))
    return due - invited - unwanted - not_yet - too_late == set()


def test_eleven_weeks_of_a_program(organization):
    year = Year(organization, programs=1, matches=10, days=75, seed=3)
    year.live()
    with tenant_scope(organization.id):
        counted = check(year)
    assert counted["due"] > 20
    assert counted["invited"] > 15


def test_people_in_three_overlapping_programs(organization, untraced):
    """A small version of the year of ten programs: every budget is kept, and everybody got a survey."""
    year = Year(organization, programs=3, matches=3, days=100, seed=5, shared=3, plan=BRIEF_PLAN, pace=4)
    year.live()
    with tenant_scope(organization.id):
        counted = check(year)
        assert nobody_left_out(year)
    assert counted["budgeted"] > 0


def test_programs_that_are_closed_reopened_and_closed_again(organization, untraced):
    """Matches end on their own before, between and after; nobody is asked about an end twice."""
    plan = [*BRIEF_PLAN, ("mentor", "months_after", 1, "six_months"), ("mentor", "calendar", 1, "mentors")]
    year = Year(
        organization,
        programs=2,
        matches=6,
        days=130,
        seed=11,
        plan=plan,
        pace=2,
        closings=[(30, 36), (58, 100), (104, 200)],
    )
    year.live()
    with tenant_scope(organization.id):
        check(year)
        assert nobody_left_out(year)
        closed_on = MONDAY + timedelta(58)
        under_way = Match.objects.filter(
            Q(ended_on=None) | Q(ended_on__gt=closed_on), started_on__lte=closed_on
        )
        asked = set(Schedule.objects.filter(trigger="closing").values_list("pk", flat=True))
        handled = Counter(match for schedule, _participant, match, _round in outcomes() if schedule in asked)
        assert {handled[pk] for pk in under_way.values_list("pk", flat=True)} == {1}
        for name in ("mentee closing", "mentor months_after"):
            assert Invitation.objects.filter(wave__survey__name=name, match__in=under_way).exists()


def test_a_pulse_that_nobody_answers(organization, untraced):
    """It stops; who is due by it from then on is in the log of skips, and the rest goes on."""
    year = Year(organization, programs=1, matches=24, days=190, seed=7, pace=3, answering=0, plan=BRIEF_PLAN)
    year.live()
    with tenant_scope(organization.id):
        check(year)
        [pulse] = Survey.objects.exclude(stopped_at=None)
        assert pulse.kind == "pulse"
        skipped = Skip.objects.filter(reason="pulse_stopped")
        assert set(skipped.values_list("survey", flat=True)) == {pulse.pk}
        assert not Invitation.objects.filter(wave__survey=pulse, invited_at__gt=pulse.stopped_at).exists()


@pytest.mark.simulation
@pytest.mark.parametrize("seed", range(int(os.environ.get("SURVEY_OVERLAPS", "1"))))
def test_a_year_of_ten_overlapping_programs(organization, untraced, capsys, seed):
    """Some people are in all ten programs, in two roles. SURVEY_OVERLAPS=3 tries three years.

    SURVEY_SIZE=20 gives each program 20 matches, with 20 people in all of them, and lets beat run every day.
    """
    size = int(os.environ.get("SURVEY_SIZE", "0"))
    year = Year(
        organization,
        programs=10,
        matches=size or 4,
        days=365,
        seed=seed,
        shared=size or 3,
        plan=() if size else BRIEF_PLAN,
        pace=1 if size else 14,
    )
    year.live()
    with tenant_scope(organization.id):
        counted = check(year)
        assert nobody_left_out(year)
    with capsys.disabled():
        print(f"\n  a year of ten overlapping programs: {counted}")  # noqa: T201
    assert counted["budgeted"] > 0


@pytest.mark.simulation
@pytest.mark.parametrize("seed", range(int(os.environ.get("SURVEY_YEARS", "1"))))
def test_a_year_of_programs_of_300_people(organization, untraced, capsys, seed):
    """A year of one program takes a minute on a quiet machine. SURVEY_YEARS=10 simulates ten, one after another.

    SURVEY_PROGRAMS=10 gives one organization ten programs (add -o faulthandler_timeout=7200). Who answers when differs
    between runs: ids are random.
    """
    programs = int(os.environ.get("SURVEY_PROGRAMS", "1"))
    year = Year(organization, programs=programs, matches=150, days=365, seed=seed)
    year.live()
    with tenant_scope(organization.id):
        counted = check(year)
    with capsys.disabled():
        print(f"\n  a year of {programs} programs of 300 people: {counted}")  # noqa: T201
    assert counted["due"] > 1_000 * programs
