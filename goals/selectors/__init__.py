"""Reads of goals and action plans, one module per subject."""

from goals.selectors.goals import (
    GoalFilters,
    agreed_roles,
    agreements_missing,
    answers_of,
    check_ins_of,
    check_ins_of_program,
    goals_of_match,
    goals_of_matches,
    goals_of_program,
    milestones_of,
)

__all__ = [
    "GoalFilters",
    "agreed_roles",
    "agreements_missing",
    "answers_of",
    "check_ins_of",
    "check_ins_of_program",
    "goals_of_match",
    "goals_of_matches",
    "goals_of_program",
    "milestones_of",
]
