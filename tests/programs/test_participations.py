"""What mentors and mentees change about their own place in a program."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from mentoring.tenancy.scope import tenant_scope
from programs.actions.participations import leave_program, rejoin_program, update_capacity
from programs.models import Absence, Match, Participant
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant
from tests.programs.conftest import TODAY


@pytest.fixture
def own(organization, program, mentor) -> Participant:
    """The signed-in mentor's place in the program, without a match."""
    with tenant_scope(organization.id):
        person = make_person(membership=mentor, email="max@example.org")
        return make_participant(program=program, person=person, role="mentor")


@pytest.fixture
def scope(organization):
    with tenant_scope(organization.id):
        yield


def test_a_mentor_takes_no_fewer_mentees_than_there_are(own, program, by, scope):
    make_match(program=program, mentor=own)
    make_match(program=program, mentor=own)
    make_match(program=program, mentor=own, state="ended", ended_on=TODAY)

    with pytest.raises(ValidationError, match="You have 2 mentees"):
        update_capacity(own, capacity=1, by=by)
    update_capacity(own, capacity=2, by=by)

    assert Participant.objects.get(pk=own.pk).capacity == 2


def test_nobody_leaves_during_a_match(own, program, by, scope):
    match = make_match(program=program, mentor=own)

    with pytest.raises(ValidationError, match="End your match first"):
        leave_program(own, by=by, today=TODAY)
    Match.objects.filter(pk=match.pk).update(state="ended", ended_on=TODAY)
    leave_program(own, by=by, today=TODAY)

    assert Participant.objects.get(pk=own.pk).state == "left"


def test_leaving_deletes_drafts_and_can_be_undone(own, program, by, scope):
    make_match(program=program, mentor=own, state="proposed")

    leave_program(own, by=by, today=TODAY)
    rejoin_program(own, by=by)

    assert not Match.objects.exists()
    assert Participant.objects.get(pk=own.pk).state == "accepted"
    with pytest.raises(ValidationError, match="take part already"):
        rejoin_program(own, by=by)


def test_absences_are_added_deleted_and_restored(organization, own, mentor, client_of):
    client, address = client_of(mentor), f"/o/acme/my/participations/{own.pk}/"
    days = {"starts_on": TODAY + timedelta(days=400), "ends_on": TODAY + timedelta(days=410)}

    assert client.post(f"{address}absences/new/", days).status_code == 302
    with tenant_scope(organization.id):
        absence = Absence.objects.get(participant=own)
    assert client.post(f"{address}absences/{absence.pk}/delete/").status_code == 302
    with tenant_scope(organization.id):
        assert not Absence.objects.exists()
    assert client.post(f"{address}absences/{absence.pk}/restore/").status_code == 302

    with tenant_scope(organization.id):
        assert Absence.objects.get().starts_on == days["starts_on"]


def test_others_do_not_find_it(own, mentee, administrator, client_of):
    for member in (mentee, administrator):
        assert client_of(member).get(f"/o/acme/my/participations/{own.pk}/").status_code == 404


def test_home_leads_there_before_there_is_a_match(own, mentor, client_of):
    page = client_of(mentor).get("/o/acme/").content.decode()

    assert "You have no match yet" in page
    assert f"/o/acme/my/participations/{own.pk}/" in page
