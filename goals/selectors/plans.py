"""Action plans: their actions, revisions and how current they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from goals.enums import PlanStatus
from goals.health.plans import Freshness, freshness
from goals.models import ActionPlan, PlanAction, PlanRevision
from goals.plan_changes import Change, Entry, changes_between
from goals.program_settings import plan_limits
from programs.enums import MatchState
from programs.health.evaluate import CalendarsByProgram, evaluation_day
from programs.health.pausable_calendar import PausableCalendar
from programs.models import Match, Program


def plan_of(match: Match) -> ActionPlan | None:
    """Return the plan of a match; None while nothing has been saved."""
    return ActionPlan.objects.filter(match=match, revision__gt=0).first()


def actions_of(plan: ActionPlan) -> list[PlanAction]:
    """Return the actions of a plan in order, with their goals. One query."""
    return list(PlanAction.objects.filter(plan=plan).select_related("goal").order_by("position", "id"))


def entries_of(plan: ActionPlan) -> list[Entry]:
    """Return what the plan says now. One query."""
    rows = PlanAction.objects.filter(plan=plan).order_by("position", "id")
    return [Entry(row.pk, row.title, row.who, row.due_on, row.goal_id, row.done_on) for row in rows]


def revision_entries(plan: ActionPlan, number: int) -> list[Entry]:
    """Return what the plan said in a revision; nothing for revision 0."""
    revision = PlanRevision.objects.filter(plan=plan, number=number).first()
    return [Entry.read(stored) for stored in revision.actions] if revision else []


@dataclass(frozen=True)
class ListedRevision:
    """A revision and what it changed since the one before."""

    revision: PlanRevision
    changes: Sequence[Change]


def revisions_of(plan: ActionPlan) -> list[ListedRevision]:
    """Return the revisions of a plan, newest first. One query."""
    revisions = list(PlanRevision.objects.filter(plan=plan).order_by("number"))
    before: list[Entry] = []
    found = []
    for revision in revisions:
        entries = [Entry.read(stored) for stored in revision.actions]
        found.append(ListedRevision(revision, changes_between(before, entries)))
        before = entries
    return found[::-1]


@dataclass(frozen=True)
class PlanFacts:
    """A plan in numbers, without a word of it: what everybody outside the match may see, too."""

    plan: ActionPlan | None
    freshness: Freshness
    open: int = 0
    done: int = 0
    late: int = 0

    @property
    def total(self) -> int:
        return self.open + self.done


NO_PLAN = PlanFacts(None, Freshness(PlanStatus.NOT_BEGUN))


def plan_facts(matches: Iterable[Match], *, today: date) -> dict[UUID, PlanFacts]:
    """Return the plans of these matches in numbers, by match. The matches have their programs loaded.

    One query, and three for each program with a plan.
    """
    by_id = {match.pk: match for match in matches}
    plans = ActionPlan.objects.filter(match__in=list(by_id), revision__gt=0).annotate(
        done=Count("actions", filter=Q(actions__done_on__isnull=False)),
        late=Count("actions", filter=Q(actions__done_on=None, actions__due_on__lt=today)),
        total=Count("actions"),
    )
    calendars = CalendarsByProgram()
    found = dict.fromkeys(by_id, NO_PLAN)
    for plan in plans:
        match = by_id[plan.match_id]
        found[match.pk] = PlanFacts(
            plan,
            freshness_of(plan, match, calendars.of(match), today=today),
            open=plan.total - plan.done,
            done=plan.done,
            late=plan.late,
        )
    return found


def freshness_of(plan: ActionPlan, match: Match, calendar: PausableCalendar, *, today: date) -> Freshness:
    """Return how current the plan is, on the day on which the health of its match is evaluated."""
    return freshness(
        plan.revised_on,
        unchanged_in_a_row=plan.unchanged_in_a_row,
        meeting_interval_days=match.program.meeting_interval_days,
        day=evaluation_day(match.sessions_known_until, today),
        calendar=calendar,
        limits=plan_limits(match.program),
    )


@dataclass(frozen=True)
class ListedPlan:
    """A match that goes on, with its plan in numbers."""

    match: Match
    facts: PlanFacts


# The choices of the list's filter, besides the values of PlanStatus.
UNCHANGED = "unchanged"
WORST_FIRST = [PlanStatus.STALE, PlanStatus.DUE, PlanStatus.NOT_BEGUN, PlanStatus.UP_TO_DATE]


def plans_of_program(program: Program, *, today: date, status: str = "") -> list[ListedPlan]:
    """Return the matches that go on with their plans, worst first, then oldest. No people. Five queries."""
    matches = list(Match.objects.filter(program=program).under_way())
    for match in matches:
        match.program = program
    facts = plan_facts(matches, today=today)
    listed = [ListedPlan(match, facts[match.pk]) for match in matches]
    chosen = [it for it in listed if not status or has_status(it.facts, status)]
    return sorted(chosen, key=_urgency)


def has_status(facts: PlanFacts, status: str) -> bool:
    """Whether a plan has a status, or was confirmed too often without a change."""
    if status == UNCHANGED:
        return facts.freshness.is_unchanged_too_often
    return str(facts.freshness.status) == status


def _urgency(listed: ListedPlan) -> tuple[int, date, UUID]:
    facts, match = listed.facts, listed.match
    since = facts.plan.revised_on if facts.plan else None
    return WORST_FIRST.index(PlanStatus(facts.freshness.status)), since or match.started_on, match.pk


def with_people(listed: Iterable[ListedPlan]) -> list[ListedPlan]:
    """Return the plans of a page with the people of their matches. One query."""
    shown = list(listed)
    found = Match.objects.filter(pk__in=[it.match.pk for it in shown]).with_people().in_bulk()
    return [ListedPlan(found[it.match.pk], it.facts) for it in shown]


def matches_with_plan(program: Program, today: date, *, status: str) -> list[UUID]:
    """Return the matches whose mentor can be reminded because of this status of the plan."""
    listed = plans_of_program(program, today=today, status=status)
    return [it.match.pk for it in listed if can_be_reminded(it, today)]


def can_be_reminded(listed: ListedPlan, today: date) -> bool:
    """Whether a match goes on now and, if it has no plan, one is to be expected."""
    if listed.match.state != MatchState.ACTIVE:
        return False
    return listed.facts.plan is not None or is_overdue_to_begin(listed.match, today)


BEGUN_AFTER_DAYS = 14


def is_overdue_to_begin(match: Match, today: date) -> bool:
    """Whether a plan can be expected: the two have met, or were introduced more than two weeks ago."""
    return match.held_count > 0 or (today - match.started_on).days > BEGUN_AFTER_DAYS
