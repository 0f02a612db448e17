"""Every write of reports."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.tasks import enqueue
from programs.models import Program
from reports.enums import LeaveKind, OutcomeState
from reports.models import OutcomePlan, OutcomeRun
from reports.outcomes.method_version import code_version
from reports.outcomes.people_export import named_people_csv, unnamed_people_csv

KEPT_RUNS = 5


@transaction.atomic
def decide_leave_kind(program: Program, *, leave_kind: str, by: Actor) -> OutcomePlan:
    """Fix which ways of leaving count in this program. Refused once anything was worked out, and a second time."""
    if OutcomeRun.objects.filter(program=program).exists():
        raise ValidationError(
            _("Results have already been calculated. The definition of leaving can no longer be changed."),
            code="decided",
        )
    plan = OutcomePlan(program=program, leave_kind=leave_kind)
    plan.full_clean(exclude=["organization"])
    plan.save()
    record("reports.decide_leave_kind", program, by=by, label=program.name, values={"leave_kind": leave_kind})
    return plan


@transaction.atomic
def request_outcomes(program: Program, *, by: Actor, now: datetime) -> OutcomeRun:
    """Have the outcomes worked out in the background; whoever asks while one is waiting waits for that one."""
    plan = OutcomePlan.objects.filter(program=program).first()
    run = OutcomeRun(program=program, requested_at=now, leave_kind=plan.leave_kind if plan else LeaveKind.ALL)
    # Somebody may have asked a moment ago. Wake the worker all the same: its first task may be lost with the broker.
    OutcomeRun.objects.bulk_create([run], ignore_conflicts=True)
    waiting = OutcomeRun.objects.get(program=program, state=OutcomeState.WAITING)
    if waiting.pk == run.pk:
        record("reports.request_outcomes", program, by=by, label=program.name)
    enqueue("reports.work_out", waiting.pk)
    return waiting


@transaction.atomic
def keep_outcomes(run: OutcomeRun, found: dict[str, Any], *, known_until: Any, now: datetime) -> None:
    """Store what was worked out, and let older runs go: the page shows the newest, history is the snapshots' affair."""
    run.figures, run.breakdowns = found["figures"], found["breakdowns"]
    run.known_until, run.code_version = known_until, code_version()
    run.state, run.finished_at = OutcomeState.DONE, now
    run.save()
    kept = (
        OutcomeRun.objects.filter(program=run.program_id)
        .newest_first()
        .values_list("pk", flat=True)[:KEPT_RUNS]
    )
    OutcomeRun.objects.filter(program=run.program_id).exclude(pk__in=list(kept)).delete()


def fail_outcomes(run: OutcomeRun, *, now: datetime) -> None:
    """Say on the run that it failed; the newest good one stays on the page."""
    run.state, run.finished_at = OutcomeState.FAILED, now
    run.save(update_fields=["state", "finished_at"])


@transaction.atomic
def export_people(run: OutcomeRun, *, by: Actor, by_name: bool) -> str:
    """Return the people behind a run's figures as CSV, and write down that they were taken."""
    record("reports.export_people", run.program, by=by, label=run.program.name, values={"by_name": by_name})
    return named_people_csv(run) if by_name else unnamed_people_csv(run)
