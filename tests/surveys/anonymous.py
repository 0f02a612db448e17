"""An anonymous survey of a program with twelve mentees."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from mentoring.tenancy.scope import tenant_scope
from programs.models import Participant, Program
from surveys.actions import (
    calculate_results,
    close_wave,
    create_survey,
    launch_wave,
    submit_anonymous_answers,
)
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


def close_anonymous(
    answered: dict[str, int], silent: dict[str, int], *, organization, program: Program, by, **fields
) -> Wave:
    """Close an anonymous wave: so many of each department answered, and so many did not."""
    with tenant_scope(organization.id):
        mark = fields.get("name", "Half-time")
        role = fields.get("role", "mentee")
        for department in [*answered, *(name for name in silent if name not in answered)]:
            for n in range(answered.get(department, 0) + silent.get(department, 0)):
                person = make_person(
                    first_name=f"Zoe{n}", last_name="Quill",
                    email=f"{mark}.{department}.{n}@acme.example".replace(" ", "").lower(),
                )  # fmt: skip
                make_attributes(person=person, department=department, valid_from=date(2020, 1, 1))
                make_participant(program=program, role=role, person=person)
        survey = make_anonymous_survey(program, by, **fields)
        wave = launch_wave(survey, organization=organization, by=by, now=NOON)
        left = dict(answered)
        invitations = [
            each for each in invitations_of(wave) if mark.replace(" ", "").lower() in each.person.email
        ]
        for number, each in enumerate(invitations):
            department = each.person.email.split(".")[1]
            name = next(name for name in [*answered, *silent] if name.lower() == department)
            if left.get(name, 0):
                left[name] -= 1
                submit_anonymous_answers(
                    each,
                    {
                        "meetings_happen": AnswerValue(number=Decimal(1 + number % 5)),
                        "recommend": AnswerValue(number=Decimal(number % 11)),
                        "keep": AnswerValue(text=f"Comment {number} on {mark}: Zoe1 Quill, z@acme.example"),
                    },
                    now=NOON + timedelta(hours=1),
                )
        close_wave(wave, by=by, now=CLOSED_AT)
        calculate_results(Wave.objects.get(pk=wave.pk), organization=organization, now=CLOSED_AT)
        return Wave.objects.get(pk=wave.pk)
