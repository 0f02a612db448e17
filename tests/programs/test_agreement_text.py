"""Administrators write the agreement and name the contact of a program."""

from mentoring.tenancy.scope import tenant_scope
from programs.selectors.announcements import program_contact
from tests.programs.test_agreements import pair  # noqa: F401 - a fixture


def test_text_and_contact_are_changed(pair, administrator, coordinator, mentee, organization, client_of):  # noqa: F811
    address = f"/o/acme/programs/{pair.program_id}/agreement/"
    client = client_of(administrator)
    answer = client.post(address, {"agreement": "We meet on time.", "contact": str(coordinator.pk)})
    assert answer.status_code == 302
    page = client_of(mentee).get(f"/o/acme/my/matches/{pair.pk}/agreement/").content.decode()
    assert "We meet on time." in page
    assert "What we tell each other" not in page
    with tenant_scope(organization.id):
        pair.program.refresh_from_db()
        assert program_contact(pair.program).email == coordinator.user.email


def test_participant_cannot_be_the_contact(pair, administrator, mentee, organization, client_of):  # noqa: F811
    address = f"/o/acme/programs/{pair.program_id}/agreement/"
    answer = client_of(administrator).post(address, {"agreement": "", "contact": str(mentee.pk)})
    assert answer.status_code == 422


def test_without_a_contact_an_administrator_answers(pair, administrator, organization):  # noqa: F811
    with tenant_scope(organization.id):
        assert program_contact(pair.program).email == administrator.user.email
