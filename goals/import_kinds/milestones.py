"""The milestones of a file: one per row, by goal and title."""

from datetime import date
from typing import NamedTuple
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from goals.models import Milestone
from mentoring.imports.cells import CellFault, fault
from mentoring.imports.extensions import ImportContext, TableChange

COLUMNS = ("id", "goal_id", "title", "due_on", "done_on")


class MilestoneCells(NamedTuple):
    """The cells of one row; blank ones change nothing."""

    title: str | None
    due_on: date | None
    done_on: date | None

    def problem(self, *, goal_due_on: date | None, today: date) -> tuple[str, CellFault] | None:
        if not self.title and (self.due_on or self.done_on):
            return "milestone", fault("", _("Enter the milestone."), "missing")
        if self.due_on and goal_due_on and self.due_on > goal_due_on:
            return "milestone_due_on", fault(
                self.due_on.isoformat(), _("This is after the goal is due."), "range"
            )
        if self.done_on and self.done_on > today:
            return "milestone_done_on", fault(
                self.done_on.isoformat(), _("This date is in the future."), "future"
            )
        return None


class Milestones:
    """The program's milestones by goal and title, and what the file changes of them."""

    def __init__(self, context: ImportContext) -> None:
        self.change = TableChange(Milestone, list(COLUMNS))
        rows = Milestone.objects.filter(goal__match__program=context.target_id).values_list(*COLUMNS)
        self.known = {row[1:3]: row for row in rows}

    def take(self, goal_id: UUID, cells: MilestoneCells) -> str | None:
        """Take over one milestone; return "added", "changed" or None."""
        if not cells.title:
            return None
        key = (goal_id, cells.title)
        old = self.known.get(key)
        due_on, done_on = old[3:] if old else (None, None)
        row = (old[0] if old else uuid4(), *key, cells.due_on or due_on, cells.done_on or done_on)
        if row == old:
            return None
        self.known[key] = row
        (self.change.changed if old else self.change.added).append(row)
        return "changed" if old else "added"
