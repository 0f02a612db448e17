"""Import goals with their check-ins and milestones: one of each per row, with the columns of the goal repeated."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from goals.actions import refresh_goals
from goals.attainment import exceeded_from
from goals.enums import Direction, MeasureKind
from goals.import_kinds.check_ins import PACES, CheckInCells, CheckIns
from goals.import_kinds.milestones import MilestoneCells, Milestones
from goals.import_kinds.served import OBJECTIVE, served_objectives
from goals.import_kinds.states import NOT_AGREED, STATES, Standing, standing_from
from goals.models import Goal
from mentoring.imports.cells import CellFault, fault
from mentoring.imports.extensions import ImportContext, ImportKind, Plan, RowFault, Rows, TableChange
from mentoring.imports.fields import Field
from mentoring.people.import_kinds.known import find_each, index_of_people
from programs.enums import MatchState
from programs.import_kinds.pairs import MENTEE
from programs.import_kinds.refresh import refresh_program
from programs.locks import lock_program
from programs.models import Match

# What the cells of a row say, and last the objective that its name was found to mean.
WRITTEN = ("measure", "baseline", "target", "due_on", "skill", "unit", "objective_id")
DERIVED = ("direction", "exceeded_from")

# A digit less than the database takes: what counts as exceeded lies beyond the target.
LARGEST = 10**11 - 1


class GoalImport(ImportKind):
    name = "goals"
    label = _("Goals and check-ins")
    description = _(
        "One row per check-in or milestone, or per goal without any: mentee, goal, measure, target, progress."
    )
    needs_target = True
    result_url_name, result_label = "goals:goal-list", _("Show goals")
    fields = (
        MENTEE,
        Field("goal", _("goal"), ("Goal", "Objective", "Title", "What", "Ziel"), required=True, max_length=300),
        Field("measure", _("measured by"), ("Measure", "Measured by", "Metric", "Messgröße", "Gemessen an"),
              max_length=200),
        Field("baseline", _("baseline"), ("Baseline", "Start value", "Starting value", "Ausgangswert", "Startwert"),
              kind="decimal", limit=LARGEST),
        Field("target", _("target"), ("Target", "Target value", "Zielwert"), kind="decimal", limit=LARGEST),
        Field("due_on", _("due on"), ("Due on", "Due", "Due Date", "Deadline", "Fällig am", "Échéance", "Fecha límite"),
              kind="deadline"),
        Field("state", _("status"), ("Goal status", "Status", "State", "Zielstatus"), kind="choice", choices=STATES),
        Field("closed_on", _("closed on"),
              ("Closed on", "Met on", "Completed on", "Erreicht am", "Beendet am", "Abgeschlossen am"), kind="date"),
        Field("checked_on", _("checked on"), ("Checked on", "Check-in", "Check-in date", "Updated on", "Stand vom"),
              kind="date"),
        Field("progress", _("progress"), ("progress_percent", "Progress", "Progress %", "Percent", "Fortschritt",
              "Progress (percent)", "Fortschritt (Prozent)", "Avancement", "Progreso"),
              kind="percent", is_optional_cell=True),
        Field("value", _("value"), ("Value", "Latest value", "Actual", "Wert", "Istwert"), kind="decimal",
              limit=LARGEST),
        Field("pace", _("pace"), ("Pace", "How is it going", "Trend", "Tempo"), kind="choice", choices=PACES),
        Field("note", _("note"), ("Note", "Check-in note", "Comment", "Notiz"), kind="text", max_length=500),
        Field("milestone", _("milestone"), ("Milestone", "Milestone title", "Meilenstein"), max_length=200),
        Field("milestone_due_on", _("milestone due on"), ("Milestone due on", "Milestone due", "Meilenstein fällig am"),
              kind="date"),
        Field("milestone_done_on", _("milestone done on"),
              ("Milestone done on", "Milestone done", "Meilenstein erledigt am"), kind="date"),
        Field("skill", _("growth area"), ("Growth area", "Skill", "Entwicklungsfeld"), max_length=80),
        Field("unit", _("unit"), ("Unit", "Einheit"), max_length=40),
        OBJECTIVE,
    )  # fmt: skip

    def plan(self, rows: Rows, context: ImportContext) -> Plan:
        plan = Plan()
        matches = match_of_mentee(context)
        mentees = find_each(rows.get("mentee"), index_of_people())
        goals = _Goals(context)
        check_ins, milestones = CheckIns(context), Milestones(context)
        served = served_objectives(rows, context, plan.faults)
        of_goal = zip(*(rows.get(name) for name in WRITTEN[:-1]), served, strict=True)
        of_check_in = _cells(rows, CheckInCells, "checked_on", "progress", "value", "pace", "note")
        of_milestone = _cells(rows, MilestoneCells, "milestone", "milestone_due_on", "milestone_done_on")
        columns = (rows.get(name) for name in ("goal", "state", "closed_on"))
        for row in zip(rows.numbers, mentees, of_goal, of_check_in, of_milestone, *columns, strict=True):
            number, mentee, written, check_in, milestone, title, state, closed_on = row
            match = None if isinstance(mentee, CellFault) else matches.get(mentee)
            if match is None:
                missing = fault(
                    "", _("This mentee has no match in the program. Import the matches first."), "no-match"
                )
                plan.faults.append(
                    RowFault(number, "mentee", mentee if isinstance(mentee, CellFault) else missing)
                )
                continue
            key = (match, title)
            problem = (
                check_in.problem()
                or _future("checked_on", check_in.checked_on, context)
                or _future("closed_on", closed_on, context)
                or goals.problem(key, written)
                or milestone.problem(goal_due_on=goals.due_on(key, written), today=context.today)
            )
            if problem:
                plan.faults.append(RowFault(number, *problem))
                continue
            goal_id, goal_news = goals.take(key, written, state, closed_on, check_in.checked_on)
            news = check_ins.take(goal_id, check_in, goals.numbers(key))
            counted = {goal_news, news, milestones.take(goal_id, milestone)} - {None}
            plan.added += "added" in counted
            plan.updated += "changed" in counted and "added" not in counted
            plan.unchanged += not counted
        plan.changes = [goals.change, check_ins.change, milestones.change]
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
        known = Standing(*old[12:]) if old else None
        standing = standing_from(known, state, seen=seen, closed_on=closed_on, today=self.today)
        derived = self._derived(old, merged, standing)
        row = (old[0] if old else uuid4(), *key, *merged, *derived, *standing)
        if row == old:
            return row[0], None
        (self.change.changed if old else self.change.added).append(row)
        self.known[key] = row
        return row[0], "changed" if old else "added"

    def due_on(self, key: tuple[UUID, str], written: tuple) -> date | None:
        return self._written(key, written)[3]

    def numbers(self, key: tuple[UUID, str]) -> tuple[Decimal | None, Decimal | None]:
        """Return the baseline and the target of a goal that was taken over."""
        return self.known[key][4:6]

    def _written(self, key: tuple[UUID, str], written: tuple) -> tuple:
        old = self.known.get(key, (None, None, None, "", None, None, None, "", "", None))[3:10]
        return tuple(mine if new in (None, "") else new for mine, new in zip(old, written, strict=True))

    def _derived(self, old: tuple | None, merged: tuple, standing: Standing) -> tuple[str, Decimal | None]:
        """Return the direction, and from when the goal is exceeded: fixed once it is agreed."""
        baseline, target = merged[1:3]
        if old and merged[1:3] == old[4:6] and (standing.state in NOT_AGREED or old[11] is not None):
            return old[10], old[11]
        if baseline is None or target is None:
            return (old[10], old[11]) if old else (Direction.RAISE.value, None)
        direction = (Direction.RAISE if target > baseline else Direction.LOWER).value
        kind = self.kinds.get(old[0], MeasureKind.NUMBER) if old else MeasureKind.NUMBER
        agreed = standing.state not in NOT_AGREED
        return direction, exceeded_from(kind=kind, baseline=baseline, target=target) if agreed else None


def _cells(rows: Rows, make: Callable[..., Any], *names: str) -> Iterator[Any]:
    """Yield the cells of these columns, row by row."""
    return (make(*cells) for cells in zip(*(rows.get(name) for name in names), strict=True))


def match_of_mentee(context: ImportContext) -> dict[UUID, UUID]:
    """Return the match of each mentee in the program: the one under way, else the latest."""
    rows = Match.objects.filter(program=context.target_id).order_by("started_on")
    found: dict[UUID, UUID] = {}
    for person, match, state in rows.values_list("mentee__person_id", "id", "state"):
        if person not in found or state != MatchState.ENDED:
            found[person] = match
    return found


def _future(name: str, day: date | None, context: ImportContext) -> tuple[str, CellFault] | None:
    if day is not None and day > context.today:
        return name, fault(day.isoformat(), _("This date is in the future."), "future")
    return None
