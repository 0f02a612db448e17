"""Apply for a program: begin, answer, submit, withdraw; and what a line manager answers."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.email_address import normalize_email, validate_address
from mentoring.mail.actions import queue_message
from mentoring.mail.recipients import Recipient
from mentoring.people.models import Person, PersonAttributes
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Membership
from mentoring.visible_text import validate_name
from programs.actions.accepting import accept_application
from programs.actions.answer_checks import checked_answer
from programs.application_emails import APPLICATION_LINK, APPLICATION_RECEIVED, MANAGER_REQUEST
from programs.enums import ApplicationState, ManagerAnswer, ParticipantRole, ParticipantState
from programs.locks import lock_program
from programs.models import Application, Intake, Participant, Program
from programs.selectors.applications import missing_keys
from programs.selectors.intake import intake_of, is_open, roles_of
from programs.selectors.profile import questions_of

MOST_MENTEES = 50
UNSENT_KEPT = timedelta(days=180)


def recipient_of(application: Application) -> Recipient:
    person = application.person
    language = (person.language if person else "") or application.language
    return Recipient(application.email, application.name, language, person.time_zone if person else "")


@transaction.atomic
def start_application(
    program: Program,
    *,
    role: str,
    email: str,
    by: Actor,
    at: datetime,
    today: date,
    person: Person | None = None,
    name: str = "",
    language: str = "",
) -> Application:
    """Return the application of this address or person in this role; begin one if there is none.

    Refuses when applications are closed, a role that is not open, and somebody who takes part in it already.
    """
    validate_address(email)
    lock_program(program.pk)  # race: two tabs begin at once
    intake = intake_of(program)
    _require_open(program, intake, today=today)
    if role not in roles_of(intake):
        raise ValidationError(_("People cannot apply in this role."))
    address = normalize_email(email)
    person = person or Person.objects.not_departed(today).filter(email_norm=address).first()
    of_role = Application.objects.current().filter(program=program, role=role)
    known = of_role.filter(email_norm=address).first() or (person and of_role.filter(person=person).first())
    if known:
        return known
    if person:
        refuse_participant(program, person, role)
    application = Application(
        program=program,
        role=role,
        person=person,
        name=person.name if person else name.strip(),
        email=email.strip(),
        email_norm=address,
        language=language,
        capacity=intake.mentor_capacity,
        created_at=at,
    )
    application.full_clean(exclude=["organization"])
    application.save()
    return application


def refuse_participant(program: Program, person: Person, role: str) -> None:
    """Raise ValidationError if the person takes part in this role already."""
    state = ParticipantState.ACCEPTED
    if Participant.objects.filter(program=program, person=person, role=role, state=state).exists():
        raise ValidationError(
            _("You take part as a mentor already.")
            if role == ParticipantRole.MENTOR
            else _("You take part as a mentee already.")
        )


@transaction.atomic
def send_application_link(application: Application, *, by: Actor, at: datetime) -> None:
    """Email the link to an application to its address. Having the link proves access to that mailbox."""
    queue_message(
        APPLICATION_LINK,
        recipient=recipient_of(application),
        about=application,
        dedup_key=f"{APPLICATION_LINK}:{application.pk.hex}:{at.isoformat()}",
        by=by,
        scope_id=application.program_id,
    )


@transaction.atomic
def save_answers(application: Application, *, answers: Mapping[str, Any], by: Actor) -> None:
    """Store answers to questions that are asked, besides those given before. Refuses after it was submitted."""
    locked = _locked(application)
    _require_draft(locked)
    for question in questions_of(locked.program, locked.role):
        if question.key in answers:
            locked.answers[question.key] = checked_answer(question, answers[question.key])
    locked.save(update_fields=["answers"])
    application.answers = locked.answers


@transaction.atomic
def save_details(
    application: Application, *, by: Actor, name: str | None = None, capacity: int | None = None
) -> None:
    """Store the name of a guest, and how many mentees a mentor would take. Refuses after it was submitted."""
    _require_draft(_locked(application))
    if name is not None and application.person_id is None:
        if not name.strip():
            raise ValidationError({"name": _("Enter your name.")})
        validate_name(name)
        application.name = " ".join(name.split())[:200]
    if capacity is not None:
        if not 1 <= capacity <= MOST_MENTEES:
            raise ValidationError({"capacity": _("Enter a number from 1 to 50.")})
        application.capacity = capacity
    application.save(update_fields=["name", "capacity"])


@transaction.atomic
def submit_application(application: Application, *, by: Actor, at: datetime, today: date) -> None:
    """Submit an application and confirm it by email. Refuses when an answer is missing or applications are closed.

    Where the program says so, the line manager is asked, or the application is accepted at once.
    """
    program = lock_program(application.program_id)
    locked = _locked(application)
    if locked.state != ApplicationState.DRAFT:
        raise ValidationError(_("You have applied already."))
    intake = intake_of(program)
    _require_open(program, intake, today=today)
    if not locked.name:
        raise ValidationError(_("Enter your name first."))
    if missing_keys(locked):
        raise ValidationError(_("Some questions are not answered yet."))
    if locked.person:
        refuse_participant(program, locked.person, locked.role)
    application.state, application.submitted_at = ApplicationState.SUBMITTED, at
    application.save(update_fields=["state", "submitted_at"])
    queue_message(
        APPLICATION_RECEIVED,
        recipient=recipient_of(application),
        about=application,
        dedup_key=f"{APPLICATION_RECEIVED}:{application.pk.hex}",
        by=by,
        scope_id=application.program_id,
    )
    is_asked = intake.asks_manager and _ask_manager(application, by=by, at=at, today=today)
    record("programs.submit_application", program, by=by, label=program.name, values={"role": locked.role})
    if not intake.needs_approval and not is_asked:
        accept_application(application, by=by, today=today)


@transaction.atomic
def apply(
    program: Program,
    *,
    membership: Membership,
    role: str,
    answers: Mapping[str, Any],
    by: Actor,
    at: datetime,
    today: date,
    capacity: int | None = None,
    language: str = "",
) -> Application:
    """Begin or continue a member's own application, answer and submit it at once. Refuses as submit_application."""
    person = Person.objects.filter(membership=membership).first()
    application = start_application(
        program,
        role=role,
        email=(person.email if person else "") or membership.user.email,
        name=membership.user.name,
        person=person,
        language=language,
        by=by,
        at=at,
        today=today,
    )
    if application.state != ApplicationState.DRAFT:
        raise ValidationError(_("You have applied already."))
    save_answers(application, answers=answers, by=by)
    save_details(application, capacity=capacity, by=by)
    submit_application(application, by=by, at=at, today=today)
    return application


@transaction.atomic
def withdraw_application(application: Application, *, by: Actor, at: datetime) -> None:
    """Withdraw an application that was not accepted. The same person can apply again."""
    locked = _locked(application)
    if locked.state == ApplicationState.WITHDRAWN:
        raise ValidationError(_("This application was withdrawn already."))
    if locked.state == ApplicationState.ACCEPTED:
        raise ValidationError(
            _("You were accepted. Please ask the program contact to remove you from the program.")
        )
    application.state, application.withdrawn_at = ApplicationState.WITHDRAWN, at
    application.save(update_fields=["state", "withdrawn_at"])
    record("programs.withdraw_application", application.program, by=by, label=application.program.name)


@transaction.atomic
def answer_as_manager(
    application: Application, *, approves: bool, by: Actor, at: datetime, today: date
) -> None:
    """Store a line manager's answer. It can be changed until the program has decided."""
    lock_program(application.program_id)
    locked = _locked(application)
    if locked.state not in (ApplicationState.SUBMITTED, ApplicationState.WAITING):
        raise ValidationError(_("The program has decided on this application already."))
    application.manager_answer = ManagerAnswer.APPROVED if approves else ManagerAnswer.DECLINED
    application.manager_answered_at = at
    application.save(update_fields=["manager_answer", "manager_answered_at"])
    record("programs.answer_as_manager", application.program, by=by, label=application.program.name)
    if approves and not intake_of(application.program).needs_approval:
        accept_application(application, by=by, today=today)


def purge_unsent_applications(*, now: datetime) -> int:
    """Delete applications that were begun half a year ago and never sent; return how many."""
    unsent = Application.objects.filter(state=ApplicationState.DRAFT, created_at__lt=now - UNSENT_KEPT)
    return unsent.delete()[0]


def _ask_manager(application: Application, *, by: Actor, at: datetime, today: date) -> bool:
    """Ask the line manager of the directory by email; return whether there is one who can be asked."""
    rows = PersonAttributes.objects.as_of(today).filter(person=application.person_id)
    row = rows.select_related("manager").first() if application.person_id else None
    manager = row.manager if row else None
    if manager is None or not manager.email or manager.has_left(today):
        return False
    application.manager, application.manager_answer = manager, ManagerAnswer.ASKED
    application.manager_asked_at = at
    application.save(update_fields=["manager", "manager_answer", "manager_asked_at"])
    queue_message(
        MANAGER_REQUEST,
        recipient=Recipient(manager.email, manager.name, manager.language, manager.time_zone),
        about=application,
        dedup_key=f"{MANAGER_REQUEST}:{application.pk.hex}",
        by=by,
        scope_id=application.program_id,
    )
    return True


def _locked(application: Application) -> Application:
    """Lock the row and return it as it is now. Race: two tabs save at once."""
    found = Application.objects.select_for_update(of=("self",)).select_related("program", "person")
    return found.get(pk=application.pk)


def _require_draft(application: Application) -> None:
    if application.state != ApplicationState.DRAFT:
        raise ValidationError(_("You have applied already. The answers can no longer be changed."))


def _require_open(program: Program, intake: Intake, *, today: date) -> None:
    if not is_open(program, intake, today=today):
        raise ValidationError(_("Applications are closed."))
