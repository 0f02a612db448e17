"""Is a match achieving the goals outlined at the beginning, as far as its goals serve objectives of the program?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.enums import GoalState
from goals.models import Goal
from mentoring.ui import formats

# A goal that is only proposed is not yet one of the match. Replaced and dropped goals are named but do not count.
COUNTED = (GoalState.AGREED, GoalState.MET)
NAMED = (*COUNTED, GoalState.REPLACED, GoalState.DROPPED)


@dataclass(frozen=True)
class MatchAnswer:
    """The answer in one sentence, and a sentence of evidence for each objective that goals of the match serve."""

    heading: str
    evidence: tuple[str, ...]
    met: int
    total: int


def match_answer(goals: Sequence[Goal], *, today: date) -> MatchAnswer:
    """Return the answer of a match from its goals, with their objectives and programs loaded. No query."""
    serving = [goal for goal in goals if goal.objective_id is not None and goal.state in NAMED]
    counted = [goal for goal in serving if goal.state in COUNTED]
    met = sum(goal.state == GoalState.MET for goal in counted)
    by_objective: dict[str, list[str]] = {}
    for goal in serving:
        by_objective.setdefault(goal.objective.statement.rstrip("."), []).append(_goal_text(goal, today))
    evidence = tuple(
        _("%(objective)s: %(goals)s.") % {"objective": statement, "goals": "; ".join(texts)}
        for statement, texts in by_objective.items()
    )
    return MatchAnswer(_heading(counted, met, today), evidence, met, len(counted))


def _heading(counted: Sequence[Goal], met: int, today: date) -> str:
    if not counted:
        return _("No agreed goal of this match serves an objective of the program")
    days = [goal.due_on for goal in counted if goal.due_on]
    if not met and days and min(days) > today:
        return _("Too early to tell: the first goal that serves an objective is due on %(day)s") % {
            "day": formats.date(min(days))
        }
    text = ngettext(
        "%(met)s of %(num)s goal that serves an objective of the program has been met",
        "%(met)s of %(num)s goals that serve objectives of the program have been met",
        len(counted),
    )
    return text % {"met": formats.number(met), "num": formats.number(len(counted))}


def _goal_text(goal: Goal, today: date) -> str:
    words = {
        "goal": goal.label_for_staff.rstrip("."),
        "percent": formats.percent(goal.progress_percent / 100),
        "day": formats.date(goal.met_on if goal.state == GoalState.MET else goal.due_on),
        "state": goal.get_state_display(),
    }
    if goal.state == GoalState.MET:
        # Where a file did not say when, the state has to do.
        return _("%(goal)s (met on %(day)s)") % words if goal.met_on else _("%(goal)s (%(state)s)") % words
    if goal.state != GoalState.AGREED:
        return _("%(goal)s (%(state)s)") % words
    if goal.due_on is None:
        return _("%(goal)s (at %(percent)s)") % words
    if goal.due_on < today:
        return _("%(goal)s (at %(percent)s, was due on %(day)s)") % words
    return _("%(goal)s (at %(percent)s, due on %(day)s)") % words
