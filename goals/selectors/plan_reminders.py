"""Plans of which mentors are to be reminded: shortly before they go stale, and once they have."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import DateField, ExpressionWrapper, F, Q, QuerySet

from goals.enums import PlanStatus
from goals.models import ActionPlan
from goals.program_settings import PLAN_DUE, PLAN_STALE, plan_limits
from goals.selectors.plans import freshness_of
from mentoring.mail.models import OutboxMessage
from mentoring.mail.selectors import is_paused, paused_kinds
from programs.enums import MatchState, ParticipantRole, ParticipantState, ProgramState
from programs.health.evaluate import CalendarsByProgram
from programs.models import Match, Program
from programs.selectors.parties import Party
from programs.selectors.program_settings import setting_in_sql

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
    days = setting_in_sql(PLAN_STALE, "match__program") - setting_in_sql(PLAN_DUE, "match__program")
    due_on = ExpressionWrapper(F("revised_on") + days, output_field=DateField())
    old_enough = ActionPlan.objects.annotate(due_on=due_on).filter(due_on__lte=today)
    plans = _open_plans(today).filter(pk__in=old_enough.values("pk"))
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
    limits = plan_limits(program)
    limit = limits.stale_after(program.meeting_interval_days)
    for plan in _open_plans(today).filter(match__program=program):
        calendar = calendars.of(plan.match)
        due_on = calendar.day_when(plan.revised_on, limit)
        for status, days in ((PlanStatus.DUE, limit - limits.due_days), (PlanStatus.STALE, limit + 1)):
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
