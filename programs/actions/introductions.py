"""Introduce the people of approved matches by email: send, schedule, cancel."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.mail.actions import UNDO_WINDOW, BulkItem, cancel_messages, queue_bulk
from mentoring.mail.enums import MessageState
from mentoring.mail.models import OutboxMessage
from mentoring.members.actions.directory_invites import invite_with_other_email
from mentoring.members.actions.invites import withdraw_with_other_email
from mentoring.tenancy.actor import Actor
from programs.enums import MatchState, ProgramState
from programs.health.evaluate import evaluate_program
from programs.introduction_emails import INTRODUCTION, introduction_key
from programs.locks import lock_program
from programs.models import Introduction, Match, Program
from programs.selectors.announcements import program_contact
from programs.selectors.drafts import Draft, assess
from programs.selectors.introductions import introduced_people, invited_with_introduction

TAKEN_BACK = (MessageState.CANCELLED, MessageState.SUPPRESSED)


@transaction.atomic
def send_introductions(
    program: Program,
    *,
    match_ids: Collection[UUID],
    by: Actor,
    at: datetime,
    today: date,
    planned_for: datetime | None = None,
) -> Introduction:
    """Introduce mentor and mentee of each approved match by email, after two minutes or at a later time.

    The matches become active now, or at that time. Refuses drafts that are not approved, are scheduled already or
    break a rule, and a program that has not been launched.
    """
    program = _locked(program)
    if planned_for is not None and planned_for <= at:
        raise ValidationError({"day": _("Choose a day after today.")})
    approved = Match.objects.filter(program=program, pk__in=match_ids, state=MatchState.APPROVED)
    drafts = assess(
        program, list(approved.filter(introduction=None).with_people().order_by("id")), today=today
    )
    if not drafts:
        raise ValidationError(_("Choose at least one approved match."))
    broken = [it for it in drafts if it.broken]
    if broken:
        raise ValidationError([f"{it.match}: {it.broken.label}." for it in broken if it.broken])
    introduction = Introduction(program=program, planned_for=planned_for, made_by=by.membership)
    introduction.full_clean(exclude=["organization"])
    introduction.save()
    Match.objects.filter(pk__in=[it.match.pk for it in drafts]).update(introduction=introduction)
    values: dict[str, object] = {"count": len(drafts)}
    if planned_for is None:
        _introduce(introduction, drafts, by=by, at=at, today=today, can_be_undone=True)
    else:
        values["on"] = planned_for.isoformat()
    action = "programs.schedule_introductions" if planned_for else "programs.send_introductions"
    record(action, program, by=by, label=program.name, values=values)
    return introduction


@transaction.atomic
def send_due_introduction(introduction: Introduction, *, by: Actor, at: datetime, today: date) -> int:
    """Send a scheduled introduction whose time has come; return the number of matches. A second call does nothing.

    A match that breaks a rule at that time stays approved and remains on the page.
    """
    program = _locked(introduction.program)
    found = Introduction.objects.select_for_update().get(pk=introduction.pk)
    if found.sent_at or found.cancelled_at or found.planned_for is None or found.planned_for > at:
        return 0
    found.program = program
    matches = Match.objects.filter(introduction=found, state=MatchState.APPROVED).with_people()
    drafts = assess(program, list(matches.order_by("id")), today=today)
    for draft in drafts:
        if draft.broken:
            draft.match.introduction = None
            draft.match.save(update_fields=["introduction"])
    ready = [it for it in drafts if not it.broken]
    _introduce(found, ready, by=by, at=at, today=today, can_be_undone=False)
    values = {"count": len(ready)}
    record("programs.send_introductions", program, by=by, label=program.name, values=values)
    return len(ready)


@transaction.atomic
def cancel_introduction(introduction: Introduction, *, by: Actor, at: datetime, today: date) -> int:
    """Cancel introductions, scheduled ones or within two minutes of sending; return the number of matches.

    The matches are approved drafts again. Refuses when an email has gone out.
    """
    program = lock_program(introduction.program_id)
    introduction = Introduction.objects.select_for_update().get(pk=introduction.pk)
    if introduction.cancelled_at:
        raise ValidationError(_("These introductions have been canceled already."))
    if introduction.sent_at:
        if introduction.sent_at + UNDO_WINDOW < at:
            raise ValidationError(_("These introductions have been sent already."))
        if introduction.batch_id:
            cancel_messages(by=by, batch_id=introduction.batch_id, at=at)
            withdraw_with_other_email(introduction.batch_id, by=by, at=at)
            sent = OutboxMessage.objects.filter(batch_id=introduction.batch_id).exclude(state__in=TAKEN_BACK)
            if sent.exists():
                raise ValidationError(_("Some of these emails have gone out already."))
    introduction.cancelled_at = at
    introduction.save(update_fields=["cancelled_at"])
    count = Match.objects.filter(
        introduction=introduction, state__in=[MatchState.ACTIVE, MatchState.APPROVED]
    ).update(state=MatchState.APPROVED, introduction=None)
    record("programs.cancel_introductions", program, by=by, label=program.name, values={"count": count})
    return count


def _introduce(
    introduction: Introduction,
    drafts: Sequence[Draft],
    *,
    by: Actor,
    at: datetime,
    today: date,
    can_be_undone: bool,
) -> None:
    """Make the matches active and queue one email to each person with an address, with an invitation if needed."""
    program, ids = introduction.program, [it.match.pk for it in drafts]
    Match.objects.filter(pk__in=ids).update(state=MatchState.ACTIVE, started_on=today)
    if ids:
        evaluate_program(program, today=today, match_ids=ids)
    people = [it for it in introduced_people(drafts) if it.recipient.email]
    contact = program_contact(program)
    items = [
        BulkItem(
            it.recipient,
            introduction_key(introduction, it),
            about=introduction,
            due_at=None if can_be_undone else at,
            reply_to=contact,
            scope_id=program.pk,
        )
        for it in people
    ]
    if items:
        introduction.batch_id = queue_bulk(INTRODUCTION, items, by=by).id
        _invite(introduction, [it.participant.person_id for it in people], by=by, at=at, today=today)
    introduction.sent_at, introduction.recipients = at, len(items)
    introduction.save(update_fields=["batch_id", "sent_at", "recipients"])


def _invite(
    introduction: Introduction, person_ids: Collection[UUID], *, by: Actor, at: datetime, today: date
) -> None:
    """Invite those who have no account, so that the link in the introduction leads them to their match."""
    made_by = introduction.made_by
    invitees = invited_with_introduction(introduction.program, person_ids, at=at, today=today)
    recipients = [it.recipient for it in invitees]
    if recipients and introduction.batch_id:
        inviter = Actor.member(made_by) if made_by else by
        invite_with_other_email(recipients, batch_id=introduction.batch_id, by=inviter, at=at)


def _locked(program: Program) -> Program:
    """Lock the program, and refuse one that does not run."""
    organization = program.organization
    program = lock_program(program.pk)
    program.organization = organization
    if program.state != ProgramState.RUNNING:
        raise ValidationError(
            _("This program is closed.")
            if program.state == ProgramState.CLOSED
            else _("Launch the program before you introduce people.")
        )
    return program
