"""The job that works outcomes out: minutes of a worker for a large organization, never a request."""

import logging
from uuid import UUID

from django.utils import timezone

from mentoring.tenancy.scope import tenant_scope
from mentoring.tenancy.tasks import tenant_task
from reports.enums import OutcomeState
from reports.models import OutcomeRun
from reports.outcomes.actions import fail_outcomes, keep_outcomes
from reports.outcomes.pipeline import work_out

log = logging.getLogger(__name__)


@tenant_task("reports.work_out", time_limit=1800)
def work_out_task(organization_id: UUID, run_id: str) -> None:
    """Read, compute, store. A run that somebody else finished meanwhile is left alone."""
    with tenant_scope(organization_id):
        run = (
            OutcomeRun.objects.select_related("program").filter(pk=run_id, state=OutcomeState.WAITING).first()
        )
    if run is None:
        return
    try:
        with tenant_scope(organization_id):
            found, day = work_out(run.program, leave_kind=run.leave_kind, today=timezone.localdate())
        with tenant_scope(organization_id):
            keep_outcomes(run, found, known_until=day, now=timezone.now())
    except Exception:
        log.exception("Outcomes of program %s could not be worked out", run.program_id)
        with tenant_scope(organization_id):
            fail_outcomes(run, now=timezone.now())
        raise
