"""Goals of programs and matches: title and progress. Milestones and notes stay with the match."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from uuid import UUID

from django.db.models import F, QuerySet

from goals.enums import GoalState
from goals.models import CheckIn, Goal, GoalAgreement, Milestone
from goals.smart import GoalAnswers
from mentoring.people.names import normalize_name
from programs.models import Program

ORDER = [
    GoalState.AGREED,
    GoalState.PROPOSED,
    GoalState.DRAFT,
    GoalState.MET,
    GoalState.REPLACED,
    GoalState.DROPPED,
]


@dataclass(frozen=True)
class GoalFilters:
    """Filters of a list of goals; empty means all."""

    state: str = ""
    q: str = ""


def goals_of_program(program: Program, filters: GoalFilters) -> QuerySet[Goal]:
    """Return the goals that the matches of a program have agreed on or propose, with their people; no drafts."""
    goals = Goal.objects.filter(match__program=program).exclude(state=GoalState.DRAFT)
    goals = goals.select_related("match__program", "match__mentee__person", "match__mentor__person")
    if filters.state:
        goals = goals.filter(state=filters.state)
    if name := normalize_name(filters.q):
        goals = goals.with_mentee_name_starting(name)
    return goals


def goals_of_match(match_id: UUID, *, with_drafts: bool = False) -> list[Goal]:
    """Return the match's goals, open ones first. Drafts are for the two alone."""
    goals = (
        Goal.objects.filter(match=match_id)
        .select_related("match__program", "objective")
        .order_by("created_at", "id")
    )
    if not with_drafts:
        goals = goals.exclude(state=GoalState.DRAFT)
    return sorted(goals, key=lambda goal: ORDER.index(GoalState(goal.state)))


def goals_of_matches(match_ids: Iterable[UUID]) -> dict[UUID, list[Goal]]:
    """Return the goals of several matches, open ones first. One query."""
    found: dict[UUID, list[Goal]] = {}
    goals = Goal.objects.filter(match__in=list(match_ids)).order_by("created_at", "id")
    for goal in sorted(goals, key=lambda goal: ORDER.index(GoalState(goal.state))):
        found.setdefault(goal.match_id, []).append(goal)
    return found


def check_ins_of_program(program: Program) -> QuerySet[CheckIn]:
    return CheckIn.objects.filter(program=program)


def check_ins_of(goal: Goal) -> list[CheckIn]:
    """Return the goal's check-ins, newest first."""
    return list(CheckIn.objects.filter(goal=goal).order_by("-checked_on", "-created_at", "-id")[:200])


def milestones_of(goal: Goal) -> list[Milestone]:
    """Return the goal's milestones in the order in which they are due."""
    return list(Milestone.objects.filter(goal=goal).order_by(F("due_on").asc(nulls_last=True), "title"))


def agreed_roles(goal: Goal) -> set[str]:
    """Return the roles that have agreed to the goal."""
    agreements = GoalAgreement.objects.filter(goal=goal, agreed_at__isnull=False)
    return set(agreements.values_list("role", flat=True))


def answers_of(goal: Goal) -> GoalAnswers:
    """Return the answers given so far, for the hints on the wording."""
    names = [field.name for field in fields(GoalAnswers)]
    return GoalAnswers(**{name: getattr(goal, name) for name in names})


def agreements_missing(match_ids: Iterable[UUID]) -> set[tuple[UUID, str]]:
    """Return (goal, role) of proposed goals to which that side has been asked to agree and has not. One query."""
    asked = GoalAgreement.objects.filter(
        goal__match__in=list(match_ids),
        goal__state=GoalState.PROPOSED,
        agreed_at=None,
        asked_at__isnull=False,
    )
    return set(asked.values_list("goal_id", "role"))
