"""Programs from templates, and copies of earlier programs."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentoring.audit.models import AuditEvent
from mentoring.tenancy.scope import tenant_scope
from programs.actions import copy_program, create_program
from programs.actions.intake import update_intake
from programs.actions.profile import remove_question
from programs.agreement_text import agreement_of
from programs.models import Break, Participant, Program
from programs.program_templates import TEMPLATES
from programs.selectors.intake import intake_of
from programs.selectors.profile import all_questions, questions_of
from surveys.library.surveys import LIBRARY
from tests.factories.programs import make_application, make_break, make_participant, make_program
from tests.programs.conftest import NOON, TODAY

NEW = "/o/acme/programs/new/"
API = "/api/v1/o/acme/"
JSON = {"content_type": "application/json"}


@pytest.fixture
def today_is(monkeypatch):
    monkeypatch.setattr("mentoring.tenancy.models.Organization.local_date", lambda organization, at: TODAY)


def test_templates_name_surveys_of_the_library_only():
    known = {survey.key for survey in LIBRARY}
    assert {key for template in TEMPLATES.values() for key in template.surveys} <= known


@pytest.mark.parametrize(
    ("key", "starts_on", "last"),
    [
        ("leadership", date(2027, 1, 4), date(2027, 10, 3)),
        ("career", date(2026, 8, 31), date(2027, 2, 27)),  # February has no 31st
        ("career", date(2026, 7, 1), date(2026, 12, 31)),
        ("flash", date(2027, 1, 4), date(2027, 2, 14)),
        ("leadership", date(9999, 6, 1), date.max),
        ("flash", date(9999, 12, 20), date.max),
    ],
)
def test_last_day_follows_from_the_length(key, starts_on, last):
    assert TEMPLATES[key].after(starts_on) == last


def test_program_from_a_template_is_a_draft_with_its_frequency_and_agreement(
    client_of, administrator, organization, today_is
):
    client = client_of(administrator)
    page = client.get(f"{NEW}?template=reverse").content.decode()
    assert "rank does not count" in page
    answer = client.post(f"{NEW}?template=reverse", {"name": "Board", "starts_on": "2027-01-11"})
    assert answer.status_code == 302
    with tenant_scope(organization.id):
        made = Program.objects.get(name="Board")
        assert (made.state, made.meeting_interval_days, made.ends_on) == ("draft", 30, date(2027, 7, 10))
        assert agreement_of(made)[-1].startswith("In our meetings rank does not count.")
        assert len(agreement_of(made)) == len(agreement_of(Program())) + 1
        assert agreement_of(Program(template="reverse", agreement="Ours")) == ["Ours"]


def test_rolling_template_has_no_end_unless_one_is_entered(client_of, administrator, organization):
    client = client_of(administrator)
    client.post(f"{NEW}?template=onboarding", {"name": "Open", "starts_on": "2027-01-11"})
    client.post(
        f"{NEW}?template=onboarding", {"name": "Ending", "starts_on": "2027-01-11", "ends_on": "2027-03-01"}
    )
    with tenant_scope(organization.id):
        ends = dict(Program.objects.values_list("name", "ends_on"))
    assert ends == {"Open": None, "Ending": date(2027, 3, 1)}


def test_bad_input_is_refused_in_words(client_of, administrator, organization, program):
    client = client_of(administrator)
    backwards = {"name": "Back", "starts_on": "2027-01-11", "ends_on": "2027-01-10"}
    answer = client.post(f"{NEW}?template=career", backwards)
    assert answer.status_code == 422
    assert "The program must end after it starts." in answer.content.decode()
    taken = client.post(f"{NEW}?template=career", {"name": program.name, "starts_on": "2027-01-11"})
    assert taken.status_code == 422
    assert "A program with this name already exists." in taken.content.decode()
    with tenant_scope(organization.id):
        assert Program.objects.count() == 1


def test_template_that_changed_while_the_form_was_open_is_shown_again(client_of, administrator, organization):
    client = client_of(administrator)
    old = {"name": "Late", "starts_on": "2027-01-11", "version": "before"}
    answer = client.post(f"{NEW}?template=career", old)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This has changed since you opened the page." in page
    assert f'value="{TEMPLATES["career"].version}"' in page
    assert 'value="before"' not in page
    again = client.post(f"{NEW}?template=career", old | {"version": TEMPLATES["career"].version})
    assert again.status_code == 302


def test_template_that_is_gone_leads_back_to_the_list(client_of, administrator, organization):
    body = {"name": "Gone", "starts_on": "2027-01-11"}
    answer = client_of(administrator).post(f"{NEW}?template=retired", body, follow=True)
    assert "This template no longer exists. Choose another." in answer.content.decode()
    with tenant_scope(organization.id):
        assert not Program.objects.exists()


def test_copy_moves_dates_and_takes_no_people(scope, administrator, by):
    source = make_program(
        name="Leaders 2026",
        starts_on=date(2026, 1, 5),
        ends_on=date(2026, 7, 5),
        meeting_interval_days=30,
        agreement="Ours",
        contact=administrator,
    )
    make_break(program=source, starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 7), reason="Spring")
    make_participant(program=source)
    copy = copy_program(source, name="Leaders 2027", starts_on=date(2027, 1, 4), by=by)
    assert (copy.state, copy.ends_on, copy.meeting_interval_days) == ("draft", date(2027, 7, 4), 30)
    assert (copy.agreement, copy.contact) == ("Ours", administrator)
    pause = Break.objects.get(program=copy)
    assert (pause.starts_on, pause.ends_on, pause.reason) == (
        date(2026, 3, 31) + timedelta(365),
        date(2027, 4, 6),
        "Spring",
    )
    assert not Participant.objects.filter(program=copy).exists()
    assert AuditEvent.objects.get().action == "programs.copy_program"


def test_copy_leaves_out_a_contact_who_has_left(scope, administrator, by, coordinator):
    source = make_program(contact=coordinator)
    type(coordinator).objects.filter(pk=coordinator.pk).update(state="ended", ended_at=timezone.now())
    assert copy_program(source, name="Copy", starts_on=date(2027, 1, 4), by=by).contact is None


def test_copy_of_a_program_that_changed_meanwhile_is_shown_again(
    client_of, administrator, organization, program
):
    client = client_of(administrator)
    address = f"{NEW}?copy={program.pk}"
    version = re.search(r'name="version" value="(\w+)"', client.get(address).content.decode())[1]
    with tenant_scope(organization.id):
        make_break(program=program)
    body = {"name": "Copy", "starts_on": "2027-01-11", "version": version}
    assert client.post(address, body).status_code == 422
    assert client.get(f"{NEW}?copy=nothing").status_code == 404


def test_templates_in_the_api(client_of, administrator, organization, program):
    client = client_of(administrator)
    listed = client.get(f"{API}program-templates/").json()["templates"]
    assert [template["key"] for template in listed] == list(TEMPLATES)
    body = {"name": "Peers", "starts_on": "2027-01-11", "template": "peer", "meeting_interval_days": 7}
    made = client.post(f"{API}programs/", body, **JSON).json()
    assert (made["state"], made["template"], made["ends_on"]) == ("draft", "peer", "2027-05-10")
    assert made["meeting_interval_days"] == 7
    unknown = client.post(f"{API}programs/", body | {"template": "retired"}, **JSON)
    assert unknown.status_code == 400
    copied = client.post(
        f"{API}programs/{program.pk}/copy/", {"name": "C", "starts_on": "2027-01-11"}, **JSON
    )
    assert (copied.status_code, copied.json()["state"], copied.json()["ends_on"]) == (201, "draft", None)


def test_action_refuses_an_unknown_template(scope, by):
    with pytest.raises(Exception, match="no longer exists"):
        create_program(
            name="X", starts_on=TODAY, ends_on=None, meeting_interval_days=14, template="retired", by=by
        )


def test_copy_takes_questions_and_who_takes_part_but_no_applications(scope, by):
    source = make_program(template="leadership")
    remove_question(source, "leading", by=by, at=NOON)
    update_intake(source, values={"mentor_capacity": 3, "apply_until": date(2026, 12, 4)}, by=by)
    make_application(program=source)

    copy = copy_program(source, name="Copy", starts_on=date(2027, 1, 4), by=by)

    assert [question.key for question in all_questions(copy)] == [
        question.key for question in questions_of(source)
    ]
    settings = intake_of(copy)
    assert (settings.mentor_capacity, settings.apply_until) == (3, None)
    assert settings.slug != intake_of(source).slug
    assert not copy.applications.exists()
