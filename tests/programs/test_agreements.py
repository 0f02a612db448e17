"""The agreement of a match: accepted by each side, read by the two."""

from datetime import UTC, datetime

import pytest

from mentoring.audit.models import AuditEvent
from mentoring.tenancy.scope import tenant_scope
from programs.models import AgreementAcceptance
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant, make_program

ANSWERS = {"contact": "MARK-contact", "reply_within_days": "2", "wishes": "MARK-wishes"}


@pytest.fixture
def pair(organization, mentor, mentee):
    with tenant_scope(organization.id):
        program = make_program(name="Career Paths")
        ada = make_person(first_name="Ada", last_name="Mentor", membership=mentor, email="ada@example.org")
        ben = make_person(first_name="Ben", last_name="Mentee", membership=mentee, email="ben@example.org")
        return make_match(
            program=program,
            mentor=make_participant(program=program, person=ada, role="mentor"),
            mentee=make_participant(program=program, person=ben, role="mentee"),
        )


@pytest.fixture
def address(pair):
    return f"/o/acme/my/matches/{pair.pk}/agreement/"


def test_home_leads_to_the_agreement_until_it_is_accepted(pair, address, mentee, client_of):
    client = client_of(mentee)
    assert f'href="{address}"' in client.get("/o/acme/").content.decode()
    assert client.post(address, ANSWERS).status_code == 302
    page = client.get("/o/acme/").content.decode()
    assert "Read and accept" not in page


def test_both_sides_accept_and_read_each_other(pair, address, mentor, mentee, organization, client_of):
    client_of(mentee).post(address, ANSWERS)
    page = client_of(mentor).get(address).content.decode()
    assert "MARK-contact" in page
    assert "MARK-wishes" in page
    client_of(mentor).post(address, {**ANSWERS, "contact": "Phone"})
    with tenant_scope(organization.id):
        assert list(AgreementAcceptance.objects.order_by("role").values_list("role", "contact")) == [
            ("mentee", "MARK-contact"),
            ("mentor", "Phone"),
        ]


def test_accepting_twice_changes_the_answers_and_keeps_the_text(
    pair, address, mentee, organization, client_of
):
    client = client_of(mentee)
    client.post(address, ANSWERS)
    with tenant_scope(organization.id):
        pair.program.agreement = "A new text."
        pair.program.save(update_fields=["agreement"])
    client.post(address, {**ANSWERS, "wishes": "Something else"})
    with tenant_scope(organization.id):
        acceptance = AgreementAcceptance.objects.get()
        assert acceptance.wishes == "Something else"
        assert "What we tell each other stays between us" in acceptance.text


def test_missing_answer_is_refused_and_nothing_is_lost(pair, address, mentee, organization, client_of):
    answer = client_of(mentee).post(address, {**ANSWERS, "contact": ""})
    assert answer.status_code == 422
    assert "MARK-wishes" in answer.content.decode()
    with tenant_scope(organization.id):
        assert not AgreementAcceptance.objects.exists()


def test_others_read_none_of_it(pair, address, mentee, administrator, organization, client_of):
    client_of(mentee).post(address, ANSWERS)
    client = client_of(administrator)
    assert client.get(address).status_code == 404
    for page in (
        f"/o/acme/programs/{pair.program_id}/matches/{pair.pk}/",
        f"/o/acme/programs/{pair.program_id}/",
        "/o/acme/audit/",
    ):
        assert "MARK-" not in client.get(page).content.decode()
    with tenant_scope(organization.id):
        assert "MARK-" not in str(list(AuditEvent.objects.values()))


def test_acceptance_is_dated(pair, organization, mentee, address, client_of):
    before = datetime.now(UTC)
    client_of(mentee).post(address, ANSWERS)
    with tenant_scope(organization.id):
        assert before <= AgreementAcceptance.objects.get().accepted_at <= datetime.now(UTC)
