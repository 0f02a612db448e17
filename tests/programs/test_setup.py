"""The setup of a program as a task list, its launch gate, and closing."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from mentoring.audit.models import AuditEvent
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.scope import tenant_scope
from programs.actions import close_program, copy_program, launch_program, reopen_program, update_program
from programs.closing_emails import closing_contexts
from programs.models import Intake, Program
from programs.selectors.setup import open_items, program_setup
from tests.factories.goals import make_goal
from tests.factories.people import make_person
from tests.factories.programs import (
    make_briefing,
    make_email_text,
    make_match,
    make_participant,
    make_program,
    make_program_coordinator,
    make_resource,
    make_session,
)
from tests.factories.reports import make_program_kpi
from tests.factories.surveys import make_schedule, make_survey
from tests.programs.conftest import TODAY
from tests.programs.pages import text_of

API = "/api/v1/o/acme/programs/"
JSON = {"content_type": "application/json"}


@pytest.fixture
def draft(organization, it_is_today) -> Program:
    with tenant_scope(organization.id):
        made = make_program(name="Board", state="draft", ends_on=None)
    made.organization = organization
    return made


@pytest.fixture
def page(organization, draft) -> str:
    return f"/o/acme/programs/{draft.pk}/"


def add_people(program: Program, *roles: str) -> None:
    with tenant_scope(program.organization_id):
        for role in roles:
            make_participant(program=program, role=role)


def state_of(program: Program) -> str:
    with tenant_scope(program.organization_id):
        return Program.objects.get(pk=program.pk).state


def states(program: Program) -> dict[str, str]:
    return {name: task.state.value for name, task in program_setup(program, today=TODAY).tasks}


def test_each_task_says_its_state(draft, scope, administrator):
    assert states(draft) == {
        "dates": "done",
        "intake": "done",
        "frequency": "done",
        "rules": "done",
        "agreement": "done",
        "questions": "done",
        "listening_plan": "optional",
        "objectives": "optional",
        "contact": "optional",
        "coordinators": "optional",
        "briefings": "optional",
        "resources": "optional",
        "emails": "optional",
        "people": "missing",
        "matches": "optional",
        "certificate": "optional",
    }
    draft.contact, draft.offers_certificates = administrator, True
    make_program_coordinator(program=draft)
    make_match(program=draft, state="proposed")
    make_email_text(program=draft)
    make_briefing(program=draft)
    make_resource(program=draft)
    make_schedule(survey=make_survey(program=draft))
    make_program_kpi(program=draft)
    assert set(states(draft).values()) == {"done"}


def test_listening_plan_starts_with_the_surveys_of_the_template(
    client_of, administrator, draft, page, organization
):
    with tenant_scope(organization.id):
        Program.objects.filter(pk=draft.pk).update(template="flash")
    client = client_of(administrator)
    assert "No surveys yet. The template suggests: end." in text_of(client.get(f"{page}setup/"))
    plan = client.get(f"{page}surveys/").content.decode()
    chosen = re.findall(r'value="(me[a-z-]+)"\s+checked', plan)
    assert sorted(chosen) == ["mentee-end", "mentor-end"]


def test_people_who_only_applied_do_not_count(draft, scope):
    make_participant(program=draft, role="mentor", state="applied")
    make_participant(program=draft, role="mentee")
    missing = program_setup(draft, today=TODAY).missing
    assert [task.missing for task in missing] == ["There are no mentors yet."]


def test_launch_without_mentors_is_refused_on_the_page(client_of, administrator, draft, page):
    add_people(draft, "mentee")
    client = client_of(administrator)
    shown = text_of(client.get(f"{page}setup/"))
    assert "1 thing is missing before launch" in shown
    assert "Add a mentor" in shown
    assert "Launch program" not in shown
    refused = client.post(f"{page}launch/", follow=True)
    assert "There are no mentors yet." in text_of(refused)
    assert state_of(draft) == "draft"


def test_program_with_people_is_launched_without_an_email(
    client_of, administrator, draft, page, organization
):
    add_people(draft, "mentor", "mentee")
    client = client_of(administrator)
    assert "Ready to launch" in text_of(client.get(f"{page}setup/"))
    assert "Program launched." in text_of(client.post(f"{page}launch/", follow=True))
    assert state_of(draft) == "running"
    assert "The program has been launched already." in text_of(client.post(f"{page}launch/", follow=True))
    with tenant_scope(organization.id):
        assert [event.action for event in AuditEvent.objects.all()] == ["programs.launch_program"]
        assert not OutboxMessage.objects.exists()


def test_last_day_that_has_passed_is_missing(draft, scope, by):
    for role in ("mentor", "mentee"):
        make_participant(program=draft, role=role)
    Program.objects.update(ends_on=TODAY - timedelta(days=1))
    with pytest.raises(ValidationError) as refused:
        launch_program(draft, by=by, today=TODAY)
    assert refused.value.messages == ["The last day has passed."]


def test_form_and_update_do_not_launch(client_of, administrator, draft, page, scope, by):
    client = client_of(administrator)
    assert 'value="running"' not in client.get(f"{page}edit/").content.decode()
    for state in ("running", "closed"):
        with pytest.raises(ValidationError, match="Launch the program on its setup page"):
            update_program(
                draft,
                name="Board",
                starts_on=draft.starts_on,
                ends_on=None,
                meeting_interval_days=14,
                state=state,
                by=by,
                today=TODAY,
            )


def test_setup_is_linked_where_a_draft_is_shown(
    client_of, administrator, coordinator, draft, page, organization
):
    client = client_of(administrator)
    for address in ("/o/acme/programs/", "/o/acme/", page):
        assert f'href="{page}setup/"' in client.get(address).content.decode()
    with tenant_scope(organization.id):
        make_program_coordinator(program=draft, membership=coordinator)
    listed = client_of(coordinator).get("/o/acme/programs/").content.decode()
    assert "Board" in listed
    assert "Continue setup" not in listed


def test_closing_lists_what_is_open(client_of, administrator, organization, program, it_is_today):
    with tenant_scope(organization.id):
        match = make_match(program=program)
        make_match(program=program, state="ended", ended_on=TODAY)
        make_session(match=match, happens_on=TODAY + timedelta(days=3), state="planned")
        make_session(match=match, happens_on=TODAY - timedelta(days=3), state="planned")
        make_goal(match=match, state="agreed")
        texts = [item.text for item in open_items(program, today=TODAY)]
    assert texts == [
        "1 match is active or paused.",
        "1 session is planned.",
        "1 goal is agreed and not closed.",
    ]
    address = f"/o/acme/programs/{program.pk}/close/"
    client = client_of(administrator)
    assert all(text in text_of(client.get(address)) for text in texts)
    assert client.post(address).status_code == 422
    assert state_of(program) == "running"
    client.post(address, {"reason": "early"})
    assert state_of(program) == "closed"
    with tenant_scope(organization.id):
        assert AuditEvent.objects.get().values["reason"] == "early"


def test_closing_tells_mentors_and_mentees(client_of, administrator, organization, program, it_is_today):
    with tenant_scope(organization.id):
        mentor = make_participant(program=program, role="mentor", person=make_person(first_name="Ada"))
        mentee = make_participant(program=program, person=make_person(first_name="Ben", language="de"))
        make_match(program=program, mentor=mentor, mentee=mentee)
        make_participant(program=program, state="applied")
        make_participant(program=program, person=make_person(left_on=TODAY - timedelta(days=1)))
        make_participant(program=program, person=make_person(email=""))
        make_email_text(
            program=program, name="closing", language="de", subject="Ende", body="Danke, {partner_names}!"
        )
    address = f"/o/acme/programs/{program.pk}/"
    client = client_of(administrator)
    shown = text_of(client.get(f"{address}close/"))
    assert "2 people get it" in shown
    assert "Rising Leaders has ended" in shown

    told = client.post(f"{address}close/", {"reason": "early", "tells_people": "on"}, follow=True)
    assert "Program closed. The emails go out in two minutes." in text_of(told)
    with tenant_scope(organization.id):
        messages = list(OutboxMessage.objects.order_by("recipient_name"))
        said = closing_contexts(messages)
        by_address = {it.recipient_email: said[it.pk]["lines"] for it in messages}
        assert by_address.keys() == {mentor.person.email, mentee.person.email}
        assert by_address[mentor.person.email][0] == "Hello Ada,"
        assert by_address[mentee.person.email] == [f"Danke, {mentor.person.name}!"]

    client.post(f"{address}reopen/")
    with tenant_scope(organization.id):
        assert closing_contexts(messages) == {}
        assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"cancelled"}
    client.post(f"{address}close/", {"reason": "early"})
    with tenant_scope(organization.id):
        assert OutboxMessage.objects.count() == 2


def test_draft_cannot_be_closed_nor_a_running_program_reopened(draft, program, scope, by):
    with pytest.raises(ValidationError, match="never launched"):
        close_program(draft, reason="early", tells_people=True, by=by, today=TODAY)
    with pytest.raises(ValidationError, match="not closed"):
        reopen_program(program, by=by, today=TODAY)


def closed_on(program):
    with tenant_scope(program.organization_id):
        return Program.objects.get(pk=program.pk).closed_on


def test_day_of_the_closing_is_kept_until_the_program_is_reopened(program, scope, by):
    close_program(program, reason="early", tells_people=False, by=by, today=TODAY)
    assert closed_on(program) == TODAY
    copy = copy_program(program, name="Next year", starts_on=TODAY, by=by)
    assert (copy.state, closed_on(copy)) == ("draft", None)
    reopen_program(program, by=by, today=TODAY + timedelta(days=1))
    assert closed_on(program) is None


def test_day_of_the_closing_when_the_state_is_changed(program, scope, by):
    def change(state, today):
        values = {
            "name": "Leaders",
            "starts_on": program.starts_on,
            "ends_on": None,
            "meeting_interval_days": 14,
        }
        update_program(program, **values, state=state, by=by, today=today)
        return closed_on(program)

    assert change("closed", TODAY) == TODAY
    assert change("closed", TODAY + timedelta(days=9)) == TODAY
    assert change("running", TODAY + timedelta(days=9)) is None


def test_setup_launch_and_closing_in_the_api(client_of, administrator, draft):
    client = client_of(administrator)
    one = f"{API}{draft.pk}/"
    setup = client.get(f"{one}setup/").json()
    assert (setup["can_launch"], setup["done_count"]) == (False, 6)
    refused = client.post(f"{one}launch/", **JSON)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["detail"] == "There are no mentors and no mentees yet."
    add_people(draft, "mentor", "mentee")
    assert client.get(f"{one}setup/").json()["can_launch"]
    assert client.post(f"{one}launch/", **JSON).json()["state"] == "running"
    closed = client.post(f"{one}close/", {"reason": "as_planned"}, **JSON).json()
    assert (closed["program"]["state"], closed["emails"], closed["open_items"]) == ("closed", 2, [])


def test_drafts_of_matches_are_counted_apart(draft):
    with tenant_scope(draft.organization.id):
        make_match(program=draft, state="active")
        make_match(program=draft, state="proposed")
        tasks = dict(program_setup(draft, today=TODAY).tasks)
    assert tasks["matches"].why == "1 match, 1 draft"


def test_fault_in_a_break_is_named_above_the_form(draft, page, client_of, administrator):
    values = {
        "name": "Board", "starts_on": "2026-10-01", "meeting_interval_days": "14", "state": "draft",
        "breaks-TOTAL_FORMS": "1", "breaks-INITIAL_FORMS": "0", "breaks-0-starts_on": "2026-12-20",
    }  # fmt: skip
    answer = client_of(administrator).post(f"{page}edit/", values)
    assert answer.status_code == 422
    assert text_of(answer).count("Check the dates of the breaks.") == 1


def test_applications_past_their_last_day_say_so(draft, page, client_of, administrator):
    with tenant_scope(draft.organization.id):
        Intake.objects.create(program=draft, slug="board", apply_until=TODAY - timedelta(days=1))
        Program.objects.filter(pk=draft.pk).update(state="open")
    shown = text_of(client_of(administrator).get(f"{page}setup/intake/"))
    assert "The last day to apply has passed." in shown
    assert "Opening sends no email." not in shown
