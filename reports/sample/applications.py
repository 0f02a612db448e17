"""A program of the made-up organization that takes applications, with some to decide."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from mentoring.people.models import Person, PersonAttributes
from mentoring.tenancy.actor import Actor
from programs.actions.accepting import accept_application
from programs.actions.applying import save_answers, start_application
from programs.actions.intake import open_applications, update_intake
from programs.actions.programs import create_program
from programs.enums import ApplicationState, MeetingInterval, ParticipantRole, ProgramState
from programs.models import Application, Program

MENTORS, MENTEES = 7, 11
WHY = (
    "I will take over the shift planning team in spring and have never led people.",
    "I want to move from analysis to product and know nobody there.",
    "I speak in front of customers for the first time this year.",
    "After two years in my role I want to find out what comes next.",
)
WANTED = (
    ["Leading a team for the first time", "Giving feedback"],
    ["Planning my next role"],
    ["Speaking in front of groups", "Negotiation"],
    ["Leading without authority", "Managing projects"],
)
OFFERED = (
    ["Leading a team for the first time", "Delegation"],
    ["Negotiation", "Budgets and business cases"],
    ["Managing projects", "Strategy"],
)


def add_applications(*, today: date) -> Program:
    """Open a third program for applications: some are accepted, most are to decide. Sends nothing."""
    by = Actor.system("sample")
    starts_on = today + timedelta(days=45)
    program = create_program(
        name="Rising Leaders, cohort 3",
        purpose="Six months with an experienced leader from another part of the organization.",
        starts_on=starts_on,
        ends_on=starts_on + timedelta(weeks=26),
        meeting_interval_days=MeetingInterval.BIWEEKLY,
        state=ProgramState.DRAFT,
        template="leadership",
        by=by,
    )
    levels = sorted({level for level in _attributes(today).values_list("level", flat=True) if level})
    update_intake(
        program,
        values={
            "apply_until": today + timedelta(days=7),
            "takes_guests": True,
            "mentor_capacity": 2,
            "eligibility": {"mentee": {"level": levels[1:4]}, "mentor": {"level": levels[3:]}},
            "whom_for": "For people who are about to lead a team or have just begun to.",
        },
        by=by,
    )
    open_applications(program, by=by)
    applications = _apply(program, levels, today=today, by=by)
    for application in applications[::4]:
        accept_application(application, by=by, today=today)
    return program


def _attributes(today: date) -> Any:
    return PersonAttributes.objects.as_of(today)


def _apply(program: Program, levels: list[str], *, today: date, by: Actor) -> list[Application]:
    free = Person.objects.not_departed(today).filter(
        participations=None, membership=None, email_norm__isnull=False
    )
    found = list(free.with_attributes(today).order_by("employee_id")[:600])
    senior = [person for person in found if person.level in levels[3:]][:MENTORS]
    junior = [person for person in found if person.level in levels[:4] and person not in senior][:MENTEES]
    made = [
        _application(program, person, role, number, today=today, by=by)
        for role, people in ((ParticipantRole.MENTOR, senior), (ParticipantRole.MENTEE, junior))
        for number, person in enumerate(people)
    ]
    made.append(_application(program, None, ParticipantRole.MENTEE, 2, today=today, by=by))
    return made


def _application(
    program: Program, person: Person | None, role: str, number: int, *, today: date, by: Actor
) -> Application:
    at = datetime.combine(today - timedelta(days=9 - number % 9), time(9, 5 * number % 60), UTC)
    application = start_application(
        program,
        role=role,
        email=person.email if person else "noor.guest@example.com",
        name="" if person else "Noor Haddad",
        person=person,
        language="en",
        by=by,
        at=at,
        today=today,
    )
    save_answers(application, answers=_answers(role, number), by=by)
    # Not by submit_application, which confirms by email.
    application.state, application.submitted_at = ApplicationState.SUBMITTED, at
    application.save(update_fields=["state", "submitted_at"])
    return application


def _answers(role: str, number: int) -> dict[str, Any]:
    shared = {"when": ["Mornings", "Afternoons"][: 1 + number % 2], "how": "Either is fine"}
    if role == ParticipantRole.MENTOR:
        topics = OFFERED[number % len(OFFERED)]
        return {**shared, "topics-offered": topics, "experience": "Twelve years in three departments."}
    words, topics = WHY[number % len(WHY)], WANTED[number % len(WANTED)]
    return {**shared, "topics-wanted": topics, "why": words, "leading": 1 + number % 3}
