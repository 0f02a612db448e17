"""Evaluation, counting and the nightly task: what is kept equals what is counted naively, and twice is once."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from mentoring.tenancy.scope import tenant_scope
from programs import periodic
from programs.actions import override_health, record_absence, record_session, update_program
from programs.enums import Health
from programs.health.evaluate import evaluate_program, last_sunday
from programs.models import DailyCount, HealthSnapshot, Match, Program, Session
from programs.rollups.daily_counts import count_closed_days, sessions_by_day
from programs.rollups.match_counts import refresh_matches
from programs.selectors.status import program_status, weekly_sessions
from tests.factories.goals import make_check_in, make_goal
from tests.factories.programs import make_match, make_program, make_session
from tests.programs.conftest import TODAY


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.fixture
def busy(organization, program) -> Program:
    """A program with forty matches of random ages and histories, some ended, some with goals."""
    dice = random.Random(7)
    with tenant_scope(organization.id):
        for _ in range(40):
            started = TODAY - timedelta(days=dice.randrange(84))
            ended = TODAY - timedelta(days=1) if dice.random() < 0.1 else None
            match = make_match(
                program=program,
                started_on=started,
                ended_on=ended and max(ended, started),
                state="ended" if ended else "active",
                goals_agreed=dice.randrange(3),
                overridden_by=None,
            )
            for day in {started + timedelta(days=dice.randrange(1, 90)) for _ in range(dice.randrange(6))}:
                if day <= TODAY:
                    make_session(
                        match=match,
                        happens_on=day,
                        state=dice.choice(["held", "held", "missed", "cancelled"]),
                    )
        refresh_matches(program.pk, on=TODAY)
        evaluate_program(program, today=TODAY)
    return program


def test_program_status_equals_counting_naively(organization, busy):
    with tenant_scope(organization.id):
        now = program_status(busy, today=TODAY)
        matches = list(Match.objects.filter(program=busy))
        assert now.counts == {h: sum(m.health == h for m in matches) for h in Health.values}
        assert now.total == 40
        assert now.held == Session.objects.filter(program=busy, state="held").count()
        assert now.with_goal == sum(m.goals_agreed > 0 for m in matches)
        assert now.expected == sum(
            ((min(m.ended_on or TODAY, TODAY) - m.started_on).days) // 14 for m in matches
        )


def test_weeks_equal_counting_naively(organization, busy):
    with tenant_scope(organization.id):
        count_closed_days(busy, today=TODAY)
        sessions = weekly_sessions(busy, program_status(busy, today=TODAY))
        held = list(Session.objects.filter(program=busy, state="held").values_list("happens_on", flat=True))
        assert len(sessions.weeks) == 12
        for week in sessions.weeks:
            assert week.held == sum(
                week.begins_on <= day < week.begins_on + timedelta(days=7) for day in held
            )
        assert sessions.last_7 == sum(0 <= (TODAY - day).days < 7 for day in held)
        assert sessions.previous_7 == sum(7 <= (TODAY - day).days < 14 for day in held)


def test_no_session_is_expected_in_breaks(organization, program, held):
    held(84)
    with tenant_scope(organization.id):
        now = program_status(program, today=TODAY)
        breaks = [(date(2026, 10, 12), date(2026, 10, 18))]
        before = weekly_sessions(program, now).weeks
        after = weekly_sessions(program, now, breaks=breaks).weeks
    assert [w.begins_on for w, v in zip(before, after, strict=True) if w.expected != v.expected] in (
        [],
        [date(2026, 10, 12)],
    )
    assert next(w.expected for w in after if w.begins_on == date(2026, 10, 12)) == 0


def test_evaluating_twice_changes_nothing(organization, busy):
    with tenant_scope(organization.id):
        before = list(Match.objects.order_by("id").values())
        assert evaluate_program(busy, today=TODAY) == 0
        assert list(Match.objects.order_by("id").values()) == before


def test_health_keeps_since_when_it_holds(organization, program, held):
    match = held(70, 3, 17)
    with tenant_scope(organization.id):
        Match.objects.update(sessions_known_until=None)
        evaluate_program(program, today=TODAY + timedelta(days=5))
        match.refresh_from_db()
    assert (match.health, match.health_since) == (Health.ON_TRACK, TODAY)


def test_override_stands_until_the_match_is_finished(organization, program, by, held):
    match = held(70)
    with tenant_scope(organization.id):
        review = TODAY + timedelta(days=7)
        override_health(match, health="on_track", reason="By phone", review_on=review, by=by, today=TODAY)
        evaluate_program(program, today=TODAY)
        match.refresh_from_db()
        assert (match.health, match.calculated_health) == (Health.ON_TRACK, Health.AT_RISK)
        Program.objects.filter(pk=program.pk).update(state="closed")
        evaluate_program(Program.objects.get(pk=program.pk), today=TODAY)
        match.refresh_from_db()
        assert match.health == Health.FINISHED


def test_absences_and_breaks_pause_the_deadlines_of_a_stored_match(organization, program, by, held):
    away, quiet = held(29), held(29)
    with tenant_scope(organization.id):
        record_absence(
            away.mentee,
            starts_on=TODAY - timedelta(days=20),
            ends_on=TODAY - timedelta(days=1),
            by=by,
            today=TODAY,
        )
        away.refresh_from_db()
        quiet.refresh_from_db()
        assert (away.health, quiet.health) == (Health.UNKNOWN, Health.AT_RISK)
        update_program(
            program,
            name=program.name,
            starts_on=program.starts_on,
            ends_on=None,
            meeting_interval_days=14,
            state="running",
            by=by,
            today=TODAY,
            breaks=[(TODAY - timedelta(days=20), TODAY - timedelta(days=1), "Holidays")],
        )
        quiet.refresh_from_db()
        assert quiet.health == Health.UNKNOWN


def test_recording_a_session_makes_health_follow_at_once(organization, program, by, held):
    match = held(70)
    with tenant_scope(organization.id):
        record_session(match, happens_on=TODAY, state="held", minutes=45, by=by, today=TODAY)
        match.refresh_from_db()
    assert (match.health, match.held_count, match.last_held_on) == (Health.ON_TRACK, 1, TODAY)


def test_a_closed_day_that_is_edited_is_read_raw_and_counted_again_at_night(organization, program, by, held):
    match = held(70, 10)
    day = TODAY - timedelta(days=10)
    with tenant_scope(organization.id):
        count_closed_days(program, today=TODAY)
        record_session(match, happens_on=day, state="missed", by=by, today=TODAY)
        record_session(match, happens_on=day - timedelta(days=1), state="held", by=by, today=TODAY)
        counted = sessions_by_day(program, day - timedelta(days=1), TODAY)
        assert {d: (c["held"], c["missed"]) for d, c in counted.items()} == {
            day: (0, 1),
            day - timedelta(days=1): (1, 0),
        }
        assert set(DailyCount.objects.filter(is_dirty=True).values_list("day", flat=True)) == {
            day,
            day - timedelta(days=1),
        }
        count_closed_days(program, today=TODAY)
        assert not DailyCount.objects.filter(is_dirty=True).exists()
        assert sessions_by_day(program, day - timedelta(days=1), TODAY) == counted


def test_days_hold_goals_and_check_ins_too(organization, program, held):
    match = held(70, 10)
    day = TODAY - timedelta(days=10)
    with tenant_scope(organization.id):
        goal = make_goal(match=match, state="met", met_on=day)
        make_check_in(goal=goal, checked_on=day)
        count_closed_days(program, today=TODAY)
        row = DailyCount.objects.get(day=day)
    assert (row.held, row.minutes, row.goals_met, row.check_ins) == (1, 60, 1, 1)


def test_hourly_task_counts_evaluates_and_takes_a_snapshot_once(organization, program, held, monkeypatch):
    held(70, 3, 17)
    with tenant_scope(organization.id):
        Match.objects.update(health="unknown", calculated_health="unknown")
    monkeypatch.setattr(periodic.timezone, "now", lambda: at(TODAY))
    for _ in range(2):
        periodic.evaluate(str(organization.id))
        with tenant_scope(organization.id):
            assert [m.health for m in Match.objects.all()] == [Health.ON_TRACK]
            assert [(s.week_ends_on, s.on_track) for s in HealthSnapshot.objects.all()] == [
                (date(2026, 11, 1), 1)
            ]
            assert Program.objects.get().counted_until == TODAY - timedelta(days=1)


def test_hourly_task_goes_on_to_the_next_session_when_one_is_over(organization, program, held):
    match, alone = held(70, 40, sessions_known_until=None), held(70, 40, sessions_known_until=None)
    with tenant_scope(organization.id):
        for days in (1, 8, 22):
            make_session(match=match, state="planned", happens_on=TODAY + timedelta(days=days))
        make_session(match=alone, state="planned", happens_on=TODAY + timedelta(days=1))
        refresh_matches(program.pk, on=TODAY)
    periodic.run(organization.id, now=at(TODAY + timedelta(days=2)))
    with tenant_scope(organization.id):
        match.refresh_from_db()
        alone.refresh_from_db()
    assert match.next_planned_on == TODAY + timedelta(days=8)
    assert alone.next_planned_on == TODAY + timedelta(days=1)


def test_a_week_that_is_not_over_has_no_snapshot(organization, program, held, monkeypatch):
    held(70, 3)
    monkeypatch.setattr(periodic.timezone, "now", lambda: at(date(2026, 11, 8)))  # a Sunday
    periodic.evaluate(str(organization.id))
    with tenant_scope(organization.id):
        assert [s.week_ends_on for s in HealthSnapshot.objects.all()] == [date(2026, 11, 1)]


@pytest.mark.parametrize(
    ("zone", "moment", "expected"),
    [
        ("Pacific/Auckland", datetime(2026, 11, 1, 12, tzinfo=UTC), date(2026, 11, 2)),
        ("America/Los_Angeles", datetime(2026, 11, 2, 6, tzinfo=UTC), date(2026, 11, 1)),
        # Berlin turns back at 03:00 on October 25: both hours are the same day.
        ("Europe/Berlin", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25)),
        ("Europe/Berlin", datetime(2026, 10, 24, 22, 30, tzinfo=UTC), date(2026, 10, 25)),
        ("Europe/Berlin", datetime(2026, 10, 25, 22, 30, tzinfo=UTC), date(2026, 10, 25)),
        ("Europe/Berlin", datetime(2026, 10, 25, 23, 30, tzinfo=UTC), date(2026, 10, 26)),
    ],
)
def test_today_is_the_organizations_day(organization, zone, moment, expected):
    organization.time_zone = zone
    assert organization.local_date(moment) == expected


def test_task_evaluates_on_the_day_of_the_organization(organization, monkeypatch):
    organization.time_zone = "Pacific/Auckland"
    organization.save()
    with tenant_scope(organization.id):
        program = make_program(starts_on=date(2026, 8, 1), ends_on=None)
        match = make_match(program=program, started_on=date(2026, 10, 5), overridden_by=None)
    # 28 days after the introduction in London, 29 in Auckland.
    monkeypatch.setattr(periodic.timezone, "now", lambda: datetime(2026, 11, 2, 12, tzinfo=UTC))
    periodic.evaluate(str(organization.id))
    with tenant_scope(organization.id):
        match.refresh_from_db()
    assert match.health == Health.AT_RISK


@pytest.mark.parametrize(("day", "expected"), [(1, 1), (2, 1), (7, 1), (8, 8)])
def test_last_sunday(day, expected):
    assert last_sunday(date(2026, 11, day)) == date(2026, 11, expected)
