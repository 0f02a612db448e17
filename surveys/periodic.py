"""Send surveys that are due, remind, and close. Idempotent: each schedule and wave in a transaction of its own."""

import logging
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope
from mentoring.tenancy.tasks import send_to_each_organization, tenant_task
from surveys.actions import calculate_results, close_wave, send_due, send_reminders, stop_unanswered_pulses
from surveys.actions.postponed import send_postponed
from surveys.enums import NEVER_BLOCKED, PRIORITY, Trigger
from surveys.models import Schedule, Wave
from surveys.selectors.budget import waves_with_postponed
from surveys.tasks import remove_replaced_rows

log = logging.getLogger(__name__)
HOUR = 3600
JOB = "surveys"


@shared_task(name="periodic.send_surveys", ignore_result=True)
def send_surveys_everywhere() -> None:
    send_to_each_organization("surveys.send", expires=HOUR)


@tenant_task("surveys.send")
def send_surveys(organization_id: UUID) -> None:
    run(organization_id, now=timezone.now())


@tenant_task("surveys.send_after_event")
def send_after_event(organization_id: UUID, program_id: str) -> None:
    """Send what a session or the end of a match has made due in a program, without waiting for the hour."""
    organization, now = Organization.objects.get(pk=organization_id), timezone.now()
    triggers = [Trigger.SESSIONS, Trigger.HALF_TIME, Trigger.CLOSING]
    with tenant_scope(organization_id):
        found = _active().filter(survey__program=program_id, trigger__in=triggers)
        schedule_ids = list(found.values_list("pk", flat=True))
    for pk in schedule_ids:
        with tenant_scope(organization_id):
            send_due(pk, organization=organization, by=Actor.system(JOB), now=now)


def run(organization_id: UUID, *, now: datetime) -> None:
    """Close waves whose time is over, send what is due and remind, as of that time. A second run does nothing.

    A failure in one survey is logged and does not stop the others.
    """
    organization, by = Organization.objects.get(pk=organization_id), Actor.system(JOB)
    with tenant_scope(organization_id):
        over = list(Wave.objects.over(now).values_list("pk", flat=True))
        schedules = _by_priority()
    _each(organization_id, over, lambda pk: close_wave(Wave.objects.get(pk=pk), by=by, now=now))
    with tenant_scope(organization_id):
        # The task of the close may be lost.
        uncalculated = list(Wave.objects.without_results().values_list("pk", flat=True))
    remove_replaced_rows(organization_id, now=now)
    _each(
        organization_id,
        uncalculated,
        lambda pk: calculate_results(Wave.objects.get(pk=pk), organization=organization, now=now),
    )
    _each(organization_id, [organization_id], lambda _pk: stop_unanswered_pulses(by=by, now=now))
    # Start and end surveys first, then those who have waited, then what may still wait.
    first = [pk for pk, kind in schedules if kind in NEVER_BLOCKED]
    others = [pk for pk, kind in schedules if kind not in NEVER_BLOCKED]
    _each(organization_id, first, lambda pk: send_due(pk, organization=organization, by=by, now=now))
    with tenant_scope(organization_id):
        postponed = waves_with_postponed(organization.local_date(now))
    _each(
        organization_id,
        postponed,
        lambda pk: send_postponed(pk, organization=organization, by=by, now=now),
    )
    _each(organization_id, others, lambda pk: send_due(pk, organization=organization, by=by, now=now))
    with tenant_scope(organization_id):
        waves = list(Wave.objects.with_people_to_remind(now).order_by("pk").values_list("pk", flat=True))
    _each(organization_id, waves, lambda pk: send_reminders(pk, organization=organization, by=by, now=now))


def _active():
    return Schedule.objects.filter(stopped_at=None, survey__archived_at=None)


def _by_priority() -> list[tuple[UUID, str]]:
    """Return the active schedules with their kinds: of two surveys for a person, the more important one goes first."""
    order = {kind: number for number, kind in enumerate(PRIORITY)}
    found = _active().order_by("pk").values_list("pk", "survey__kind")
    return sorted(found, key=lambda row: order[row[1]])


def _each(organization_id: UUID, ids: list[UUID], act: Callable[[UUID], object]) -> None:
    for pk in ids:
        try:
            with tenant_scope(organization_id):
                act(pk)
        except Exception:
            log.exception("Sending surveys failed for %s", pk)
