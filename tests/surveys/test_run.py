"""What beat does: each trigger, once, whoever runs how often, and after a day of downtime."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mentoring.mail.models import OutboxMessage, SendingPause
from mentoring.tenancy.scope import tenant_scope
from surveys.actions import record_answers, stop_emails, stop_schedule, update_survey
from surveys.models import Invitation, Skip, Wave
from surveys.periodic import run
from tests.factories.programs import make_absence, make_break, make_match, make_participant, make_session
from tests.surveys.conftest import NOON, TODAY, noon

pytestmark = pytest.mark.django_db


def test_so_many_days_after_the_match_began(match, scheduled, invited_on):
    match()
    scheduled("match_days", every=3)
    # Monday, November 2, and three days.
    assert invited_on(TODAY, date(2026, 11, 30)) == {date(2026, 11, 5): 1}


def test_every_so_many_days_from_the_start_and_not_on_weekends(match, scheduled, invited_on):
    match()
    scheduled("match_interval", every=34)
    # December 6 is a Sunday, January 9 a Saturday.
    assert invited_on(TODAY, date(2027, 2, 20)) == {
        date(2026, 12, 7): 1,
        date(2027, 1, 11): 1,
        date(2027, 2, 12): 1,
    }


def test_after_a_number_of_sessions(organization, match, scheduled, invited_on):
    found = match()
    scheduled("sessions", every=2)
    with tenant_scope(organization.id):
        for day in (date(2026, 11, 4), date(2026, 11, 11)):
            make_session(match=found, happens_on=day)
        found.held_count = 2
        found.save(update_fields=["held_count"])
    assert invited_on(date(2026, 11, 12), date(2026, 11, 30)) == {date(2026, 11, 12): 1}


def test_sessions_held_before_it_was_scheduled_are_not_asked_about(
    organization, match, scheduled, invited_on
):
    found = match(started_on=date(2026, 8, 1))
    scheduled("sessions", every=1)
    with tenant_scope(organization.id):
        make_session(match=found, happens_on=date(2026, 10, 30))
        found.held_count = 1
        found.save(update_fields=["held_count"])
    assert invited_on(TODAY, date(2026, 11, 30)) == {}


def test_when_a_match_ends_and_months_after(organization, match, scheduled, invited_on):
    found = match(started_on=date(2026, 8, 1))
    scheduled("closing")
    scheduled("months_after", every=1)
    with tenant_scope(organization.id):
        found.state, found.ended_on = "ended", date(2026, 11, 10)
        found.save(update_fields=["state", "ended_on"])
    assert invited_on(TODAY, date(2026, 12, 31)) == {date(2026, 11, 10): 1, date(2026, 12, 10): 1}


def test_on_a_date_and_on_calendar_days(mentees, scheduled, invited_on):
    scheduled("date", first_on=date(2026, 11, 7))
    scheduled("calendar", first_on=date(2026, 12, 10), every=1)
    # November 7 is a Saturday, January 10 a Sunday.
    assert invited_on(TODAY, date(2027, 2, 12)) == {
        date(2026, 11, 9): 3,
        date(2026, 12, 10): 3,
        date(2027, 1, 11): 3,
        date(2027, 2, 10): 3,
    }


def test_a_second_run_does_nothing(organization, match, scheduled, invited_on):
    match()
    scheduled("match_days", every=1)
    day = noon(date(2026, 11, 3))
    for _again in range(3):
        run(organization.id, now=day)
    with tenant_scope(organization.id):
        assert (Wave.objects.count(), Invitation.objects.count(), OutboxMessage.objects.count()) == (1, 1, 1)


def test_after_downtime_it_is_sent_late_and_after_weeks_skipped(organization, match, scheduled, mentees):
    match()
    match(mentee=mentees[1], started_on=date(2026, 11, 20))
    scheduled("match_days", every=3)
    run(organization.id, now=noon(date(2026, 12, 7)))
    with tenant_scope(organization.id):
        assert [each.person_id for each in Invitation.objects.all()] == [mentees[1].person_id]
        assert [(each.participant_id, each.reason, each.due_on) for each in Skip.objects.all()] == [
            (mentees[0].pk, "too_late", date(2026, 11, 5))
        ]
    run(organization.id, now=noon(date(2026, 12, 8)))
    with tenant_scope(organization.id):
        assert (Invitation.objects.count(), Skip.objects.count()) == (1, 1)


def test_nobody_is_asked_in_breaks_absences_and_pauses(
    organization, program, match, scheduled, mentees, invited_on
):
    match()
    match(mentee=mentees[1])
    with tenant_scope(organization.id):
        make_break(program=program, starts_on=date(2026, 11, 4), ends_on=date(2026, 11, 9))
        make_absence(participant=mentees[1], starts_on=date(2026, 11, 10), ends_on=date(2026, 11, 12))
    scheduled("match_days", every=3)
    assert invited_on(TODAY, date(2026, 11, 20)) == {date(2026, 11, 10): 1, date(2026, 11, 13): 1}


def test_who_is_absent_on_the_day_for_everybody_joins_the_wave_later_or_is_skipped(
    organization, scheduled, mentees, invited_on
):
    day = date(2026, 11, 9)
    with tenant_scope(organization.id):
        make_absence(participant=mentees[1], starts_on=day, ends_on=date(2026, 11, 12))
        make_absence(participant=mentees[2], starts_on=day, ends_on=date(2026, 11, 25))
    scheduled("date", first_on=day)
    assert invited_on(TODAY, date(2026, 12, 15)) == {day: 1, date(2026, 11, 13): 1}
    with tenant_scope(organization.id):
        assert Wave.objects.count() == 1
        assert [(each.participant_id, each.reason, each.due_on) for each in Skip.objects.all()] == [
            (mentees[2].pk, "too_late", day)
        ]


def test_a_paused_kind_of_email_invites_nobody(organization, program, match, scheduled, invited_on):
    match()
    scheduled("match_days", every=3)
    with tenant_scope(organization.id):
        pause = SendingPause.objects.create(kind="surveys.invitation", scope_id=program.pk, paused_at=NOON)
    assert invited_on(TODAY, date(2026, 11, 9)) == {}
    with tenant_scope(organization.id):
        pause.delete()
    assert invited_on(date(2026, 11, 10), date(2026, 11, 12)) == {date(2026, 11, 10): 1}


def test_a_stopped_schedule_sends_nothing(organization, match, scheduled, by, invited_on):
    match()
    schedule = scheduled("match_days", every=3)
    with tenant_scope(organization.id):
        stop_schedule(schedule, by=by, now=NOON)
    assert invited_on(TODAY, date(2026, 11, 12)) == {}


def test_a_mentor_of_two_is_asked_once_in_a_wave(
    organization, program, survey, scheduled, mentees, invited_on, by
):
    with tenant_scope(organization.id):
        update_survey(survey, {"role": "mentor"}, by=by)
        mentor = make_participant(program=program, role="mentor")
        for mentee in mentees[:2]:
            make_match(program=program, mentor=mentor, mentee=mentee, started_on=TODAY, overridden_by=None)
    survey.role = "mentor"
    scheduled("match_days", every=1)
    assert invited_on(TODAY, date(2026, 11, 6)) == {date(2026, 11, 3): 1}
    with tenant_scope(organization.id):
        assert [each.reason for each in Skip.objects.all()] == ["already_asked"]


def test_reminders_on_days_4_and_9_to_who_has_not_finished(organization, launched, mentees, by):
    launched()
    with tenant_scope(organization.id):
        ana, ben = (Invitation.objects.get(person=each.person) for each in mentees[:2])
        record_answers(ana, {}, by=by, now=NOON, is_last=True)
        stop_emails(ben, by=by, now=NOON)
    days = []
    for number in range(1, 18):
        now = NOON + timedelta(days=number)
        run(organization.id, now=now)
        run(organization.id, now=now)
        with tenant_scope(organization.id):
            days.append(OutboxMessage.objects.filter(kind="surveys.reminder").count())
    # Day 4 is Friday, November 6; day 9 is Wednesday, November 11.
    assert [days.index(1) + 1, days.index(2) + 1, days[-1]] == [4, 9, 2]
    with tenant_scope(organization.id):
        chi = Invitation.objects.get(person=mentees[2].person)
        assert (chi.reminders, Wave.objects.get().state) == (2, "closed")
        assert {each.about_id for each in OutboxMessage.objects.filter(kind="surveys.reminder")} == {chi.pk}


def test_reminders_missed_together_are_one(organization, launched):
    launched()
    run(organization.id, now=NOON + timedelta(days=10))
    with tenant_scope(organization.id):
        assert OutboxMessage.objects.filter(kind="surveys.reminder").count() == 3
        assert set(Invitation.objects.values_list("reminders", flat=True)) == {2}


def test_the_wave_closes_when_its_last_day_is_over_everywhere(organization, launched):
    wave = launched()
    last = datetime(2026, 11, 17, 11, 59, tzinfo=UTC)
    for now, state in ((last, "open"), (last + timedelta(hours=1), "closed")):
        run(organization.id, now=now)
        with tenant_scope(organization.id):
            wave.refresh_from_db()
            assert wave.state == state
