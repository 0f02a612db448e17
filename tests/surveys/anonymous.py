"""An anonymous survey of a program with twelve mentees."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from mentoring.tenancy.scope import tenant_scope
from programs.models import Participant, Program
from surveys.actions import create_survey, launch_wave, submit_anonymous_answers
from surveys.answer_values import AnswerValue
from surveys.models import Invitation, Survey, Wave
from tests.factories.people import make_attributes, make_person
from tests.factories.programs import make_participant
from tests.surveys.conftest import NOON, QUESTIONS

CLOSED_AT = datetime(2026, 11, 18, 9, tzinfo=UTC)


def make_mentees(program: Program, number: int = 12, **attributes) -> list[Participant]:
    """Make so many mentees; the first six are of Sales, the others of IT."""
    made = []
    for n in range(number):
        person = make_person(first_name=f"Person{n}", last_name=f"Number{n}", email=f"person{n}@acme.example")
        values = {"department": "Sales" if n < 6 else "IT", "level": "4", **attributes}
        make_attributes(person=person, valid_from=date(2020, 1, 1), **values)
        made.append(make_participant(program=program, role="mentee", person=person))
    return made


def make_anonymous_survey(program: Program, by, **fields) -> Survey:
    return create_survey(
        program,
        by=by,
        **{
            "name": "Half-time",
            "kind": "half_time",
            "role": "mentee",
            "mode": "anonymous",
            "segments": ["department"],
            "languages": ["en", "de"],
            "title": {"en": "Half-time: how is it going?", "de": "Halbzeit: Wie läuft es?"},
            "questions": QUESTIONS,
            **fields,
        },
    )


def open_anonymous(organization, program, by, number: int = 12, **fields) -> Wave:
    """Open an anonymous wave for so many mentees at noon of TODAY."""
    with tenant_scope(organization.id):
        make_mentees(program, number)
        return launch_wave(
            make_anonymous_survey(program, by, **fields), organization=organization, by=by, now=NOON
        )


def invitations_of(wave: Wave) -> list[Invitation]:
    return list(
        Invitation.objects.filter(wave=wave)
        .select_related("person", "wave__version", "wave__survey__program")
        .order_by("person__email")
    )


def answer(invitation: Invitation, number: int, *, text: str = "", now: datetime | None = None) -> None:
    answers = {"meetings_happen": AnswerValue(number=Decimal(number % 5 + 1))}
    if text:
        answers["keep"] = AnswerValue(text=text)
    submit_anonymous_answers(invitation, answers, now=now or NOON + timedelta(hours=number + 1))
