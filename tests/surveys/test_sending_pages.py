"""The page that sends a survey, the card on the home page, and the send calendar."""

from datetime import date, timedelta

import pytest

from mentoring.people.models import Person
from mentoring.tenancy.scope import tenant_scope
from programs.actions import record_session
from surveys.actions import close_wave, record_answers, schedule_survey
from surveys.forecast import SurveyForecast
from surveys.models import Invitation, Schedule, Survey, Wave
from surveys.periodic import send_after_event
from surveys.selectors.calendar import survey_calendar
from tests.factories.people import make_attributes
from tests.factories.programs import make_absence, make_break, make_match
from tests.surveys.conftest import NOON, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def it_is_noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.fixture
def page(program, survey):
    return f"/o/acme/programs/{program.pk}/surveys/{survey.pk}/"


def test_send_now_to_a_part_and_close(client_of, administrator, organization, mentees, page):
    with tenant_scope(organization.id):
        for mentee, department in zip(mentees, ("Sales", "Sales", "Care"), strict=True):
            make_attributes(person=mentee.person, department=department, manager=mentee.person)
    client = client_of(administrator)
    assert "Send survey" in client.get(f"{page}sending/").content.decode()
    sent = client.post(f"{page}launch/", {"send-open_days": "7", "send-department": ["Sales"]}, follow=True)
    text = sent.content.decode()
    assert "Survey sent to 2 people." in text
    assert "This survey is open already." in text
    with tenant_scope(organization.id):
        wave = Wave.objects.get()
        assert wave.closes_on == TODAY + timedelta(days=7)
    closed = client.post(f"{page}waves/{wave.pk}/close/", follow=True).content.decode()
    assert "Survey closed." in closed
    assert "under 5" in closed


def test_wave_closed_early_ends_on_that_day_everywhere(
    client_of, administrator, organization, program, survey, launched, page, monkeypatch
):
    wave = launched(open_days=14)
    client = client_of(administrator)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + timedelta(days=3))
    api = "/api/v1/o/acme/waves"
    assert client.post(f"{api}/{wave.pk}/close/").json()["closes_on"] == "2026-11-05"
    assert client.get(f"{api}/{wave.pk}/results/").json()["closes_on"] == "2026-11-05"
    plan = f"/o/acme/programs/{program.pk}/surveys/"
    for address in (f"{page}sending/", f"{page}results/", plan, f"{plan}waves/{wave.pk}/"):
        text = client.get(address).content.decode()
        assert "Nov 2, 2026 to Nov 5, 2026" in text, address
        assert "Nov 16" not in text, address


@pytest.mark.parametrize(("days", "last"), [(0, 0), (5, 5), (14, 14), (16, 14)])
def test_last_day_of_a_closed_wave(organization, launched, by, days, last):
    wave = launched(open_days=14)
    with tenant_scope(organization.id):
        closed = close_wave(wave, by=by, now=NOON + timedelta(days=days))
        assert Wave.objects.get().closes_on == closed.closes_on == TODAY + timedelta(days=last)


def test_scheduled_wave_closed_early_is_followed_by_another(
    organization, mentees, match, scheduled, invited_on, by
):
    """People would have joined it until January."""
    match()
    scheduled("match_days", every=3)
    assert invited_on(TODAY, TODAY + timedelta(days=4)) == {TODAY + timedelta(days=3): 1}
    with tenant_scope(organization.id):
        wave = close_wave(Wave.objects.get(), by=by, now=NOON + timedelta(days=4))
        assert wave.joins_until == wave.closes_on == TODAY + timedelta(days=4)
    match(mentee=mentees[1], started_on=TODAY + timedelta(days=3))
    assert sum(invited_on(TODAY + timedelta(days=5), TODAY + timedelta(days=7)).values()) == 2
    with tenant_scope(organization.id):
        assert Wave.objects.count() == 2


def test_schedule_and_stop(client_of, administrator, organization, mentees, page):
    client = client_of(administrator)
    form = {"plan-open_days": "14", "plan-trigger": "sessions", "plan-every": "6"}
    text = client.post(f"{page}schedule/", form, follow=True).content.decode()
    assert "Survey scheduled. Nothing has been sent." in text
    assert "After 6 sessions" in text
    with tenant_scope(organization.id):
        schedule = Schedule.objects.get()
    text = client.post(f"{page}schedules/{schedule.pk}/stop/", follow=True).content.decode()
    assert "After 6 sessions" not in text


def test_a_schedule_of_a_week_has_the_reminder_that_fits(
    client_of, administrator, organization, mentees, page
):
    form = {"plan-open_days": "7", "plan-trigger": "sessions", "plan-every": "6"}
    assert client_of(administrator).post(f"{page}schedule/", form).status_code == 302
    with tenant_scope(organization.id):
        assert Schedule.objects.get().reminded_on == [4]


@pytest.mark.parametrize("trigger", ["sessions", "half_time"])
def test_without_a_number_six_sessions_are_waited_for(
    client_of, administrator, organization, mentees, page, trigger
):
    client = client_of(administrator)
    form = client.get(f"{page}sending/").content.decode()
    label = (
        f'<span data-trigger="{trigger}">Sessions <span class="optional">(optional, 6 if left empty)</span>'
    )
    assert label in form
    given = {"plan-open_days": "14", "plan-trigger": trigger, "plan-every": ""}
    assert client.post(f"{page}schedule/", given).status_code == 302
    with tenant_scope(organization.id):
        assert Schedule.objects.get().every == 6


@pytest.mark.parametrize(
    ("trigger", "label"),
    [
        ("match_interval", "Days from one survey to the next"),
        ("match_days", "Days after the start of the match"),
        ("months_after", "Months after the end of the match"),
    ],
)
def test_missing_number_is_said_at_its_field_by_what_it_counts(
    client_of, administrator, organization, mentees, page, trigger, label
):
    client = client_of(administrator)
    assert f'<span data-trigger="{trigger}">{label}</span>' in client.get(f"{page}sending/").content.decode()
    given = {"plan-open_days": "14", "plan-trigger": trigger}
    refused = client.post(f"{page}schedule/", given)
    assert refused.status_code == 422
    assert f'<a href="#id_plan-every">{label} – Enter a number of at least 1.</a>' in refused.content.decode()
    with tenant_scope(organization.id):
        assert not Schedule.objects.exists()


@pytest.mark.parametrize(
    ("trigger", "first_on"), [("closing", ""), ("date", (TODAY + timedelta(days=1)).isoformat())]
)
def test_number_of_another_trigger_is_not_kept(
    client_of, administrator, organization, mentees, page, trigger, first_on
):
    """The field is hidden, and the browser sends what was entered before."""
    given = {"plan-open_days": "14", "plan-trigger": trigger, "plan-every": "30", "plan-first_on": first_on}
    assert client_of(administrator).post(f"{page}schedule/", given).status_code == 302
    with tenant_scope(organization.id):
        assert Schedule.objects.get().every == 0


def test_missing_day_is_named_as_its_label_is(client_of, administrator, mentees, page):
    given = {"plan-open_days": "14", "plan-trigger": "date"}
    refused = client_of(administrator).post(f"{page}schedule/", given).content.decode()
    assert '<a href="#id_plan-first_on">Day – Choose a day.</a>' in refused


def test_nobody_waits_for_no_session(client_of, administrator, organization, mentees, page):
    given = {"plan-open_days": "14", "plan-trigger": "sessions", "plan-every": "0"}
    refused = client_of(administrator).post(f"{page}schedule/", given)
    assert refused.status_code == 422
    assert "Enter a number of at least 1." in refused.content.decode()


def test_the_home_page_has_a_card_until_it_is_answered(
    client_of, organization, mentor, mentees, launched, by
):
    with tenant_scope(organization.id):
        Person.objects.filter(pk=mentees[0].person_id).update(membership=mentor)
    launched()
    client = client_of(mentor)
    with tenant_scope(organization.id):
        invitation = Invitation.objects.get(person=mentees[0].person_id)
    assert f"/o/acme/my/surveys/{invitation.pk}/" in client.get("/o/acme/").content.decode()
    assert (
        "How is your mentoring going?" in client.get(f"/o/acme/my/surveys/{invitation.pk}/").content.decode()
    )
    with tenant_scope(organization.id):
        others = Invitation.objects.exclude(pk=invitation.pk).first()
        record_answers(invitation, {}, by=by, now=NOON, is_last=True)
    assert client.get(f"/o/acme/my/surveys/{others.pk}/").status_code == 404
    assert "/my/surveys/" not in client.get("/o/acme/").content.decode()


def test_a_session_sends_without_waiting_for_the_hour(
    organization, program, survey, mentees, by, django_capture_on_commit_callbacks
):
    with tenant_scope(organization.id):
        match = make_match(program=program, mentee=mentees[0], started_on=TODAY, overridden_by=None)
        schedule_survey(survey, trigger="sessions", every=1, by=by, today=TODAY)
        record_session(match, happens_on=TODAY, state="held", by=by, today=TODAY)
    send_after_event(str(organization.id), str(program.pk))
    with tenant_scope(organization.id):
        assert [each.person_id for each in Invitation.objects.all()] == [mentees[0].person_id]


def test_the_send_calendar_has_invitations_and_reminders(
    organization, program, survey, mentees, launched, by
):
    launched()
    with tenant_scope(organization.id):
        make_match(program=program, mentee=mentees[0], started_on=TODAY, overridden_by=None)
        schedule_survey(survey, trigger="match_days", every=5, by=by, today=TODAY)
        planned = SurveyForecast().planned(program, first=TODAY, last=TODAY + timedelta(days=29), today=TODAY)
    # Day 5 is a Saturday: Monday, November 9. Reminders of three open invitations on days 4 and 9.
    assert [(each.on.day, each.kind, each.count) for each in planned] == [
        (6, "surveys.reminder", 3),
        (9, "surveys.invitation", 1),
        (11, "surveys.reminder", 3),
    ]


@pytest.mark.parametrize("days", [0, 9, 30])
def test_the_send_calendar_knows_when_invitations_are_sent_after_a_break(
    organization, program, mentees, match, scheduled, invited_on, days
):
    """Ana's day is in a break of three weeks and Ben's after it, in his absence. Whenever the forecast is made."""
    with tenant_scope(organization.id):
        make_break(program=program, starts_on=date(2026, 11, 6), ends_on=date(2026, 11, 28))
        make_absence(participant=mentees[1], starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 4))
    match()
    match(mentee=mentees[1], started_on=date(2026, 11, 27))
    scheduled("match_days", every=5)
    last, first = date(2026, 12, 31), TODAY + timedelta(days=days)
    invited_on(TODAY, first)
    with tenant_scope(organization.id):
        planned = SurveyForecast().planned(program, first=first, last=last, today=first)
        calendar = survey_calendar([program], organization=organization, today=first)
    expected = {date(2026, 11, 30): 1, date(2026, 12, 7): 1}
    coming = {day: count for day, count in expected.items() if day > first}
    assert {each.on: each.count for each in planned if each.kind == "surveys.invitation"} == coming
    assert {each.on: each.count for each in calendar.emails if each.kind == "invitation"} == coming
    assert invited_on(first, last) == expected


def test_the_send_calendar_knows_stopped_pulses(organization, program, survey, mentees, scheduled):
    scheduled("date", first_on=TODAY + timedelta(days=7))

    def planned():
        with tenant_scope(organization.id):
            found = SurveyForecast().planned(
                program, first=TODAY, last=TODAY + timedelta(days=29), today=TODAY
            )
        return sum(each.count for each in found if each.kind == "surveys.invitation")

    assert planned() == 3
    with tenant_scope(organization.id):
        Survey.objects.filter(pk=survey.pk).update(stopped_at=NOON)
    assert planned() == 0


@pytest.mark.parametrize(("mode", "reminders"), [("confidential", 3), ("named", 2)])
def test_the_send_calendar_does_not_count_who_has_answered(
    organization, program, survey, mentees, launched, mode, reminders
):
    with tenant_scope(organization.id):
        Survey.objects.filter(pk=survey.pk).update(mode=mode)
    launched()
    with tenant_scope(organization.id):
        Invitation.objects.filter(person=mentees[0].person).update(started_at=NOON, answered_at=NOON)
        planned = SurveyForecast().planned(program, first=TODAY, last=TODAY + timedelta(days=29), today=TODAY)
    assert [each.count for each in planned if each.kind == "surveys.reminder"] == [reminders] * 2
