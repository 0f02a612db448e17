"""Import goals with their check-ins: one check-in per row, with the columns of the goal repeated."""

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from goals.actions import refresh_goals
from goals.enums import GoalState
from goals.models import CheckIn, Goal
from mentoring.imports.cells import CellFault, fault
from mentoring.imports.columns import Field
from mentoring.imports.extensions import ImportContext, ImportKind, Plan, RowFault, Rows, TableChange
from mentoring.people.import_kinds.known import find_each, index_of_people
from programs.enums import MatchState
from programs.import_kinds.pairs import MENTEE
from programs.import_kinds.refresh import refresh_program
from programs.locks import lock_program
from programs.models import Match

WRITTEN = ("measure", "target", "due_on", "agreed_on")


class GoalImport(ImportKind):
    name = "goals"
    label = _("Goals and check-ins")
    description = _(
        "One row per check-in, or per goal without check-ins: mentee, goal, measure, target, progress."
    )
    needs_target = True
    result_url_name, result_label = "goals:goal-list", _("Show goals")
    fields = (
        MENTEE,
        Field("goal", _("goal"), ("Goal", "Objective", "Title", "What", "Ziel"), required=True, max_length=300),
        Field("measure", _("measured by"), ("Measure", "Measured by", "Metric", "Messgröße"), max_length=200),
        Field("target", _("target"), ("Target", "Target value", "Zielwert"), kind="decimal"),
        Field("due_on", _("due on"), ("Due on", "Due", "Due Date", "Deadline", "Fällig am"), kind="date"),
        Field("checked_on", _("checked on"), ("Checked on", "Check-in", "Check-in date", "Updated on", "Stand vom"),
              kind="date"),
        Field("progress", _("progress"), ("progress_percent", "Progress", "Progress %", "Percent", "Fortschritt"),
              kind="integer"),
    )  # fmt: skip

    def plan(self, rows: Rows, context: ImportContext) -> Plan:
        plan = Plan()
        matches = _match_of_mentee(context)
        mentees = find_each(rows.get("mentee"), index_of_people())
        goals = _Goals(context)
        check_ins = _CheckIns(context)
        columns = (
            rows.get(name) for name in ("goal", "measure", "target", "due_on", "checked_on", "progress")
        )
        for row in zip(rows.numbers, mentees, *columns, strict=True):
            number, mentee, title, measure, target, due_on, checked_on, progress = row
            match = None if isinstance(mentee, CellFault) else matches.get(mentee)
            if match is None:
                missing = fault(
                    "", _("This mentee has no match in the program. Import the matches first."), "no-match"
                )
                plan.faults.append(
                    RowFault(number, "mentee", mentee if isinstance(mentee, CellFault) else missing)
                )
                continue
            problem = _problem(checked_on, progress, context)
            if problem:
                plan.faults.append(RowFault(number, *problem))
                continue
            goal_id, goal_news = goals.take((match, title), measure, target, due_on, checked_on)
            news = check_ins.take(goal_id, checked_on, progress) if checked_on is not None else None
            counted = {news, goal_news} - {None}
            plan.added += "added" in counted
            plan.updated += "changed" in counted and "added" not in counted
            plan.unchanged += not counted
        plan.changes = [goals.change, check_ins.change]
        return plan

    def lock(self, context: ImportContext) -> None:
        lock_program(context.target_id)

    def finish(self, plan: Plan, context: ImportContext) -> None:
        refresh_goals(context.target_id)
        refresh_program(context)


class _Goals:
    """The program's goals by match and title, and what the file changes of them."""

    def __init__(self, context: ImportContext) -> None:
        self.change = TableChange(Goal, ["id", "match_id", "title", *WRITTEN, "state"])
        rows = Goal.objects.filter(match__program=context.target_id).values_list(
            "id", "match_id", "title", *WRITTEN, "state"
        )
        self.known = {row[1:3]: row for row in rows}
        self.done: set[tuple] = set()

    def take(
        self,
        key: tuple[UUID, str],
        measure: str | None,
        target: Decimal | None,
        due: date | None,
        seen: date | None,
    ) -> tuple[UUID, str | None]:
        """Return the goal's id, and "added" or "changed" the first time that it is."""
        old = self.known.get(key)
        if key in self.done and old:
            return old[0], None
        self.done.add(key)
        if old is None:
            row = (uuid4(), *key, measure or "", target, due, seen, GoalState.AGREED.value)
            self.change.added.append(row)
            self.known[key] = row
            return row[0], "added"
        row = (
            old[0],
            *key,
            measure or old[3],
            old[4] if target is None else target,
            due or old[5],
            old[6],
            old[7],
        )
        if row == old:
            return old[0], None
        self.change.changed.append(row)
        return old[0], "changed"


class _CheckIns:
    def __init__(self, context: ImportContext) -> None:
        self.program_id = context.target_id
        self.change = TableChange(CheckIn, ["id", "program_id", "goal_id", "checked_on", "progress_percent"])
        rows = CheckIn.objects.filter(program=context.target_id).values_list(
            "id", "goal_id", "checked_on", "progress_percent"
        )
        self.known = {row[1:3]: row for row in rows}

    def take(self, goal_id: UUID, day: date, percent: int | None) -> str | None:
        key, percent = (goal_id, day), percent or 0
        old = self.known.get(key)
        if old is None:
            row = (uuid4(), self.program_id, *key, percent)
            self.change.added.append(row)
            self.known[key] = (row[0], *key, percent)
            return "added"
        if old[3] == percent:
            return None
        self.change.changed.append((old[0], self.program_id, *key, percent))
        return "changed"


def _match_of_mentee(context: ImportContext) -> dict[UUID, UUID]:
    """Return the match of each mentee in the program: the one under way, else the latest."""
    rows = Match.objects.filter(program=context.target_id).order_by("started_on")
    found: dict[UUID, UUID] = {}
    for person, match, state in rows.values_list("mentee__person_id", "id", "state"):
        if person not in found or state != MatchState.ENDED:
            found[person] = match
    return found


def _problem(day: date | None, percent: int | None, context: ImportContext) -> tuple[str, CellFault] | None:
    if percent is not None and not 0 <= percent <= 100:
        return "progress", fault(str(percent), _("Enter the progress in percent, from 0 to 100."), "range")
    if day is not None and day > context.today:
        return "checked_on", fault(day.isoformat(), _("This date is in the future."), "future")
    return None
