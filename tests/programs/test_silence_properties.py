"""Silence over random histories, in any time zone and with clocks that change, compared with counting day by day."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.models import Organization
from programs.actions.silence import ask_silent_matches
from programs.enums import Health
from programs.health.pausable_calendar import PausableCalendar
from programs.models import StillMeetingQuestion
from programs.selectors.silence_health import silence_signal
from programs.silence import Silence, is_question_due
from tests.examples import examples
from tests.factories.programs import make_absence, make_break, make_match, make_match_message, make_program
from tests.programs.test_evaluation_properties import WORLDS, ZONES, counted, moments
from tests.programs.test_pausable_calendar import days, pauses

YEAR = 365 * 24
periods = st.lists(st.tuples(st.integers(-100, 365), st.integers(0, 40)), max_size=3)


@settings(max_examples=examples(300))
@given(paused=pauses, since=days, day=days)
def test_match_is_at_risk_from_the_45th_counted_day(paused, since, day):
    calendar, age = PausableCalendar(paused), counted(since, day, paused)
    signal = silence_signal(since, calendar, day)
    assert (signal is not None) == (age >= 45)
    if signal is not None:
        assert (signal.level, signal.values["days"]) == (Health.AT_RISK, age)
        assert signal.values["elapsed"] == (day - since).days
        # The day since when is the first on which it was so.
        assert counted(since, signal.since, paused) == 45
        assert counted(since, signal.since - timedelta(days=1), paused) == 44
    if is_question_due(Silence(since), calendar, today=day):
        assert signal is not None


@settings(max_examples=examples(300))
@given(paused=pauses, since=days, day=days, later=st.integers(0, 200))
def test_only_a_sign_of_life_ends_the_risk(paused, since, day, later):
    calendar = PausableCalendar(paused)
    if silence_signal(since, calendar, day):
        found = silence_signal(since, calendar, day + timedelta(days=later))
        assert found is not None
        assert found.since <= day
    assert silence_signal(day, calendar, day + timedelta(days=min(later, 44))) is None


@pytest.mark.usefixtures("scope")
@WORLDS
@given(
    zone=st.sampled_from(ZONES),
    start=moments,
    message_hours=st.lists(st.integers(0, YEAR), max_size=4),
    visit_hours=st.lists(st.integers(0, YEAR), min_size=1, max_size=6),
    away=periods,
    breaks=periods,
)
def test_both_are_asked_once_in_each_silence_of_90_counted_days(
    zone, start, message_hours, visit_hours, away, breaks
):
    """Let a year of messages pass and look at random hours, as the hourly job does."""
    organization = Organization(time_zone=zone)

    def local(moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(zone)).date()

    first = local(start)
    with transaction.atomic():
        program = make_program(starts_on=first - timedelta(days=5), ends_on=None)
        match = make_match(program=program, started_on=first, overridden_by=None)
        paused = []
        for absent, kind in ((away, "away"), (breaks, "break")):
            for number, length in absent:
                period = first + timedelta(days=number), first + timedelta(days=number + length)
                paused.append(period)
                days = {"starts_on": period[0], "ends_on": period[1]}
                if kind == "away":
                    make_absence(participant=match.mentor if number % 2 else match.mentee, **days)
                else:
                    make_break(program=program, **days)
        signs, asked, emails = [first], [], 0
        happens = sorted([(hour, 0) for hour in message_hours] + [(hour, 1) for hour in visit_hours])
        for hour, is_visit in happens:
            now = start + timedelta(hours=hour)
            if not is_visit:
                make_match_message(match=match, sent_at=now)
                signs.append(local(now))
                continue
            today, since = local(now), signs[-1]
            is_asked = bool(asked) and asked[-1] > since
            is_due = (
                not is_asked
                and counted(since, today, paused) >= 90
                and not any(begin <= today <= end for begin, end in paused)
            )
            found = ask_silent_matches(program, organization, now=now, today=today)
            assert len(found) == (2 if is_due else 0)
            if is_due:
                asked.append(today)
                emails += 2
            open_ones = list(StillMeetingQuestion.objects.filter(closed_at=None))
            assert len(open_ones) == (2 if is_due or is_asked else 0)
            for question in open_ones:
                assert (question.silent_since, question.asked_on) == (since, asked[-1])
                assert counted(question.asked_on, question.confirm_on, paused) == 21
                assert counted(question.asked_on, question.confirm_on - timedelta(days=1), paused) == 20
        assert OutboxMessage.objects.filter(kind="programs.still_meeting").count() == emails
        transaction.set_rollback(True)
