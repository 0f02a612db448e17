"""The check-ins of a file: the first row of a goal and day is that day's first check-in, the second its second."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from goals.attainment import progress_of
from goals.enums import Pace
from goals.models import CheckIn
from mentoring.imports.cells import CellFault, fault
from mentoring.imports.choices import Choices
from mentoring.imports.extensions import ImportContext, TableChange

PACES = Choices(
    {
        Pace.ON_TRACK.value: ("on track", "on time", "auf kurs", "im plan"),
        Pace.SLOWER.value: ("slow", "behind", "delayed", "langsamer", "verzögert"),
        Pace.STUCK.value: ("blocked", "ich stecke fest", "blockiert"),
    },
    labels={pace.value: pace.label for pace in Pace},
)
COLUMNS = (
    "id", "program_id", "goal_id", "checked_on", "created_at", "progress_percent", "value", "pace", "is_stuck", "note",
)  # fmt: skip


class CheckInCells(NamedTuple):
    """The cells of one row; blank ones change nothing."""

    checked_on: date | None
    progress: int | None
    value: Decimal | None
    pace: str | None
    note: str | None

    def problem(self) -> tuple[str, CellFault] | None:
        if self.progress is not None and not 0 <= self.progress <= 100:
            text = _("Enter the progress in percent, from 0 to 100.")
            return "progress", fault(str(self.progress), text, "range")
        if self.checked_on is None and (self.value is not None or self.pace or self.note):
            return "checked_on", fault("", _("Enter the date of the check-in."), "missing")
        return None


class CheckIns:
    """The program's check-ins by goal, day and place in the day, and what the file changes of them."""

    def __init__(self, context: ImportContext) -> None:
        self.program_id = context.target_id
        self.change = TableChange(CheckIn, list(COLUMNS))
        self.known: dict[tuple, tuple] = {}
        self.seen: Counter[tuple[UUID, date]] = Counter()
        places: Counter[tuple[UUID, date]] = Counter()
        in_order = CheckIn.objects.filter(program=context.target_id).order_by(
            F("created_at").asc(nulls_first=True), "id"
        )
        for row in in_order.values_list(*COLUMNS):
            key = row[2:4]
            self.known[(*key, places[key])] = row
            places[key] += 1

    def take(self, goal_id: UUID, cells: CheckInCells, numbers: Sequence[Decimal | None]) -> str | None:
        """Take over one check-in of a goal with this baseline and target; return "added", "changed" or None."""
        if cells.checked_on is None:
            return None
        place = self.seen[goal_id, cells.checked_on]
        self.seen[goal_id, cells.checked_on] += 1
        key = (goal_id, cells.checked_on, place)
        old = self.known.get(key)
        if old is None and cells.progress is None and cells.value is None and not (cells.pace or cells.note):
            # A day alone says nothing of the progress, least of all that there is none.
            return None
        made_at, percent, value, pace, _stuck, note = old[4:] if old else (None, 0, None, "", False, "")
        if old is None and place:
            # A file knows the day only; within it, the later row is the later check-in.
            made_at = datetime.combine(cells.checked_on, time(12), UTC) + timedelta(seconds=place)
        value = value if cells.value is None else cells.value
        pace, note = cells.pace or pace, cells.note or note
        percent = self._percent(percent, cells, value, numbers)
        row = (
            old[0] if old else uuid4(), self.program_id, *key[:2], made_at, percent, value, pace,
            pace == Pace.STUCK, note,
        )  # fmt: skip
        if row == old:
            return None
        self.known[key] = row
        (self.change.changed if old else self.change.added).append(row)
        return "changed" if old else "added"

    def _percent(
        self, known: int, cells: CheckInCells, value: Decimal | None, numbers: Sequence[Decimal | None]
    ) -> int:
        baseline, target = numbers
        if cells.progress is not None:
            return cells.progress
        if cells.value is not None and value is not None and baseline is not None and target is not None:
            return progress_of(value, baseline=baseline, target=target)
        return known
