"""Jobs of reports. A calculation takes a worker minutes for a large organization."""

import logging
from uuid import UUID

from django.utils import timezone

from mentoring.tenancy.scope import tenant_scope
from mentoring.tenancy.tasks import tenant_task
from reports.enums import OutcomeState
from reports.models import OutcomeRun
from reports.outcomes.actions import fail_outcomes, store_outcomes
from reports.outcomes.pipeline import calculate_outcomes

log = logging.getLogger(__name__)


@tenant_task("reports.calculate_outcomes", time_limit=1800)
def calculate_outcomes_task(organization_id: UUID, run_id: str) -> None:
    """Calculate and store a waiting run; do nothing if another worker has finished it."""
    with tenant_scope(organization_id):
        run = (
            OutcomeRun.objects.select_related("program").filter(pk=run_id, state=OutcomeState.WAITING).first()
        )
    if run is None:
        return
    try:
        with tenant_scope(organization_id):
            found, day = calculate_outcomes(
                run.program, leave_kind=run.leave_kind, today=timezone.localdate()
            )
        with tenant_scope(organization_id):
            store_outcomes(run, found, known_until=day, now=timezone.now())
    except Exception:
        log.exception("Outcomes of program %s could not be calculated", run.program_id)
        with tenant_scope(organization_id):
            fail_outcomes(run, now=timezone.now())
        raise
