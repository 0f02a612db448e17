"""The rule of silence over random histories, and what follows from it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope
from programs.actions.silence import answer_still_meeting, ask_silent_matches
from programs.health.pausable_calendar import PausableCalendar
from programs.models import Match, StillMeetingQuestion
from programs.selectors.signs_of_life import local_day
from programs.silence import ASKED_AFTER, CONFIRMED_AFTER, Silence, confirmation_day, is_question_due
from programs.today.endings import SilentMatches
from programs.views.still_meeting import StillMeetingLink
from tests.factories.goals import make_check_in, make_goal
from tests.factories.programs import make_absence, make_break, make_match, make_match_message, make_session
from tests.programs import test_notes as notes

pair = notes.pair
START = date(2026, 1, 1)
DAYS = st.integers(0, 500)
PAUSES = st.lists(st.tuples(DAYS, st.integers(0, 40)), max_size=5)


def day(number: int) -> date:
    return START + timedelta(days=number)


def calendar_of(pauses) -> PausableCalendar:
    return PausableCalendar([(day(first), day(first + length)) for first, length in pauses])


def counted(pauses, since: date, until: date) -> int:
    """Count by walking day by day: an oracle without arithmetic."""
    paused = {day(first + n) for first, length in pauses for n in range(length + 1)}
    days = [since + timedelta(days=n) for n in range(1, (until - since).days + 1)]
    return len([it for it in days if it not in paused])


@given(signs=st.lists(DAYS, min_size=1, max_size=8), pauses=PAUSES)
def test_simulated_days_ask_once_per_silence_and_never_early(signs, pauses):
    """Walk through 700 days as the hourly job does; nobody answers."""
    calendar, asked = calendar_of(pauses), []
    paused = {day(first + n) for first, length in pauses for n in range(length + 1)}
    heard = sorted({day(number) for number in signs})
    for number in range(700):
        today = day(number)
        known = [it for it in heard if it <= today]
        if not known:
            continue
        silence = Silence(known[-1], asked[-1] if asked else None)
        if is_question_due(silence, calendar, today=today):
            asked.append(today)
            assert counted(pauses, known[-1], today) >= ASKED_AFTER
            assert today not in paused
        # A second run on the same day asks nobody.
        again = Silence(known[-1], asked[-1] if asked else None)
        assert not is_question_due(again, calendar, today=today)
    for since, until in zip(heard, [*heard[1:], day(700)], strict=True):
        in_silence = [it for it in asked if since < it < until]
        assert len(in_silence) <= 1
        if counted(pauses, since, until - timedelta(days=1)) >= ASKED_AFTER:
            # At the latest on the first counted day on which 90 have passed.
            assert in_silence


@given(asked=DAYS, pauses=PAUSES)
def test_confirmation_comes_after_21_days_that_count(asked, pauses):
    confirm_on = confirmation_day(day(asked), calendar_of(pauses))
    assert counted(pauses, day(asked), confirm_on) >= CONFIRMED_AFTER
    assert counted(pauses, day(asked), confirm_on - timedelta(days=1)) < CONFIRMED_AFTER


@given(
    moment=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),
    zone=st.sampled_from(
        ["Europe/Berlin", "Pacific/Auckland", "America/New_York", "Pacific/Kiritimati", "UTC"]
    ),
)
def test_day_of_a_sign_is_that_of_the_organization_in_any_time_zone_and_across_daylight_saving(moment, zone):
    organization = Organization(time_zone=zone)
    assert local_day(moment, organization) == moment.astimezone(ZoneInfo(zone)).date()
    assert local_day(moment.date(), organization) == moment.date()


TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


@pytest.fixture
def silent(pair, organization, program) -> Match:
    """A match that was introduced 100 days ago, with nothing since."""
    with tenant_scope(organization.id):
        Match.objects.filter(pk=pair.pk).update(started_on=TODAY - timedelta(days=100))
        pair.refresh_from_db()
    return pair


def ask(program, organization, days: int = 0) -> int:
    with tenant_scope(organization.id):
        return len(
            ask_silent_matches(
                program, organization, now=NOW + timedelta(days=days), today=TODAY + timedelta(days=days)
            )
        )


def test_both_are_asked_once(silent, program, organization):
    assert ask(program, organization) == 2
    assert ask(program, organization) == 0
    assert ask(program, organization, days=30) == 0
    with tenant_scope(organization.id):
        assert {q.role for q in StillMeetingQuestion.objects.all()} == {"mentor", "mentee"}
        assert OutboxMessage.objects.filter(kind="programs.still_meeting").count() == 2


@pytest.mark.parametrize("sign", ["session", "planned", "message", "check-in", "absence", "break", "pause"])
def test_sign_of_life_or_a_pause_keeps_the_question_away(silent, program, organization, sign):
    with tenant_scope(organization.id):
        recent = TODAY - timedelta(days=60)
        if sign == "session":
            Match.objects.update(last_held_on=recent)
        elif sign == "planned":
            make_session(match=silent, state="planned", happens_on=recent)
        elif sign == "message":
            make_match_message(match=silent, sent_at=NOW - timedelta(days=60))
        elif sign == "check-in":
            make_check_in(goal=make_goal(match=silent), checked_on=recent)
        elif sign == "absence":
            make_absence(participant=silent.mentee, starts_on=recent, ends_on=recent + timedelta(days=20))
        elif sign == "break":
            make_break(program=program, starts_on=recent, ends_on=recent + timedelta(days=20))
        else:
            Match.objects.update(state="paused")
    assert ask(program, organization) == 0


def test_one_tap_from_the_email_ends_the_silence_for_both(silent, program, organization, client):
    ask(program, organization)
    with tenant_scope(organization.id):
        question = StillMeetingQuestion.objects.get(role="mentee")
    link = StillMeetingLink.path_to(question, organization)
    page = client.get(link).content.decode()
    assert "still meeting?" in page
    with tenant_scope(organization.id):
        assert StillMeetingQuestion.objects.filter(answered_at=None).count() == 2  # GET changes nothing
    assert "Your match goes on." in client.post(link).content.decode()
    assert "Your match goes on." in client.post(link).content.decode()
    with tenant_scope(organization.id):
        assert StillMeetingQuestion.objects.filter(closed_at=None).count() == 0
        assert SilentMatches().items(program, TODAY + timedelta(days=60)) == []


def test_administrator_is_asked_to_confirm_the_end_after_21_days(silent, program, organization):
    ask(program, organization)
    with tenant_scope(organization.id):
        assert SilentMatches().items(program, TODAY + timedelta(days=20)) == []
        [item] = SilentMatches().items(program, TODAY + timedelta(days=21))
        assert item.step == "Confirm the end"
        assert item.step_url.endswith(f"/matches/{silent.pk}/state/")
        make_absence(
            participant=silent.mentor, starts_on=TODAY + timedelta(days=5), ends_on=TODAY + timedelta(days=9)
        )
    ask(program, organization, days=10)
    with tenant_scope(organization.id):
        assert SilentMatches().items(program, TODAY + timedelta(days=21)) == []
        assert len(SilentMatches().items(program, TODAY + timedelta(days=26))) == 1


def test_sign_of_life_after_the_question_closes_it(silent, program, organization):
    ask(program, organization)
    with tenant_scope(organization.id):
        make_match_message(match=silent, sent_at=NOW + timedelta(days=3))
    ask(program, organization, days=4)
    with tenant_scope(organization.id):
        assert StillMeetingQuestion.objects.filter(closed_at=None).count() == 0
        assert SilentMatches().items(program, TODAY + timedelta(days=60)) == []
    # Ninety days later they are asked again.
    assert ask(program, organization, days=3 + 89) == 0
    assert ask(program, organization, days=3 + 90) == 2


@pytest.mark.parametrize("fields", [{"state": "closed"}, {"ends_on": TODAY - timedelta(days=1)}])
def test_nobody_is_asked_once_the_program_is_over(silent, program, organization, fields):
    with tenant_scope(organization.id):
        for name, value in fields.items():
            setattr(program, name, value)
        program.save()
    assert ask(program, organization) == 0


def test_nobody_is_asked_where_sessions_come_from_files(silent, program, organization):
    with tenant_scope(organization.id):
        Match.objects.update(sessions_known_until=TODAY)
    assert ask(program, organization) == 0


def test_questions_are_closed_with_their_program(silent, program, organization):
    ask(program, organization)
    program.state = "closed"
    assert ask(program, organization, days=30) == 0
    with tenant_scope(organization.id):
        assert not StillMeetingQuestion.objects.filter(closed_at=None).exists()
        assert SilentMatches().items(program, TODAY + timedelta(days=30)) == []


def test_answering_is_recorded_once(silent, program, organization):
    ask(program, organization)
    with tenant_scope(organization.id):
        question = StillMeetingQuestion.objects.get(role="mentor")
        answer_still_meeting(question, by=Actor.system("test"), now=NOW)
        answer_still_meeting(question, by=Actor.system("test"), now=NOW + timedelta(days=1))
        assert StillMeetingQuestion.objects.get(role="mentor").answered_at == NOW


def test_many_matches_cost_as_many_queries_as_one(silent, program, organization):
    with tenant_scope(organization.id):
        make_match(program=program, started_on=TODAY - timedelta(days=100), overridden_by=None, state="ended")
    counts = []
    for more in (0, 5):
        with tenant_scope(organization.id):
            StillMeetingQuestion.objects.all().delete()
            OutboxMessage.objects.all().delete()
            for _each in range(more):
                make_match(program=program, started_on=TODAY - timedelta(days=100), overridden_by=None)
        with CaptureQueriesContext(connection) as caught:
            assert ask(program, organization) == 2 * (1 + more)
        counts.append(len(caught))
    assert counts[0] == counts[1]
