"""Invite a segment of the directory to apply, with undo within two minutes."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.mail.actions import Batch, BulkItem, cancel_messages, queue_bulk
from mentoring.mail.enums import MessageState
from mentoring.mail.models import OutboxMessage
from mentoring.people.models import Person
from mentoring.tenancy.actor import Actor
from programs.application_emails import APPLICATION_INVITATION
from programs.enums import ApplicationState
from programs.locks import lock_program
from programs.models import Application, Program
from programs.selectors.application_invites import recipient_of_person
from programs.selectors.intake import intake_of, is_open, roles_of

BATCH_SIZE = 500


@transaction.atomic
def invite_to_apply(
    program: Program, *, people: Sequence[Person], role: str, by: Actor, at: datetime, today: date
) -> Batch:
    """Begin an application for each of these people and email them its link after two minutes.

    Refuses when nobody is left, a role that is not open, and a program that is not open. The number of queries does
    not depend on the number of people.
    """
    lock_program(program.pk)
    intake = intake_of(program)
    if not is_open(program, intake, today=today):
        raise ValidationError(_("Open applications first."))
    if role not in roles_of(intake):
        raise ValidationError(_("People cannot apply in this role."))
    known = Application.objects.current().filter(program=program, role=role, person__in=people)
    known_ids = set(known.values_list("person_id", flat=True))
    wanted = [person for person in people if person.pk not in known_ids]
    if not wanted:
        raise ValidationError(_("Nobody is left to invite."))
    applications = [
        Application(
            program=program,
            role=role,
            person=person,
            name=person.name,
            email=person.email,
            email_norm=person.email_norm,
            language=person.language,
            capacity=intake.mentor_capacity,
            created_at=at,
            invited_at=at,
        )
        for person in wanted
    ]
    Application.objects.bulk_create(applications, batch_size=BATCH_SIZE)
    items = [
        BulkItem(
            recipient_of_person(person),
            f"{APPLICATION_INVITATION}:{application.pk.hex}",
            about=application,
            scope_id=program.pk,
        )
        for person, application in zip(wanted, applications, strict=True)
    ]
    batch = queue_bulk(APPLICATION_INVITATION, items, by=by)
    ids = [application.pk for application in applications]
    Application.objects.filter(pk__in=ids).update(invitation_batch_id=batch.id)
    values = {"count": len(wanted), "batch": str(batch.id)}
    record("programs.invite_to_apply", program, by=by, label=program.name, values=values)
    return batch


@transaction.atomic
def undo_invite_to_apply(program: Program, batch_id: UUID, *, by: Actor, at: datetime) -> int:
    """Cancel invitations to apply that have not been sent; return their number. Refuses when they have."""
    lock_program(program.pk)
    waiting = OutboxMessage.objects.filter(batch_id=batch_id, state=MessageState.WAITING)
    if not waiting.exists():
        raise ValidationError(_("These emails have gone out already."))
    ids = list(waiting.values_list("about_id", flat=True))
    count = cancel_messages(by=by, batch_id=batch_id, at=at)
    begun = Application.objects.filter(program=program, pk__in=ids, invitation_batch_id=batch_id)
    begun.filter(state=ApplicationState.DRAFT, answers={}).delete()
    record("programs.undo_invite_to_apply", program, by=by, label=program.name, values={"count": count})
    return count
