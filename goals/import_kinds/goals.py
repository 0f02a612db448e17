"""Import goals with their check-ins: one check-in per row, with the columns of the goal repeated."""

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from goals.actions import refresh_goals
from goals.attainment import exceeded_from
from goals.enums import Direction, MeasureKind
from goals.import_kinds.states import NOT_AGREED, STATES, Standing, standing_from
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

WRITTEN = ("measure", "baseline", "target", "due_on")
DERIVED = ("direction", "exceeded_from")


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
        Field("baseline", _("baseline"), ("Baseline", "Start value", "Starting value", "Ausgangswert", "Startwert"),
              kind="decimal"),
        Field("target", _("target"), ("Target", "Target value", "Zielwert"), kind="decimal"),
        Field("due_on", _("due on"), ("Due on", "Due", "Due Date", "Deadline", "Fällig am", "Échéance", "Fecha límite"),
              kind="deadline"),
        Field("state", _("status"), ("Goal status", "Status", "State", "Zielstatus"), kind="choice", choices=STATES),
        Field("closed_on", _("closed on"), ("Closed on", "Met on", "Completed on", "Erreicht am", "Beendet am"),
              kind="date"),
        Field("checked_on", _("checked on"), ("Checked on", "Check-in", "Check-in date", "Updated on", "Stand vom"),
              kind="date"),
        Field("progress", _("progress"), ("progress_percent", "Progress", "Progress %", "Percent", "Fortschritt",
               "Avancement", "Progreso"), kind="percent", is_optional_cell=True),
    )  # fmt: skip

    def plan(self, rows: Rows, context: ImportContext) -> Plan:
        plan = Plan()
        matches = _match_of_mentee(context)
        mentees = find_each(rows.get("mentee"), index_of_people())
        goals = _Goals(context)
        check_ins = _CheckIns(context)
        of_goal = zip(*(rows.get(name) for name in WRITTEN), strict=True)
        columns = (rows.get(name) for name in ("goal", "state", "closed_on", "checked_on", "progress"))
        for row in zip(rows.numbers, mentees, of_goal, *columns, strict=True):
            number, mentee, written, title, state, closed_on, checked_on, progress = row
            match = None if isinstance(mentee, CellFault) else matches.get(mentee)
            if match is None:
                missing = fault(
                    "", _("This mentee has no match in the program. Import the matches first."), "no-match"
                )
                plan.faults.append(
                    RowFault(number, "mentee", mentee if isinstance(mentee, CellFault) else missing)
                )
                continue
            problem = _problem(checked_on, progress, context) or _future("closed_on", closed_on, context)
            problem = problem or goals.problem((match, title), written)
            if problem:
                plan.faults.append(RowFault(number, *problem))
                continue
            goal_id, goal_news = goals.take((match, title), written, state, closed_on, checked_on)
            news = (
                check_ins.take(goal_id, checked_on, progress) if None not in (checked_on, progress) else None
            )
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
        self.today = context.today
        columns = ["id", "match_id", "title", *WRITTEN, *DERIVED, *Standing._fields]
        self.change = TableChange(Goal, columns)
        goals = Goal.objects.filter(match__program=context.target_id)
        self.known = {row[1:3]: row for row in goals.values_list(*columns)}
        self.kinds = dict(goals.values_list("id", "kind"))
        self.done: set[tuple] = set()

    def problem(self, key: tuple[UUID, str], written: tuple) -> tuple[str, CellFault] | None:
        """Return what is wrong with the numbers of a row, together with those that are known."""
        baseline, target = self._written(key, written)[1:3]
        if baseline is not None and baseline == target:
            return "target", fault(str(target), _("The target is the same as today's value."), "range")
        return None

    def take(
        self,
        key: tuple[UUID, str],
        written: tuple,
        state: str | None,
        closed_on: date | None,
        seen: date | None,
    ) -> tuple[UUID, str | None]:
        """Return the goal's id, and "added" or "changed" the first time that it is."""
        old = self.known.get(key)
        if key in self.done and old:
            return old[0], None
        self.done.add(key)
        merged = self._written(key, written)
        known = Standing(*old[9:]) if old else None
        standing = standing_from(known, state, seen=seen, closed_on=closed_on, today=self.today)
        derived = self._derived(old, merged, standing)
        row = (old[0] if old else uuid4(), *key, *merged, *derived, *standing)
        if row == old:
            return row[0], None
        (self.change.changed if old else self.change.added).append(row)
        self.known[key] = row
        return row[0], "changed" if old else "added"

    def _written(self, key: tuple[UUID, str], written: tuple) -> tuple:
        old = self.known.get(key, (None, None, None, "", None, None, None))[3:7]
        return tuple(mine if new in (None, "") else new for mine, new in zip(old, written, strict=True))

    def _derived(self, old: tuple | None, merged: tuple, standing: Standing) -> tuple[str, Decimal | None]:
        """Return the direction, and from when the goal is exceeded: fixed once it is agreed."""
        baseline, target = merged[1:3]
        if old and merged[1:3] == old[4:6] and (standing.state in NOT_AGREED or old[8] is not None):
            return old[7], old[8]
        if baseline is None or target is None:
            return (old[7], old[8]) if old else (Direction.RAISE.value, None)
        direction = (Direction.RAISE if target > baseline else Direction.LOWER).value
        kind = self.kinds.get(old[0], MeasureKind.NUMBER) if old else MeasureKind.NUMBER
        agreed = standing.state not in NOT_AGREED
        return direction, exceeded_from(kind=kind, baseline=baseline, target=target) if agreed else None


class _CheckIns:
    def __init__(self, context: ImportContext) -> None:
        self.program_id = context.target_id
        self.change = TableChange(CheckIn, ["id", "program_id", "goal_id", "checked_on", "progress_percent"])
        rows = CheckIn.objects.filter(program=context.target_id).values_list(
            "id", "goal_id", "checked_on", "progress_percent"
        )
        self.known = {row[1:3]: row for row in rows}

    def take(self, goal_id: UUID, day: date, percent: int) -> str | None:
        key = (goal_id, day)
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
    return _future("checked_on", day, context)


def _future(name: str, day: date | None, context: ImportContext) -> tuple[str, CellFault] | None:
    if day is not None and day > context.today:
        return name, fault(day.isoformat(), _("This date is in the future."), "future")
    return None
