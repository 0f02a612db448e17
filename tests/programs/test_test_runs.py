"""Test runs: everything works, no email leaves the outbox, and deleting one leaves nothing behind."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentoring.audit.models import AuditEvent
from mentoring.mail.delivery import deliver_due
from mentoring.mail.models import OutboxMessage
from mentoring.people.models import Person
from mentoring.tenancy.scope import tenant_scope
from programs.actions import record_session
from programs.actions.drafts import approve_matches, draft_match
from programs.actions.introductions import send_introductions
from programs.actions.invitations import invite_participants
from programs.actions.match_states import end_match
from programs.actions.messages import send_announcement
from programs.actions.test_runs import delete_program, start_test_run
from programs.models import Match, Participant, Program
from programs.selectors.announcements import addressees_of, program_contact
from programs.selectors.mentors import mentor_choices, unmatched_mentees
from tests.factories.goals import make_goal
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant
from tests.mail.conftest import use_smtp
from tests.mail.sink import pipelining_server
from tests.programs.conftest import TODAY

ROOT = Path(__file__).parents[2]


@pytest.fixture
def sink(settings):
    with pipelining_server() as server:
        use_smtp(settings, server.port)
        yield server


def run_through(program: Program, organization, by) -> None:
    """Draft, approve and introduce a match, record a session, and write to everybody."""
    now = timezone.now()
    program.organization = organization
    mentee = unmatched_mentees(program, today=TODAY)[0]
    mentor = mentor_choices(program, [mentee], today=TODAY)[mentee.pk].ranked[0].mentor.row
    match = draft_match(program, mentor=mentor, mentee=mentee, by=by, today=TODAY)
    approve_matches(program, match_ids=[match.pk], by=by, today=TODAY)
    send_introductions(program, match_ids=[match.pk], by=by, at=now, today=TODAY)
    match = Match.objects.with_people().select_related("program").get(pk=match.pk)
    record_session(match, happens_on=TODAY, state="held", by=by, today=TODAY)
    make_goal(match=match)
    send_announcement(
        program,
        audience="both",
        subject="Hello",
        body="Hello {first_name}",
        addressees=addressees_of([match], "both"),
        reply_to=program_contact(program),
        by=by,
        at=now,
    )


def test_no_email_of_a_test_run_leaves_the_outbox(organization, program, by, sink):
    with tenant_scope(organization.id):
        run = start_test_run(program, by=by, today=TODAY)
        assert (run.state, run.is_test_run, run.name) == ("running", True, "Test run: Rising Leaders")
        assert Participant.objects.filter(program=run).count() == 7
        run_through(run, organization, by)
        assert OutboxMessage.objects.count() == 4
    assert deliver_due(organization.id, clock=lambda: timezone.now() + timedelta(minutes=3)) == 0
    assert sink.mails == []
    with tenant_scope(organization.id):
        assert set(OutboxMessage.objects.values_list("state", "reason")) == {("suppressed", "test_run")}


def test_introductions_of_a_test_run_invite_nobody(organization, program, by, client_of, administrator):
    with tenant_scope(organization.id):
        run = start_test_run(program, by=by, today=TODAY)
        mentor = make_participant(program=run, role="mentor", person=make_person(email="gil@example.org"))
        mentee = make_participant(program=run, person=make_person(email="mia@example.org"))
        match = draft_match(run, mentor=mentor, mentee=mentee, by=by, today=TODAY)
        approve_matches(run, match_ids=[match.pk], by=by, today=TODAY)
    page = client_of(administrator).get(f"/o/acme/programs/{run.pk}/introductions/").content.decode()
    assert "2 introduction emails are ready" in page
    assert "The introduction contains the invitation." not in page
    assert "Accept invitation" not in page


def test_email_of_the_program_itself_is_sent(organization, program, by, sink):
    with tenant_scope(organization.id):
        start_test_run(program, by=by, today=TODAY)
        make_participant(program=program, role="mentor", person=make_person(email="gil@example.org"))
        make_participant(program=program, person=make_person(email="mia@example.org"))
        run_through(program, organization, by)
    assert deliver_due(organization.id, clock=lambda: timezone.now() + timedelta(minutes=3)) == 4
    assert len(sink.mails) == 4


def test_deleting_a_test_run_leaves_the_program_and_its_people(organization, program, by):
    with tenant_scope(organization.id):
        kept = make_match(program=program, overridden_by=None)
        people = Person.objects.count()
        run = start_test_run(program, by=by, today=TODAY)
        run_through(run, organization, by)
        delete_program(run, by=by, at=timezone.now())
        assert list(Program.objects.all()) == [program]
        assert list(Match.objects.all()) == [kept]
        assert Person.objects.count() == people
        assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"cancelled"}
        assert AuditEvent.objects.filter(action="programs.delete_program").count() == 1


def test_second_test_run_invitations_and_deleting_what_ran_are_refused(organization, program, by):
    with tenant_scope(organization.id):
        run = start_test_run(program, by=by, today=TODAY)
        with pytest.raises(ValidationError, match="There is a test run of this program already"):
            start_test_run(program, by=by, today=TODAY)
        with pytest.raises(ValidationError, match="This is a test run already"):
            start_test_run(run, by=by, today=TODAY)
        with pytest.raises(ValidationError, match="Nobody is invited in a test run"):
            invite_participants(run, by=by, at=timezone.now(), today=TODAY)
        with pytest.raises(ValidationError, match="Only drafts and test runs can be deleted"):
            delete_program(program, by=by, at=timezone.now())
        match = make_match(program=run, overridden_by=None)
        end_match(match, reason="Tried", by=by, at=timezone.now(), today=TODAY)
        delete_program(run, by=by, at=timezone.now())
        # Its mentor and mentee were not made up: they stay in the directory.
        assert Person.objects.count() == 2


def test_api_starts_and_deletes_a_test_run(organization, program, administrator, client_of):
    caller, base = client_of(administrator), "/api/v1/o/acme/programs/"
    made = caller.post(f"{base}{program.pk}/test-run/")
    assert (made.status_code, made.json()["name"]) == (201, "Test run: Rising Leaders")
    again = caller.post(f"{base}{program.pk}/test-run/")
    assert (again.status_code, "There is a test run" in again.content.decode()) == (400, True)
    refused = caller.delete(f"{base}{program.pk}/")
    assert (refused.status_code, "Close the program instead" in refused.content.decode()) == (400, True)
    assert caller.delete(f"{base}{made.json()['id']}/").status_code == 204
    with tenant_scope(organization.id):
        assert [it.name for it in Program.objects.all()] == ["Rising Leaders"]
        assert not Person.objects.exists()


def test_pages_start_show_and_delete_a_test_run(organization, program, client_of, administrator):
    client, base = client_of(administrator), f"/o/acme/programs/{program.pk}/"
    answer = client.post(f"{base}test-run/")
    page = client.get(answer.url).content.decode()
    assert "Test run: no email is sent." in page
    assert "4 mentees without a mentor" in page
    with tenant_scope(organization.id):
        run = Program.objects.get(is_test_run=True)
    page = client.get(f"/o/acme/programs/{run.pk}/delete/").content.decode()
    assert "7 participants" in page
    assert "Test run: no email is sent." not in client.get(base).content.decode()
    assert "It was launched." in client.get(f"{base}delete/").content.decode()
    assert client.post(f"{base}delete/").status_code == 422
    client.post(f"/o/acme/programs/{run.pk}/delete/")
    with tenant_scope(organization.id):
        assert list(Program.objects.all()) == [program]


# An email to oneself is sent in a test run, too.
TO_ONESELF = {"actions/email_texts.py", "meeting_email.py"}


@pytest.mark.parametrize("app", ["programs", "goals"])
def test_every_email_names_its_program(app):
    unscoped = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in (ROOT / app).rglob("*.py")
        if str(path.relative_to(ROOT / app)) not in TO_ONESELF
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"queue_message", "BulkItem"}
        and "scope_id" not in {keyword.arg for keyword in call.keywords}
    ]
    assert unscoped == []
