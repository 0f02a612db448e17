"""Jobs of reports. A calculation takes a worker minutes for a large organization."""

import logging
from uuid import UUID

from django.utils import timezone, translation

from mentoring.tenancy.scope import tenant_scope
from mentoring.tenancy.tasks import tenant_task
from programs.models import Program
from reports.enums import ExportState
from reports.models import PeopleExport
from reports.outcomes.actions import begin_outcomes, fail_outcomes, finish_people_export, store_outcomes
from reports.outcomes.people_export import included_people_csv
from reports.outcomes.pipeline import calculate_outcomes
from reports.roi.level_counts import store_levels

log = logging.getLogger(__name__)


@tenant_task("reports.calculate_outcomes", time_limit=1800)
def calculate_outcomes_task(organization_id: UUID, run_id: str) -> None:
    """Calculate and store a waiting run; do nothing if another worker has finished it."""
    with tenant_scope(organization_id):
        run = begin_outcomes(run_id, now=timezone.now())
    if run is None:
        return
    try:
        with tenant_scope(organization_id):
            found, day = calculate_outcomes(
                run.program,
                leave_kind=run.leave_kind,
                primary_months=run.primary_months,
                is_random=run.is_random,
                compares_with=run.compares_with,
                today=run.program.organization.local_date(timezone.now()),
            )
        with tenant_scope(organization_id):
            store_outcomes(run, found, known_until=day, now=timezone.now())
    except Exception:
        log.exception("Outcomes of program %s could not be calculated", run.program_id)
        with tenant_scope(organization_id):
            fail_outcomes(run, now=timezone.now())
        raise


@tenant_task("reports.export_people", time_limit=1800)
def export_people_task(organization_id: UUID, export_id: str) -> None:
    """Create the file of an export in the language of whoever requested it; do nothing if it is finished."""
    with tenant_scope(organization_id):
        found = PeopleExport.objects.filter(pk=export_id, state=ExportState.PREPARING)
        export = found.select_related("run__program", "requested_by__user").first()
    if export is None:
        return
    language = export.requested_by.user.language if export.requested_by else ""
    try:
        with tenant_scope(organization_id), translation.override(language or translation.get_language()):
            finish_people_export(export, included_people_csv(export.run), now=timezone.now())
    except Exception:
        log.exception("The people export %s could not be created", export.pk)
        with tenant_scope(organization_id):
            finish_people_export(export, None, now=timezone.now())
        raise


@tenant_task("reports.count_levels", time_limit=1800)
def count_levels_task(organization_id: UUID, program_id: str) -> None:
    """Count the people and the session time of a program, from which the ROI page calculates the cost."""
    with tenant_scope(organization_id):
        program = Program.objects.select_related("organization").filter(pk=program_id).first()
        if program is not None:
            store_levels(program, today=program.organization.local_date(timezone.now()))
