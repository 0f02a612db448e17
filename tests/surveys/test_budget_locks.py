"""Two beats at once, with two real connections: the budget of a person is spent once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import connections

from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from surveys.actions import create_survey, schedule_survey, send_due
from surveys.models import Invitation, Schedule
from tests.factories.people import make_person
from tests.factories.programs import make_participant, make_program
from tests.factories.tenancy import make_organization
from tests.surveys.conftest import QUESTIONS

BY = Actor.system("test")
DAY = date(2026, 11, 4)
NOW = datetime(2026, 11, 4, 12, tzinfo=UTC)


@pytest.fixture
def organization(committed_db):
    """Three programs with the same two people, and a pulse in each that is due on the same day."""
    name = uuid4().hex[:12]
    made = make_organization(name=name, slug=name)
    with tenant_scope(made.id):
        people = [make_person() for _ in range(2)]
        for number in range(3):
            program = make_program(name=f"Program {number}", starts_on=date(2026, 8, 10), ends_on=None)
            for person in people:
                make_participant(program=program, role="mentee", person=person)
            survey = create_survey(
                program, name="Pulse", kind="pulse", role="mentee", mode="named", languages=["en"],
                title={"en": "How is it going?"}, questions=QUESTIONS, by=BY,
            )  # fmt: skip
            schedule_survey(survey, trigger="date", first_on=DAY, by=BY, today=DAY)
    return made


def test_two_beats_spend_the_budget_of_a_person_once(organization):
    with tenant_scope(organization.id):
        schedules = list(Schedule.objects.values_list("pk", flat=True))

    def send(pk):
        try:
            with tenant_scope(organization.id):
                return send_due(pk, organization=organization, by=BY, now=NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        sent = list(pool.map(send, schedules * 2))
    with tenant_scope(organization.id):
        assert Invitation.objects.count() == sum(sent) == 2
