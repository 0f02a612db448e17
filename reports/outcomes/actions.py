"""Actions on the outcomes of a program."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.tasks import enqueue
from programs.models import Program
from reports.enums import ComparedWith, ExportState, OutcomeState
from reports.models import KEEP_EXPORTS_FOR, OutcomePlan, OutcomeRun, PeopleExport
from reports.notice.selectors import outcomes_are_on
from reports.outcomes.method_version import METHOD_VERSION

KEPT_RUNS = 5


@transaction.atomic
def decide_outcome_plan(
    program: Program,
    *,
    leave_kind: str,
    by: Actor,
    primary_months: int = 12,
    is_random: bool = False,
    compares_with: str = ComparedWith.COLLEAGUES,
) -> OutcomePlan:
    """Fix which exits count, the primary period, who is compared and whether places were assigned at random.

    Can be changed until the first calculation begins, and is refused from then on.
    """
    if OutcomeRun.objects.filter(program=program).exclude(state=OutcomeState.WAITING).exists():
        raise ValidationError(
            _("Results have already been calculated. These choices can no longer be changed."),
            code="decided",
        )
    plan = OutcomePlan.objects.filter(program=program).first() or OutcomePlan(program=program)
    plan.leave_kind, plan.primary_months, plan.is_random = leave_kind, primary_months, is_random
    plan.compares_with = compares_with
    plan.full_clean(exclude=["organization"], validate_unique=False, validate_constraints=False)
    plan.save()
    values = {
        "leave_kind": leave_kind,
        "primary_months": primary_months,
        "is_random": is_random,
        "compares_with": compares_with,
    }
    # A run that has not begun takes over the new choices.
    OutcomeRun.objects.filter(program=program, state=OutcomeState.WAITING).update(**values)
    record("reports.decide_outcome_plan", program, by=by, label=program.name, values=values)
    return plan


@transaction.atomic
def request_outcomes(program: Program, *, by: Actor, now: datetime) -> OutcomeRun:
    """Request a calculation in the background, or return the one that is waiting already.

    One that has begun has read its data, so it does not answer this request: a second run waits behind it. Refused
    while outcomes are switched off, and before somebody has decided what counts (`decide_outcome_plan`).
    """
    if not outcomes_are_on():
        raise ValidationError(
            _(
                "Outcomes are switched off. An administrator can switch them on once the notice has been given."
            ),
            code="switched_off",
        )
    plan = OutcomePlan.objects.filter(program=program).first()
    if plan is None:
        raise ValidationError(
            _("Before the first calculation, decide who counts as having left."), code="undecided"
        )
    run = OutcomeRun(
        program=program,
        requested_at=now,
        leave_kind=plan.leave_kind,
        primary_months=plan.primary_months,
        is_random=plan.is_random,
        compares_with=plan.compares_with,
    )
    # Two requests may race for the same row. Enqueue all the same: the first task may have been lost with the broker.
    OutcomeRun.objects.bulk_create([run], ignore_conflicts=True)
    waiting = OutcomeRun.objects.get(program=program, state=OutcomeState.WAITING)
    if waiting.pk == run.pk:
        record("reports.request_outcomes", program, by=by, label=program.name)
    enqueue("reports.calculate_outcomes", waiting.pk)
    return waiting


def begin_outcomes(run_id: str, *, now: datetime) -> OutcomeRun | None:
    """Mark a run as begun before its data is read, and return it; None where it is finished.

    A run that has begun may be taken again: its worker was killed, and the broker delivered the task once more.
    """
    OutcomeRun.objects.filter(pk=run_id, state=OutcomeState.WAITING).update(
        state=OutcomeState.RUNNING, started_at=now
    )
    return (
        OutcomeRun.objects.select_related("program__organization")
        .filter(pk=run_id, state=OutcomeState.RUNNING)
        .first()
    )


@transaction.atomic
def store_outcomes(run: OutcomeRun, found: dict[str, Any], *, known_until: Any, now: datetime) -> None:
    """Store the results of a run and delete runs beyond the newest five."""
    run.figures, run.breakdowns = found["figures"], found["breakdowns"]
    run.known_until, run.method_version = known_until, METHOD_VERSION
    run.state, run.finished_at = OutcomeState.DONE, now
    run.save()
    kept = (
        OutcomeRun.objects.filter(program=run.program_id)
        .newest_first()
        .values_list("pk", flat=True)[:KEPT_RUNS]
    )
    OutcomeRun.objects.filter(program=run.program_id).exclude(pk__in=list(kept)).delete()


def fail_outcomes(run: OutcomeRun, *, now: datetime) -> None:
    """Mark the run as failed; the page keeps showing the newest results."""
    run.state, run.finished_at = OutcomeState.FAILED, now
    run.save(update_fields=["state", "finished_at"])


@transaction.atomic
def request_people_export(run: OutcomeRun, *, by: Actor, now: datetime) -> PeopleExport:
    """Request the export of the people included in a run, or return the one that is being prepared already."""
    export = PeopleExport(run=run, requested_by=by.membership, requested_at=now)
    PeopleExport.objects.bulk_create([export], ignore_conflicts=True)
    preparing = PeopleExport.objects.get(run=run, state=ExportState.PREPARING)
    if preparing.pk == export.pk:
        record("reports.export_people", run.program, by=by, label=run.program.name)
    enqueue("reports.export_people", preparing.pk)
    return preparing


def finish_people_export(export: PeopleExport, content: str | None, *, now: datetime) -> None:
    """Store the file, or mark the export as failed where there is none. Does nothing once it is finished or deleted."""
    PeopleExport.objects.filter(pk=export.pk, state=ExportState.PREPARING).update(
        state=ExportState.FAILED if content is None else ExportState.READY,
        content=None if content is None else content.encode(),
        finished_at=now,
    )


@transaction.atomic
def download_people_export(export: PeopleExport, *, by: Actor) -> bytes:
    """Return the file of a finished export and record the download."""
    assert export.content is not None, "only a finished export can be downloaded"
    program = export.run.program
    record("reports.download_people_export", program, by=by, label=program.name)
    return bytes(export.content)


def delete_old_people_exports(*, now: datetime) -> int:
    """Delete exports that were requested more than a day ago, and return how many."""
    return PeopleExport.objects.filter(requested_at__lte=now - KEEP_EXPORTS_FOR).delete()[0]
