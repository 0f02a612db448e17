"""Goals that have not moved for one and a half meeting intervals, and when each of the others will have been."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import DateField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import Coalesce

from goals.enums import GoalState
from goals.models import Goal
from mentoring.mail.models import OutboxMessage
from mentoring.mail.selectors import is_paused, paused_kinds
from programs.enums import MatchState, ParticipantRole, ParticipantState, ProgramState
from programs.health.evaluate import Calendars, evaluation_day
from programs.health.pausable_calendar import PausableCalendar
from programs.models import Match, Program
from programs.selectors.parties import Party

QUIET_GOAL = "goals.quiet_goal"
# A goal should move within one and a half meeting intervals.
QUIET_INTERVALS = 1.5


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
    return int(QUIET_INTERVALS * program.meeting_interval_days)


def quiet_since(goal: Goal) -> date | None:
    return goal.last_check_in_on or goal.agreed_on


def quiet_goals(*, today: date, goal_ids: Collection[UUID] | None = None) -> list[QuietGoal]:
    """Return the goals of which the mentee is to be reminded on that day, or those of `goal_ids`.

    Breaks, absences and pauses of a match do not count, and nobody is reminded during one. Two queries, and three per
    program with such a goal.
    """
    goals = _open_goals(today).filter(_is_old_enough(today))
    if goal_ids is not None:
        goals = goals.filter(pk__in=list(goal_ids))
    found, paused = [], paused_kinds()
    for calendar, goal in _with_calendars(goals):
        since, program = quiet_since(goal), goal.match.program
        if since is None or calendar.is_paused(today) or is_paused(QUIET_GOAL, program.pk, paused):
            continue
        day = evaluation_day(goal.match.sessions_known_until, today)
        if calendar.elapsed(since, day) > quiet_days(program):
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
    found = []
    for calendar, goal in _with_calendars(_open_goals(today).filter(match__program=program)):
        if since := quiet_since(goal):
            found.append((goal, since, calendar.day_when(since, quiet_days(program) + 1)))
    return found


def _open_goals(today: date) -> QuerySet[Goal]:
    """Return the agreed goals of active matches whose mentee takes part and has an email address."""
    return (
        Goal.objects.filter(
            Q(match__program__ends_on__isnull=True) | Q(match__program__ends_on__gte=today),
            state=GoalState.AGREED,
            match__state=MatchState.ACTIVE,
            match__in=_matches_of_current_people(today),
            match__program__state__in=[ProgramState.OPEN, ProgramState.RUNNING],
            match__mentee__state=ParticipantState.ACCEPTED,
        )
        .exclude(match__mentee__person__email="")
        .select_related("match__program", "match__mentor__person", "match__mentee__person")
        .order_by("match__program", "pk")
    )


def _is_old_enough(today: date) -> Q:
    """Goals that are quiet if no day is paused: the calendars of the others are not read."""
    interval = F("match__program__meeting_interval_days")
    since = Coalesce("last_check_in_on", "agreed_on")
    goals = Goal.objects.annotate(
        last_quiet_on=ExpressionWrapper(since + interval + interval / 2, output_field=DateField())
    )
    return Q(pk__in=goals.filter(last_quiet_on__lt=today).values("pk"))


def _matches_of_current_people(today: date) -> QuerySet:
    return Match.objects.with_current_people(today).values("pk")


def _with_calendars(goals: Iterable[Goal]) -> Iterator[tuple[PausableCalendar, Goal]]:
    """Yield each goal with the calendar of its match; goals come in the order of their programs."""
    program_id, calendars = None, None
    for goal in goals:
        match = goal.match
        if calendars is None or match.program_id != program_id:
            program_id, calendars = match.program_id, Calendars(match.program)
        yield calendars.of(match.pk, match.mentor_id, match.mentee_id), goal
