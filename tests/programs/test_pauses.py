"""Participants pause and resume: themselves, by those who run the program, and in the API."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from mentoring.audit.models import AuditEvent
from mentoring.tenancy.scope import tenant_scope
from programs.actions.match_states import create_match
from programs.actions.pauses import pause_participant, resume_due_participants, resume_participant
from programs.health.evaluate import Calendars, evaluate_program
from programs.models import Absence, Match, Participant
from programs.selectors.mentors import free_places, mentor_choices, unmatched_mentees
from programs.selectors.signs_of_life import matches_that_may_be_silent
from surveys.actions.reminders import send_reminders
from tests.factories.people import make_person
from tests.factories.programs import make_absence, make_match, make_participant, make_program
from tests.factories.surveys import make_survey_invitation, make_wave
from tests.programs.conftest import TODAY
from tests.programs.pages import text_of

JSON = {"content_type": "application/json"}
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def own(organization, program, mentee, it_is_today) -> Match:
    """A silent match of the member Mia with Jon: introduced 100 days ago, never met."""
    with tenant_scope(organization.id):
        person = make_person(first_name="Mia", last_name="Mentee", membership=mentee)
        jon = make_person(first_name="Jon", last_name="Lind")
        match = make_match(
            program=program,
            mentee=make_participant(program=program, role="mentee", person=person),
            mentor=make_participant(program=program, role="mentor", person=jon, capacity=3),
            started_on=TODAY - timedelta(days=100),
            overridden_by=None,
        )
        evaluate_program(program, today=TODAY)
        match.refresh_from_db()
    return match


def health(match: Match) -> str:
    match.refresh_from_db()
    return match.health


def pause(participant: Participant, by, **values) -> Participant:
    pause_participant(participant, reason="leave", by=by, today=TODAY, **values)
    participant.refresh_from_db()
    return participant


def test_a_pause_takes_the_match_out_of_the_status_until_it_is_over(own, by, organization, program):
    with tenant_scope(organization.id):
        assert own.health == "at_risk"
        pause(own.mentee, by)
        assert (health(own), own.signals) == ("unknown", [])
        calendar = Calendars(program).of(own.pk, own.mentor_id, own.mentee_id)
        assert calendar.elapsed(TODAY, TODAY + timedelta(days=400)) == 0
        resume_participant(own.mentee, by=by, today=TODAY + timedelta(days=30))
        evaluate_program(program, today=TODAY + timedelta(days=30))
        assert health(own) == "at_risk"
        calendar = Calendars(program).of(own.pk, own.mentor_id, own.mentee_id)
        assert calendar.elapsed(TODAY, TODAY + timedelta(days=40)) == 11
        own.mentee.refresh_from_db()
        assert (own.mentee.paused_on, own.mentee.pause_reason) == (None, "")


def test_a_pause_that_ends_on_the_day_it_began_leaves_nothing(own, by, organization):
    with tenant_scope(organization.id):
        pause(own.mentor, by, until=TODAY)
        resume_participant(own.mentor, by=by, today=TODAY)
        assert not Absence.objects.exists()


def test_a_pause_ends_by_itself_after_its_last_day(own, by, organization, program):
    with tenant_scope(organization.id):
        pause(own.mentor, by, until=TOMORROW)
        pause(own.mentee, by)
        assert resume_due_participants(program, by=by, today=TOMORROW) == 0
        assert resume_due_participants(program, by=by, today=TOMORROW + timedelta(days=1)) == 1
        assert resume_due_participants(program, by=by, today=TOMORROW + timedelta(days=1)) == 0
        assert Participant.objects.exclude(paused_on=None).get() == own.mentee
        assert Absence.objects.get(participant=own.mentor).ends_on == TOMORROW


def test_refusals(own, by, organization):
    with tenant_scope(organization.id):
        with pytest.raises(ValidationError, match="today or a later date"):
            pause(own.mentor, by, until=TODAY - timedelta(days=1))
        with pytest.raises(ValidationError, match="not paused"):
            resume_participant(own.mentor, by=by, today=TODAY)
        pause(own.mentor, by)
        with pytest.raises(ValidationError, match="paused already"):
            pause(own.mentor, by)
        left = make_participant(program=own.program, state="left")
        with pytest.raises(ValidationError, match="take part"):
            pause(left, by)


def test_nobody_suggests_or_matches_who_pauses(by, organization, program):
    with tenant_scope(organization.id):
        mentor = make_participant(program=program, role="mentor", capacity=2)
        mentee, other = (make_participant(program=program, role="mentee") for _ in range(2))
        assert free_places(program, today=TODAY) == 2
        pause(mentor, by)
        pause(mentee, by)
        assert free_places(program, today=TODAY) == 0
        assert list(unmatched_mentees(program, today=TODAY)) == [other]
        assert mentor_choices(program, [other], today=TODAY)[other.pk].ranked == []
        with pytest.raises(ValidationError, match="has paused their participation"):
            create_match(program, mentor=mentor, mentee=other, by=by, today=TODAY, started_on=TODAY)


def test_nobody_who_pauses_is_reminded_of_a_survey(by, organization):
    now = datetime(2026, 11, 2, 10, tzinfo=UTC)
    with tenant_scope(organization.id):
        wave = make_wave(state="open", reminded_on=[4, 9])
        for _ in range(2):
            participant = make_participant(program=wave.survey.program, role=wave.survey.role)
            make_survey_invitation(
                wave=wave,
                participant=participant,
                invited_at=now - timedelta(days=5),
                closes_at=now + timedelta(days=5),
            )
        pause(participant, by)
        assert send_reminders(wave.pk, organization=organization, by=by, now=now) == 1


def test_silence_is_not_counted_during_a_pause(own, by, organization, program):
    with tenant_scope(organization.id):
        assert own in matches_that_may_be_silent(program, today=TODAY)
        pause(own.mentor, by)
        calendar = Calendars(program).of(own.pk, own.mentor_id, own.mentee_id)
        assert calendar.is_paused(TODAY)


def test_mentee_pauses_and_resumes_on_their_page(client_of, mentee, own):
    client, page = client_of(mentee), f"/o/acme/my/participations/{own.mentee_id}/"
    assert client.post(f"{page}pause/", {"until": "2026-11-01", "reason": "leave"}).status_code == 422
    assert client.post(f"{page}pause/", {"until": "", "reason": "leave"}).status_code == 302
    text = text_of(client.get(page))
    assert "Your participation is paused" in text
    assert "Resume participation" in text
    assert client.post(f"{page}resume/").status_code == 302
    assert "Pause participation" in text_of(client.get(page))


def test_partner_sees_the_days_and_not_the_reason(client_of, mentee, own, by, organization):
    with tenant_scope(organization.id):
        pause(own.mentor, by, until=TOMORROW)
    text = text_of(client_of(mentee).get(f"/o/acme/my/matches/{own.pk}/"))
    assert "Jon Lind has paused" in text
    assert "Nov 3" in text
    assert "On leave" not in text


def test_administrator_pauses_for_a_participant(client_of, administrator, own, program, organization):
    client, list_page = client_of(administrator), f"/o/acme/programs/{program.pk}/participants/"
    page = f"{list_page}{own.mentor_id}/pause/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"until": "2026-11-20", "reason": "workload"}).status_code == 302
    assert "Paused until Nov 20" in text_of(client.get(list_page))
    assert "Too much work at the moment" in text_of(client.get(page))
    assert "Jon Lind: Paused until Nov 20" in text_of(
        client.get(f"/o/acme/programs/{program.pk}/matches/{own.pk}/")
    )
    with tenant_scope(organization.id):
        event = AuditEvent.objects.get(action="programs.pause_participant")
    assert sorted(event.fields) == ["pause_reason", "paused_until"]


def test_days_of_a_pause_are_no_absence_that_can_be_deleted(client_of, administrator, own, by, organization):
    with tenant_scope(organization.id):
        pause(own.mentor, by)
        hidden = Absence.objects.get(participant=own.mentor)
        entered = make_absence(participant=own.mentor)
    client = client_of(administrator)
    listed = client.get(f"/api/v1/o/acme/participants/{own.mentor_id}/absences/").json()
    assert [it["id"] for it in listed["results"]] == [str(entered.pk)]
    assert client.delete(f"/api/v1/o/acme/absences/{hidden.pk}/").status_code == 404


def test_api(client_of, administrator, own, it_is_today):
    client, one = client_of(administrator), f"/api/v1/o/acme/participants/{own.mentor_id}/"
    body = json.dumps({"until": "2026-12-01", "reason": "change"})
    answer = client.post(f"{one}pause/", body, **JSON)
    assert answer.status_code == 200
    assert answer.json()["paused_until"] == "2026-12-01"
    assert answer.json()["pause_reason"] == "change"
    assert client.post(f"{one}resume/", "{}", **JSON).json()["paused_on"] is None
    assert client.post(f"{one}resume/", "{}", **JSON).status_code == 400


def test_several_matches_of_one_program_only(by, organization):
    with tenant_scope(organization.id):
        mentor = make_participant(program=make_program(), role="mentor", capacity=3)
        elsewhere = make_participant(program=make_program(), role="mentor", person=mentor.person)
        pause(mentor, by)
        elsewhere.refresh_from_db()
        assert elsewhere.paused_on is None
