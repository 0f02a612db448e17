"""Imported by the workers of a crash test that sends surveys, as of a Wednesday: nothing is sent on weekends."""

from datetime import UTC, datetime

from celery import shared_task

from mentoring.tenancy.definers import active_organization_ids
from surveys.periodic import run
from tests.crash.statements import watch_every_connection

WEDNESDAY = datetime(2026, 11, 4, 12, tzinfo=UTC)
watch_every_connection()


@shared_task(name="crash.send_surveys", ignore_result=True)
def send_surveys() -> None:
    for organization_id in active_organization_ids():
        run(organization_id, now=WEDNESDAY)
