"""Invite the participants of a program to have an account, and remind those who have not joined yet."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.members.actions.directory_invites import (
    InviteBatch,
    invite_from_directory,
    remind_from_directory,
    undo_invites,
    undo_reminders,
)
from mentoring.tenancy.actor import Actor
from programs.emails import INVITATION, INVITATION_REMINDER
from programs.models import Program
from programs.selectors.accounts import invitation_plan, reminder_plan


@transaction.atomic
def invite_participants(
    program: Program, *, by: Actor, at: datetime, today: date, person_ids: Collection[UUID] | None = None
) -> InviteBatch:
    """Invite the accepted participants who have neither an account here nor an invitation, or those of them given.

    The emails go out after two minutes. Refuses when nobody can be invited.
    """
    _refuse_test_run(program)
    plan = invitation_plan(program, at=at, today=today, person_ids=person_ids)
    batch = invite_from_directory(
        [it.recipient for it in plan.included], kind=INVITATION, scope_id=program.pk, by=by, at=at
    )
    values = {"count": batch.count, "batch": str(batch.id)}
    record("programs.invite_participants", program, by=by, label=program.name, values=values)
    return batch


@transaction.atomic
def remind_participants(
    program: Program, *, by: Actor, at: datetime, today: date, person_ids: Collection[UUID] | None = None
) -> InviteBatch:
    """Remind the participants who were invited and have not joined, at most once in 7 days. As invite_participants."""
    _refuse_test_run(program)
    plan = reminder_plan(program, at=at, today=today, person_ids=person_ids)
    recipients = {it.invite_id: it.recipient for it in plan.included if it.invite_id}
    batch = remind_from_directory(recipients, kind=INVITATION_REMINDER, scope_id=program.pk, by=by, at=at)
    values = {"count": batch.count, "batch": str(batch.id)}
    record("programs.remind_participants", program, by=by, label=program.name, values=values)
    return batch


@transaction.atomic
def undo_invitations(program: Program, batch_id: UUID, *, is_reminder: bool, by: Actor, at: datetime) -> int:
    """Take back invitations or reminders that have not gone out; return their number. Refuses when they have."""
    undo = undo_reminders if is_reminder else undo_invites
    count = undo(batch_id, by=by, at=at)
    values = {"count": count, "batch": str(batch_id)}
    record("programs.undo_invitations", program, by=by, label=program.name, values=values)
    return count


def _refuse_test_run(program: Program) -> None:
    # An invitation would stay when the test run is deleted, and nobody could be invited to the real program.
    if program.is_test_run:
        raise ValidationError(_("Nobody is invited in a test run."))
