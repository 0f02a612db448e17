"""Decide about applications: accept, put on the waiting list, decline, with undo within two minutes."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.mail.actions import BulkItem, cancel_messages, queue_bulk
from mentoring.mail.enums import MessageState
from mentoring.mail.models import OutboxMessage
from mentoring.mail.recipients import ReplyTo
from mentoring.tenancy.actor import Actor
from programs.actions.accepting import accept_application, remove_accepted
from programs.actions.applying import recipient_of
from programs.announcement_text import refuse_unknown_placeholders
from programs.application_emails import APPLICATION_DECISION, PLACEHOLDERS
from programs.enums import ApplicationDecision, ApplicationState, ManagerAnswer
from programs.locks import lock_program
from programs.models import Application, DecisionBatch, Program

MOST_AT_ONCE = 200
STATES = {
    ApplicationDecision.ACCEPT: ApplicationState.ACCEPTED,
    ApplicationDecision.WAIT: ApplicationState.WAITING,
    ApplicationDecision.DECLINE: ApplicationState.DECLINED,
}
# From which states each can be decided.
FROM = {
    ApplicationDecision.ACCEPT: (
        ApplicationState.SUBMITTED,
        ApplicationState.WAITING,
        ApplicationState.DECLINED,
    ),
    ApplicationDecision.WAIT: (ApplicationState.SUBMITTED, ApplicationState.DECLINED),
    ApplicationDecision.DECLINE: (ApplicationState.SUBMITTED, ApplicationState.WAITING),
}


@transaction.atomic
def decide_applications(
    program: Program,
    *,
    ids: Collection[UUID],
    decision: str,
    subject: str,
    body: str,
    reply_to: ReplyTo | None,
    by: Actor,
    at: datetime,
    today: date,
) -> DecisionBatch:
    """Decide about the applications for which the decision is possible, and email each applicant after two minutes.

    Accepting makes participants. Refuses when none is left, and an acceptance against or without the answer of a
    line manager who was asked.
    """
    lock_program(program.pk)
    choice = ApplicationDecision(decision)
    refuse_unknown_placeholders(subject, body, known=PLACEHOLDERS)
    if len(ids) > MOST_AT_ONCE:
        raise ValidationError(_("At most %(number)s applications at a time.") % {"number": MOST_AT_ONCE})
    # Locked in primary-key order. Race: one of them is withdrawn at the same time.
    found = Application.objects.filter(program=program, pk__in=ids, state__in=FROM[choice])
    applications = list(found.select_related("person").order_by("id").select_for_update(of=("self",)))
    if not applications:
        raise ValidationError(_("This decision is no longer possible for any of these applications."))
    batch = DecisionBatch(
        program=program,
        decision=choice,
        subject=subject.strip(),
        body=body.strip(),
        decided_by=by.membership,
        decided_at=at,
    )
    batch.full_clean(exclude=["organization"])
    batch.save()
    for application in applications:
        application.program = program
        if choice == ApplicationDecision.ACCEPT:
            _refuse_without_manager(application)
            accept_application(application, by=by, today=today)
        else:
            application.state_before, application.state = application.state, STATES[choice]
        application.decision = batch
    Application.objects.bulk_update(applications, ["state", "state_before", "decision"])
    items = [
        BulkItem(
            recipient_of(it),
            f"{APPLICATION_DECISION}:{batch.pk.hex}:{it.pk.hex}",
            about=it,
            reply_to=reply_to,
            scope_id=it.program_id,
        )
        for it in applications
    ]
    batch.batch_id = queue_bulk(APPLICATION_DECISION, items, by=by).id
    batch.save(update_fields=["batch_id"])
    values = {"count": len(applications), "decision": choice.value}
    record("programs.decide_applications", program, by=by, label=program.name, values=values)
    return batch


@transaction.atomic
def undo_decision(batch: DecisionBatch, *, by: Actor, at: datetime) -> int:
    """Undo a decision whose emails have not been sent; return the number of applications. Refuses when they have.

    Participants who were made are removed; guests stay in the directory.
    """
    lock_program(batch.program_id)
    of_batch = OutboxMessage.objects.filter(batch_id=batch.batch_id)
    sent = of_batch.exclude(state__in=[MessageState.WAITING, MessageState.SUPPRESSED])
    if batch.batch_id is None or batch.cancelled_at or sent.exists():
        raise ValidationError(_("These emails have gone out already."))
    cancel_messages(by=by, batch_id=batch.batch_id, at=at)
    applications = list(
        Application.objects.filter(decision=batch).order_by("id").select_for_update(of=("self",))
    )
    for application in applications:
        remove_accepted(application)
        application.state, application.state_before, application.decision = application.state_before, "", None
    Application.objects.bulk_update(applications, ["state", "state_before", "decision"])
    batch.cancelled_at = at
    batch.save(update_fields=["cancelled_at"])
    count = len(applications)
    program = batch.program
    record("programs.undo_decision", program, by=by, label=program.name, values={"count": count})
    return count


def _refuse_without_manager(application: Application) -> None:
    if application.manager_answer == ManagerAnswer.DECLINED:
        raise ValidationError(
            _("The line manager of %(name)s has declined the hours.") % {"name": str(application)}
        )
    if application.manager_answer == ManagerAnswer.ASKED:
        raise ValidationError(
            _("The line manager of %(name)s has not answered yet.") % {"name": str(application)}
        )
