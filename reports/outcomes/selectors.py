"""Reads of reports that are not a queryset."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from mentoring.tenancy.models import Membership
from programs.enums import ProgramState
from programs.models import Program
from reports.enums import OutcomeState
from reports.models import KEEP_EXPORTS_FOR, OutcomeNotice, OutcomePlan, OutcomeRun, PeopleExport
from reports.notice.selectors import finished_runs, outcomes_are_on

# After this long without an answer the page says that the worker may not be running.
STALE_AFTER = timedelta(minutes=30)


@dataclass(frozen=True)
class OutcomesStatus:
    """The newest results of a program, and whether newer ones are being calculated or have failed."""

    done: OutcomeRun | None
    waiting: OutcomeRun | None
    has_failed: bool
    plan: OutcomePlan | None
    is_on: bool

    def is_stuck(self, now: datetime) -> bool:
        return self.waiting is not None and now - self.waiting.requested_at > STALE_AFTER


def outcomes_status(program: Program) -> OutcomesStatus:
    """Return the status of a program's outcomes. Four queries: the switch, the runs, the newest results, the plan.

    Nothing is returned while outcomes are switched off in the organization.
    """
    plan = OutcomePlan.objects.filter(program=program).first()
    if not outcomes_are_on():
        return OutcomesStatus(None, None, has_failed=False, plan=plan, is_on=False)
    newest = list(OutcomeRun.objects.filter(program=program).newest_first().without_contents()[:10])
    latest = next((run.pk for run in newest if run.state == OutcomeState.DONE), None)
    done = OutcomeRun.objects.select_related("program").get(pk=latest) if latest else None
    unfinished = OutcomeState.unfinished()
    settled = next((run for run in newest if run.state not in unfinished), None)
    return OutcomesStatus(
        done=done,
        # The newest request counts: a run that began before it has not read what changed since.
        waiting=next((run for run in newest if run.state in unfinished), None),
        has_failed=settled is not None and settled.state == OutcomeState.FAILED,
        plan=plan,
        is_on=True,
    )


def newest_people_export(program: Program, *, now: datetime) -> PeopleExport | None:
    """Return the program's newest people export of the last day, without its contents."""
    found = PeopleExport.objects.filter(run__program=program).requested_after(now - KEEP_EXPORTS_FOR)
    return found.newest_first().without_contents().first()


def programs_with_outcomes(membership: Membership) -> list[Program]:
    """Return the programs that the member may see, newest first. One query.

    Each has the data date of its newest results.
    """
    newest = finished_runs().filter(program=OuterRef("pk")).newest_first()
    return list(
        Program.objects.visible_to(membership)
        .without_test_runs()
        .newest_first()
        .annotate(outcomes_known_until=Subquery(newest.values("known_until")[:1]))
    )


def programs_begun(*, today: date) -> QuerySet[Program]:
    """Return the programs that have begun, without test runs."""
    return Program.objects.without_test_runs().exclude(state=ProgramState.DRAFT).filter(starts_on__lte=today)


def programs_to_calculate(*, today: date) -> QuerySet[Program]:
    """Return the programs that have begun and for which somebody has decided what counts; none while switched off."""
    is_on = Exists(OutcomeNotice.objects.filter(is_on=True))
    return programs_begun(today=today).filter(is_on, pk__in=OutcomePlan.objects.values("program"))
