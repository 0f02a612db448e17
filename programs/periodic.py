"""Periodic tasks of programs. All are idempotent."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from celery import shared_task
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope
from mentoring.tenancy.tasks import send_to_each_organization, tenant_task
from programs.actions import ask_whether_met
from programs.actions.applying import purge_unsent_applications
from programs.actions.concerns import tell_deputies, tell_owners
from programs.actions.introductions import send_due_introduction
from programs.actions.match_states import resume_due_matches
from programs.actions.notes import purge_deleted_notes
from programs.actions.pauses import resume_due_participants
from programs.actions.responses import remind_of_responses
from programs.actions.reviews import open_due_reviews
from programs.actions.silence import ask_silent_matches
from programs.enums import ProgramState
from programs.health.evaluate import evaluate_program, last_sunday, take_snapshot
from programs.locks import lock_program
from programs.models import Introduction, Program
from programs.rollups.daily_counts import count_closed_days
from programs.rollups.match_counts import advance_next_sessions
from programs.selectors.meeting_inquiries import due_questions

log = logging.getLogger(__name__)
HOUR = 3600
QUARTER = HOUR / 4


@shared_task(name="periodic.evaluate_programs", ignore_result=True)
def evaluate_programs() -> None:
    send_to_each_organization("programs.evaluate", expires=HOUR)


@tenant_task("programs.evaluate")
def evaluate(organization_id: UUID) -> None:
    run(organization_id, now=timezone.now())


def run(organization_id: UUID, *, now: datetime) -> None:
    """Update the counts, next sessions, health and weekly snapshot of each program; one commit each.

    The task runs every hour, because midnight is at a different hour in each time zone. A failure in one program is
    logged and does not stop the others.
    """
    organization = Organization.objects.get(pk=organization_id)
    today = organization.local_date(now)
    with tenant_scope(organization_id):
        purge_deleted_notes(now=now)
        purge_unsent_applications(now=now)
        tell_owners()
        program_ids = list(Program.objects.exclude(state=ProgramState.DRAFT).values_list("pk", flat=True))
    for program_id in program_ids:
        try:
            with tenant_scope(organization_id):
                # A second run waits for the lock and then finds nothing left to count.
                program = lock_program(program_id)
                count_closed_days(program, today=today)
                advance_next_sessions(program.pk, today=today)
                resume_due_participants(program, by=Actor.system("evaluation"), today=today)
                resume_due_matches(program, by=Actor.system("evaluation"), today=today)
                evaluate_program(program, today=today)
                remind_of_responses(program, by=Actor.system("responses"), today=today)
                open_due_reviews(program, by=Actor.system("reviews"), today=today)
                ask_silent_matches(program, organization, now=now, today=today)
                tell_deputies(program, now=now, today=today)
                take_snapshot(program, week_ends_on=last_sunday(today - timedelta(days=1)))
        except Exception:
            log.exception("The evaluation of program %s failed", program_id)


ASKED_TOGETHER = 100


@shared_task(name="periodic.ask_whether_met", ignore_result=True)
def ask_whether_met_everywhere() -> None:
    send_to_each_organization("programs.ask_whether_met", expires=QUARTER)


@tenant_task("programs.ask_whether_met")
def ask_due_people(organization_id: UUID) -> None:
    """Ask whoever is due now whether they met, a hundred people to a commit."""
    run_inquiries(organization_id, now=timezone.now())


def run_inquiries(organization_id: UUID, *, now: datetime) -> int:
    """Ask whoever is due at that time; return how many people were asked. A second run asks nobody."""
    organization, by = Organization.objects.get(pk=organization_id), Actor.system("meeting inquiries")
    with tenant_scope(organization_id):
        person_ids = sorted(due_questions(organization, now=now))
    asked = 0
    for first in range(0, len(person_ids), ASKED_TOGETHER):
        with tenant_scope(organization_id):
            together = person_ids[first : first + ASKED_TOGETHER]
            asked += len(ask_whether_met(together, organization=organization, by=by, now=now))
    return asked


@shared_task(name="periodic.send_introductions", ignore_result=True)
def send_introductions_everywhere() -> None:
    send_to_each_organization("programs.send_introductions", expires=QUARTER)


@tenant_task("programs.send_introductions")
def send_introductions_now(organization_id: UUID) -> None:
    send_planned_introductions(organization_id, now=timezone.now())


def send_planned_introductions(organization_id: UUID, *, now: datetime) -> int:
    """Send scheduled introductions whose time has come; return the number of matches. One commit each."""
    organization, by = Organization.objects.get(pk=organization_id), Actor.system("introductions")
    with tenant_scope(organization_id):
        due = list(
            Introduction.objects.filter(sent_at=None, cancelled_at=None, planned_for__lte=now)
            .select_related("program")
            .order_by("planned_for", "id")
        )
    count = 0
    for introduction in due:
        introduction.program.organization = organization
        try:
            with tenant_scope(organization_id):
                count += send_due_introduction(
                    introduction, by=by, at=now, today=organization.local_date(now)
                )
        except ValidationError:
            log.info("The introductions %s cannot be sent: the program does not run", introduction.pk)
    return count
