"""Plans of which mentors are to be reminded: shortly before they go stale, and once they have."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from goals.enums import PlanStatus
from goals.health.plans import DUE_BEFORE_DAYS, STALE_AFTER_DAYS, stale_after
from goals.models import ActionPlan
from goals.selectors.plans import freshness_of
from mentoring.mail.models import OutboxMessage
from mentoring.mail.selectors import is_paused, paused_kinds
from programs.enums import MatchState, ParticipantRole, ParticipantState, ProgramState
from programs.health.evaluate import CalendarsByProgram
from programs.models import Match, Program
from programs.selectors.parties import Party

PLAN_REMINDER = "goals.plan_reminder"
REMINDED_AT = (PlanStatus.DUE, PlanStatus.STALE)


@dataclass(frozen=True)
class PlanReminder:
    """A plan whose mentor can be reminded, how current it is, and by when it is or was due."""

    plan: ActionPlan
    status: str
    due_on: date

    @property
    def mentor(self) -> Party:
        return Party(self.plan.match, ParticipantRole.MENTOR)

    @property
    def about(self) -> str:
        """What every reminder of this revision shares: the next revision makes them all outdated."""
        return f"{PLAN_REMINDER}:{self.plan.pk.hex}:{self.plan.revision}:"

    @property
    def key(self) -> str:
        """What identifies the reminder: one when the plan is due, and one when it is stale."""
        return f"{self.about}{self.status}"


def plans_to_remind_of(*, today: date, plan_ids: Collection[UUID] | None = None) -> list[PlanReminder]:
    """Return the plans that are due or stale on that day, or those of `plan_ids`.

    Breaks, absences and pauses of a match do not count, and nobody is reminded during one. Two queries, and three per
    program with such a plan.
    """
    # Pauses make a plan younger, never older: the calendars of the others need not be read.
    first = today - timedelta(days=STALE_AFTER_DAYS - DUE_BEFORE_DAYS)
    plans = _open_plans(today).filter(revised_on__lte=first)
    if plan_ids is not None:
        plans = plans.filter(pk__in=list(plan_ids))
    found, paused, calendars = [], paused_kinds(), CalendarsByProgram()
    for plan in plans:
        calendar = calendars.of(plan.match)
        if calendar.is_paused(today) or is_paused(PLAN_REMINDER, plan.match.program_id, paused):
            continue
        how = freshness_of(plan, plan.match, calendar, today=today)
        if how.status in REMINDED_AT and how.due_on is not None:
            found.append(PlanReminder(plan, str(how.status), how.due_on))
    return found


def not_reminded_of(reminders: Sequence[PlanReminder]) -> list[PlanReminder]:
    """Leave out what the mentor has been reminded of. One query."""
    keys = [it.key for it in reminders]
    known = set(OutboxMessage.objects.filter(dedup_key__in=keys).values_list("dedup_key", flat=True))
    return [it for it in reminders if it.key not in known]


def reminders_to_come(program: Program, *, today: date) -> list[tuple[PlanReminder, date]]:
    """Return both reminders of each open plan of a program, and the day of each as things stand."""
    found, calendars = [], CalendarsByProgram()
    for plan in _open_plans(today).filter(match__program=program):
        calendar, limit = calendars.of(plan.match), stale_after(program.meeting_interval_days)
        due_on = calendar.day_when(plan.revised_on, limit)
        for status, days in ((PlanStatus.DUE, limit - DUE_BEFORE_DAYS), (PlanStatus.STALE, limit + 1)):
            day = calendar.day_when(plan.revised_on, days)
            if status == PlanStatus.STALE or today <= due_on:
                found.append((PlanReminder(plan, str(status), due_on), day))
    return found


def _open_plans(today: date) -> QuerySet[ActionPlan]:
    """Return the plans of active matches whose mentor takes part and has an email address."""
    current = Match.objects.with_current_people(today).values("pk")
    return (
        ActionPlan.objects.filter(
            Q(match__program__ends_on__isnull=True) | Q(match__program__ends_on__gte=today),
            revision__gt=0,
            match__state=MatchState.ACTIVE,
            match__in=current,
            match__program__state__in=[ProgramState.OPEN, ProgramState.RUNNING],
            match__mentor__state=ParticipantState.ACCEPTED,
        )
        .exclude(match__mentor__person__email="")
        .select_related("match__program", "match__mentor__person", "match__mentee__person")
        .order_by("pk")
    )
