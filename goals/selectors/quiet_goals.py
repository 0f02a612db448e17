"""Goals that have not moved for too long (1.5 meeting intervals), and when each of the others will have been."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import DateField, ExpressionWrapper, F, FloatField, IntegerField, Q, QuerySet
from django.db.models.functions import Cast, Coalesce, Floor

from goals.enums import GoalState
from goals.models import Goal
from goals.program_settings import GOAL_QUIET
from mentoring.mail.models import OutboxMessage
from mentoring.mail.selectors import is_paused, paused_kinds
from programs.enums import MatchState, ParticipantRole, ParticipantState, ProgramState
from programs.health.evaluate import CalendarsByProgram, evaluation_day
from programs.models import Match, Program
from programs.selectors.parties import Party
from programs.selectors.program_settings import setting_in_sql

QUIET_GOAL = "goals.quiet_goal"


@dataclass(frozen=True)
class QuietGoal:
    """An agreed goal whose mentee can be reminded, and the day of its last check-in, or else of the agreement."""

    goal: Goal
    since: date

    @property
    def mentee(self) -> Party:
        return Party(self.goal.match, ParticipantRole.MENTEE)

    @property
    def key(self) -> str:
        """Return what identifies the reminder: a check-in begins a new stretch, which has another key."""
        return f"{QUIET_GOAL}:{self.goal.pk.hex}:{self.since.isoformat()}"


def quiet_days(program: Program) -> int:
    """Return after how many days without a check-in a goal is quiet."""
    return int(GOAL_QUIET.of(program) * program.meeting_interval_days)


def quiet_since(goal: Goal) -> date | None:
    return goal.last_check_in_on or goal.agreed_on


def is_quiet(since: date, match: Match, calendars: CalendarsByProgram, *, today: date) -> bool:
    """Whether a goal has not moved since that day for too long. One rule for the reminder and the home page.

    Days of breaks, absences and pauses of the match do not count, and on one of them no goal is quiet.
    """
    if match.state != MatchState.ACTIVE:
        return False
    limit, day = quiet_days(match.program), evaluation_day(match.sessions_known_until, today)
    # Pauses make the stretch shorter, never longer: the calendars of the others need not be read.
    if (day - since).days <= limit:
        return False
    calendar = calendars.of(match)
    return not calendar.is_paused(today) and calendar.elapsed(since, day) > limit


def quiet_goals(*, today: date, goal_ids: Collection[UUID] | None = None) -> list[QuietGoal]:
    """Return the goals of which the mentee is to be reminded on that day, or those of `goal_ids`.

    Breaks, absences and pauses of a match do not count, and nobody is reminded during one. Two queries, and three per
    program with such a goal.
    """
    goals = _open_goals(today).filter(_is_old_enough(today))
    if goal_ids is not None:
        goals = goals.filter(pk__in=list(goal_ids))
    found, paused, calendars = [], paused_kinds(), CalendarsByProgram()
    for goal in goals:
        since = quiet_since(goal)
        if since is None or is_paused(QUIET_GOAL, goal.match.program_id, paused):
            continue
        if is_quiet(since, goal.match, calendars, today=today):
            found.append(QuietGoal(goal, since))
    return found


def not_reminded(quiet: Sequence[QuietGoal]) -> list[QuietGoal]:
    """Leave out the goals of whose silence the mentee has been reminded. One query."""
    known = set(
        OutboxMessage.objects.filter(dedup_key__in=[it.key for it in quiet]).values_list(
            "dedup_key", flat=True
        )
    )
    return [it for it in quiet if it.key not in known]


def days_of_quiet(program: Program, *, today: date) -> list[tuple[Goal, date, date]]:
    """Return each open goal of a program with its last check-in and the first day on which it is quiet."""
    calendars, limit = CalendarsByProgram(), quiet_days(program) + 1
    return [
        (goal, since, calendars.of(goal.match).day_when(since, limit))
        for goal in _open_goals(today).filter(match__program=program)
        if (since := quiet_since(goal))
    ]


def _open_goals(today: date) -> QuerySet[Goal]:
    """Return the agreed goals of active matches whose mentee takes part and has an email address."""
    return (
        Goal.objects.filter(
            Q(match__program__ends_on__isnull=True) | Q(match__program__ends_on__gte=today),
            state=GoalState.AGREED,
            match__state=MatchState.ACTIVE,
            match__in=Match.objects.with_current_people(today).values("pk"),
            match__program__state__in=[ProgramState.OPEN, ProgramState.RUNNING],
            match__mentee__state=ParticipantState.ACCEPTED,
        )
        .exclude(match__mentee__person__email="")
        .select_related("match__program", "match__mentor__person", "match__mentee__person")
        .order_by("pk")
    )


def _is_old_enough(today: date) -> Q:
    """Goals that are quiet if no day is paused: the calendars of the others are not read."""
    limit = Cast(
        Floor(
            setting_in_sql(GOAL_QUIET, "match__program") * F("match__program__meeting_interval_days"),
            output_field=FloatField(),
        ),
        IntegerField(),
    )
    since = Coalesce("last_check_in_on", "agreed_on")
    goals = Goal.objects.annotate(last_quiet_on=ExpressionWrapper(since + limit, output_field=DateField()))
    return Q(pk__in=goals.filter(last_quiet_on__lt=today).values("pk"))
