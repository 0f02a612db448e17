"""A program of three mentees, and a survey of three questions for them."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.models import Participant, Program
from surveys.actions import QuestionSpec, create_survey, launch_wave, schedule_survey
from surveys.models import Invitation, Survey, Wave
from surveys.periodic import run
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant, make_program

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


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


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


@pytest.fixture
def scheduled(organization, survey, by):
    def schedule(trigger, today=TODAY, **options):
        with tenant_scope(organization.id):
            return schedule_survey(survey, trigger=trigger, by=by, today=today, **options)

    return schedule


@pytest.fixture
def match(organization, program, mentees):
    """Ana's match, which began on TODAY."""

    def make(**fields):
        with tenant_scope(organization.id):
            return make_match(
                program=program,
                **{"mentee": mentees[0], "started_on": TODAY, "overridden_by": None, **fields},
            )

    return make


@pytest.fixture
def invited_on(organization):
    """Run once a day and return on which days how many were invited."""

    def days(first: date, last: date) -> dict[date, int]:
        day = first
        while day <= last:
            run(organization.id, now=noon(day))
            day += timedelta(days=1)
        with tenant_scope(organization.id):
            return Counter(at.date() for at in Invitation.objects.values_list("invited_at", flat=True))

    return days


@pytest.fixture
def browse(client, organization, program, administrator):
    """Call a page of the program's surveys by its name."""
    client.force_login(administrator.user)

    def call(name, data=None, *, query="", **arguments):
        address = reverse(f"surveys:{name}", kwargs={"slug": "acme", "program_id": program.pk, **arguments})
        return client.get(address + query) if data is None else client.post(address + query, data)

    return call
