"""Import action plans: one action per row. What the file changes of a plan becomes one revision of it."""

import json
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from goals.actions.refresh import refresh_plans
from goals.enums import ActionOwner, RevisionKind
from goals.import_kinds.goals import match_of_mentee
from goals.models import ActionPlan, PlanAction, PlanRevision
from goals.plan_changes import MOST_ACTIONS, Entry
from mentoring.imports.cells import CellFault, fault
from mentoring.imports.choices import Choices
from mentoring.imports.extensions import ImportContext, ImportKind, Plan, RowFault, Rows, TableChange
from mentoring.imports.fields import Field
from mentoring.people.import_kinds.known import find_each, index_of_people
from programs.import_kinds.pairs import MENTEE
from programs.import_kinds.refresh import refresh_program
from programs.locks import lock_program

OWNERS = Choices(
    {
        ActionOwner.MENTOR.value: ("mentorin", "coach"),
        ActionOwner.MENTEE.value: ("protégé", "coachee"),
        ActionOwner.BOTH.value: ("both of us", "together", "beide", "gemeinsam"),
    }
)
REVISION = ("id", "plan_id", "number", "kind", "saved_on", "saved_at", "source", "actions")


class PlanImport(ImportKind):
    name = "plans"
    label = _("Action plans")
    description = _("One row per action: mentee, action, who, by when, done on.")
    needs_target = True
    result_url_name, result_label = "goals:plan-list", _("Show plans")
    fields = (
        MENTEE,
        Field("action", _("action"), ("Action", "Action item", "Task", "Step", "Aktion", "Maßnahme", "Aufgabe"),
              required=True, max_length=200),
        Field("who", _("who"), ("Who", "Owner", "Responsible", "Wer", "Verantwortlich"), kind="choice",
              choices=OWNERS),
        Field("due_on", _("by when"), ("By when", "Due on", "Due", "Due Date", "Deadline", "Bis wann", "Fällig am"),
              kind="date"),
        Field("done_on", _("done on"), ("Done on", "Completed on", "Erledigt am"), kind="date"),
        Field("updated_on", _("plan updated on"),
              ("Plan updated on", "Updated on", "Last updated", "Plan vom", "Zuletzt aktualisiert"), kind="date"),
    )  # fmt: skip

    def plan(self, rows: Rows, context: ImportContext) -> Plan:
        plan, matches = Plan(), match_of_mentee(context)
        mentees, plans = find_each(rows.get("mentee"), index_of_people()), _Plans(context)
        columns = (rows.get(name) for name in ("action", "who", "due_on", "done_on", "updated_on"))
        for number, mentee, title, who, due_on, done_on, updated_on in zip(
            rows.numbers, mentees, *columns, strict=True
        ):
            match = None if isinstance(mentee, CellFault) else matches.get(mentee)
            if match is None:
                missing = fault(
                    "", _("This mentee has no match in the program. Import the matches first."), "no-match"
                )
                cell = mentee if isinstance(mentee, CellFault) else missing
                plan.faults.append(RowFault(number, "mentee", cell))
                continue
            problem = _future("done_on", done_on, context) or _future("updated_on", updated_on, context)
            problem = problem or plans.problem(match, title)
            if problem:
                plan.faults.append(RowFault(number, *problem))
                continue
            news = plans.take(match, title, who, due_on, done_on, updated_on)
            plan.added += news == "added"
            plan.updated += news == "changed"
            plan.unchanged += news == ""
        plan.changes = plans.changes()
        return plan

    def lock(self, context: ImportContext) -> None:
        lock_program(context.target_id)

    def finish(self, plan: Plan, context: ImportContext) -> None:
        refresh_plans(context.target_id)
        refresh_program(context)


class _Plans:
    """The program's plans by match, what they say, and what the file changes of them."""

    def __init__(self, context: ImportContext) -> None:
        self.context = context
        plans = ActionPlan.objects.filter(match__program=context.target_id)
        self.plans = {
            match: (pk, number, on)
            for pk, match, number, on in plans.values_list("id", "match_id", "revision", "revised_on")
        }
        self.entries: dict[UUID, list[Entry]] = {}
        actions = PlanAction.objects.filter(plan__match__program=context.target_id)
        for row in actions.select_related("plan").order_by("position", "id"):
            self.entries.setdefault(row.plan.match_id, []).append(
                Entry(row.pk, row.title, row.who, row.due_on, row.goal_id, row.done_on)
            )
        self.known = {entry.id for entries in self.entries.values() for entry in entries}
        self.touched: dict[UUID, set[UUID]] = {}
        self.updated_on: dict[UUID, date] = {}

    def problem(self, match: UUID, title: str) -> tuple[str, CellFault] | None:
        entries = self.entries.get(match, [])
        if len(entries) >= MOST_ACTIONS and all(entry.title != title for entry in entries):
            return "action", fault(title, _("This plan has more than 30 actions."), "range")
        return None

    def take(
        self,
        match: UUID,
        title: str,
        who: str | None,
        due_on: date | None,
        done_on: date | None,
        updated_on: date | None,
    ) -> str:
        """Take over one action; return "added", "changed" or "". Blank cells change nothing."""
        if updated_on:
            self.updated_on[match] = max(updated_on, self.updated_on.get(match, updated_on))
        entries = self.entries.setdefault(match, [])
        place = next((n for n, entry in enumerate(entries) if entry.title == title), None)
        if place is None:
            entry = Entry(uuid4(), title, who or ActionOwner.MENTEE.value, due_on, None, done_on)
            entries.append(entry)
        else:
            old = entries[place]
            entry = replace(
                old, who=who or old.who, due_on=due_on or old.due_on, done_on=done_on or old.done_on
            )
            if entry == old:
                return ""
            entries[place] = entry
        self.touched.setdefault(match, set()).add(entry.id)
        return "added" if place is None else "changed"

    def changes(self) -> list[TableChange]:
        plans = TableChange(ActionPlan, ["id", "match_id"])
        names = ["id", "plan_id", "position", "title", "who", "due_on", "done_on"]
        actions, revisions = TableChange(PlanAction, names), TableChange(PlanRevision, list(REVISION))
        for match, ids in self.touched.items():
            plan_id, number, revised_on = self.plans.get(match, (None, 0, None))
            if plan_id is None:
                plan_id = uuid4()
                plans.added.append((plan_id, match))
            for position, it in enumerate(self.entries[match]):
                if it.id in ids:
                    row = (it.id, plan_id, position, it.title, it.who, it.due_on, it.done_on)
                    (actions.changed if it.id in self.known else actions.added).append(row)
            revisions.added.append(self._revision(match, plan_id, number, revised_on))
        return [plans, actions, revisions]

    def _revision(self, match: UUID, plan_id: UUID, number: int, revised_on: date | None) -> tuple[Any, ...]:
        on = self.updated_on.get(match, self.context.today)
        saved_on = max(on, revised_on or on)
        stored = json.dumps([entry.stored for entry in self.entries[match]])
        kind = RevisionKind.IMPORTED.value
        return uuid4(), plan_id, number + 1, kind, saved_on, self.context.now, "", stored


def _future(name: str, day: date | None, context: ImportContext) -> tuple[str, CellFault] | None:
    if day is not None and day > context.today:
        return name, fault(day.isoformat(), _("This date is in the future."), "future")
    return None
