"""A program of three mentees, and a survey of three questions for them."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.models import Participant, Program
from surveys.actions import QuestionSpec, create_survey, launch_wave
from surveys.models import Invitation, Survey, Wave
from tests.factories.people import make_person
from tests.factories.programs import make_participant, make_program

TODAY = date(2026, 11, 2)
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)

QUESTIONS = [
    QuestionSpec(
        "meetings_happen",
        "agreement5",
        {
            "en": {"text": "Meetings happen as planned."},
            "de": {"text": "Die Treffen finden wie geplant statt."},
        },
    ),
    QuestionSpec("recommend", "scale0to10", {"en": {"text": "Would you recommend the program?"}}),
    QuestionSpec("keep", "short_text", {"en": {"text": "What should we keep?"}}),
]


@pytest.fixture
def by(administrator) -> Actor:
    return Actor.member(administrator)


@pytest.fixture
def program(organization) -> Program:
    with tenant_scope(organization.id):
        made = make_program(name="Rising Leaders", starts_on=date(2026, 8, 10), ends_on=None)
    made.organization = organization
    return made


@pytest.fixture
def mentees(organization, program) -> list[Participant]:
    with tenant_scope(organization.id):
        return [
            make_participant(program=program, role="mentee", person=make_person(first_name=name))
            for name in ("Ana", "Ben", "Chi")
        ]


@pytest.fixture
def survey(organization, program, by) -> Survey:
    with tenant_scope(organization.id):
        return create_survey(
            program,
            name="Pulse",
            kind="pulse",
            role="mentee",
            mode="confidential",
            languages=["en", "de"],
            title={"en": "How is your mentoring going?", "de": "Wie läuft Ihr Mentoring?"},
            questions=QUESTIONS,
            by=by,
        )


@pytest.fixture
def launched(organization, survey, mentees, by) -> Callable[..., Wave]:
    """Send the survey at noon of TODAY."""

    def launch(**options) -> Wave:
        with tenant_scope(organization.id):
            return launch_wave(survey, organization=organization, by=by, now=NOON, **options)

    return launch


@pytest.fixture
def invitation(organization, launched, mentees) -> Invitation:
    """Ana's invitation to the survey."""
    wave = launched()
    with tenant_scope(organization.id):
        return Invitation.objects.get(wave=wave, person=mentees[0].person)
