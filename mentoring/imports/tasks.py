"""Check and import files in the background, with progress and time limits."""

import logging
from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mentoring.imports.actions import check_rows, fail, import_rows, note_beginning
from mentoring.imports.garbage import garbage_collection_paused
from mentoring.imports.models import ImportRun
from mentoring.imports.progress import report_progress
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Membership
from mentoring.tenancy.scope import tenant_scope
from mentoring.tenancy.tasks import tenant_task

log = logging.getLogger(__name__)
# The soft limit raises an exception, which is recorded; the hard limit ends the process.
SOFT_LIMIT_SECONDS, LIMIT_SECONDS = 570, 600
LIMITS = {"soft_time_limit": SOFT_LIMIT_SECONDS, "time_limit": LIMIT_SECONDS}


@tenant_task("imports.check", **LIMITS)
def check_task(organization_id: UUID, run_id: str) -> None:
    _work(
        organization_id, run_id, lambda run, progress: check_rows(run, now=timezone.now(), progress=progress)
    )


@tenant_task("imports.import", **LIMITS)
def import_task(organization_id: UUID, run_id: str, member_id: str = "", is_unattended: bool = False) -> None:
    _work(
        organization_id,
        run_id,
        lambda run, progress: import_rows(
            run,
            by=_actor(member_id),
            now=timezone.now(),
            progress=progress,
            is_confirmed=not is_unattended,
        ),
    )


def _actor(member_id: str) -> Actor:
    """Return the member who started the import, who need not be the one who uploaded the file."""
    member = Membership.objects.filter(pk=member_id).first() if member_id else None
    return Actor.member(member) if member else Actor.system("import")


@garbage_collection_paused()
def _work(organization_id: UUID, run_id: str, step: Callable) -> None:
    """Run a step in its own scope. An error rolls it back and is recorded on the run."""

    try:
        with tenant_scope(organization_id):
            # Committed before the work: who looks at the import can tell a dead job from one that has not begun.
            note_beginning(ImportRun.objects.light().get(pk=run_id), now=timezone.now())
        with tenant_scope(organization_id):
            run = ImportRun.objects.light().select_related("created_by__user").get(pk=run_id)
            language = run.created_by.user.language if run.created_by else ""
            with translation.override(language or translation.get_language()):
                step(run, partial(report_progress, run))
    except ValidationError as error:
        _fail(organization_id, run_id, " ".join(error.messages))
    except Exception:
        log.exception("Import %s failed", run_id)
        _fail(
            organization_id,
            run_id,
            _("Something went wrong. Nothing was imported. Please try again."),
        )
        raise


def _fail(organization_id: UUID, run_id: str, sentence: str) -> None:
    with tenant_scope(organization_id):
        run = ImportRun.objects.light().get(pk=run_id)
        # A task delivered twice must not overwrite the result of the first.
        if run.is_busy:
            fail(run, sentence, now=timezone.now())
