"""Import sessions: held, missed, cancelled or planned."""

from uuid import uuid4

from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import Choices, fault
from mentoring.imports.columns import Field
from mentoring.imports.extensions import ImportContext, ImportKind, Plan, RowFault, Rows, TableChange
from programs.enums import SessionState
from programs.import_kinds.pairs import MENTEE, MENTOR, find_pairs, matches_of, no_such_match
from programs.import_kinds.refresh import refresh_program, set_known_until
from programs.locks import lock_program
from programs.models import Session

STATES = Choices(
    {
        SessionState.HELD.value: (
            "done",
            "completed",
            "attended",
            "took place",
            "met",
            "stattgefunden",
            "erledigt",
        ),
        SessionState.MISSED.value: ("no show", "no-show", "not held", "verpasst", "nicht erschienen"),
        SessionState.CANCELLED.value: ("canceled", "called off", "abgesagt", "ausgefallen"),
        SessionState.PLANNED.value: ("scheduled", "booked", "upcoming", "geplant"),
    }
)
WRITTEN = ("state", "minutes", "rating")


class SessionImport(ImportKind):
    name = "sessions"
    label = _("Sessions")
    description = _("One row per session: mentor, mentee, date, status, minutes.")
    needs_target = True
    result_url_name, result_label = "programs:today", _("Open Today")
    has_as_of = True
    fields = (
        MENTOR,
        MENTEE,
        Field("happens_on", _("date"), ("Date", "Session Date", "Held on", "Day", "Datum", "Tag"),
              required=True, kind="date"),
        Field("state", _("status"), ("State", "Status", "Outcome", "Stand"), kind="choice", choices=STATES),
        Field("minutes", _("minutes"), ("Minutes", "Duration", "Length", "Minuten", "Dauer"), kind="integer"),
        Field("rating", _("rating"), ("Rating", "Score", "Stars", "Bewertung"), kind="integer"),
    )  # fmt: skip

    def plan(self, rows: Rows, context: ImportContext) -> Plan:
        plan = Plan()
        pairs = find_pairs(rows, plan.faults)
        matches = matches_of(context.target_id)
        known = {
            row[1:3]: row
            for row in Session.objects.filter(program=context.target_id)
            .values_list("id", "match_id", "happens_on", *WRITTEN)
            .iterator(chunk_size=5000)
        }
        seen: dict[tuple, int] = {}
        change = TableChange(Session, ["id", "program_id", "match_id", "happens_on", *WRITTEN])
        columns = (rows.get(name) for name in ("happens_on", *WRITTEN))
        for number, pair, day, state, minutes, rating in zip(rows.numbers, pairs, *columns, strict=True):
            if pair is None:
                continue
            match = matches.get(pair)
            if match is None:
                plan.faults.append(RowFault(number, "mentee", no_such_match()))
                continue
            state = state or (SessionState.HELD if day <= context.today else SessionState.PLANNED).value
            problem = _problem(
                state, day, minutes, rating, seen.setdefault((match, day), number), number, context
            )
            if problem:
                plan.faults.append(RowFault(number, *problem))
                continue
            key, values = (match, day), (state, minutes, rating)
            old = known.get(key)
            if old is None:
                change.added.append((uuid4(), context.target_id, *key, *values))
                plan.added += 1
            elif old[3:] != values:
                change.changed.append((old[0], context.target_id, *key, *values))
                plan.updated += 1
            else:
                plan.unchanged += 1
        plan.changes = [change]
        return plan

    def lock(self, context: ImportContext) -> None:
        lock_program(context.target_id)

    def finish(self, plan: Plan, context: ImportContext) -> None:
        if plan.changes:
            [change] = plan.changes
            set_known_until(
                context.target_id, context.as_of, {row[2] for row in [*change.added, *change.changed]}
            )
        refresh_program(context)


def _problem(state, day, minutes, rating, first, number, context: ImportContext) -> tuple | None:
    if first != number:
        same = _("Row %(row)s has a session of the same match on the same day.") % {"row": first}
        return "happens_on", fault(day.isoformat(), same, "repeated")
    if state != SessionState.PLANNED and day > context.today:
        return "happens_on", fault(
            day.isoformat(), _("This date is in the future, so the status must be “planned”."), "future"
        )
    if minutes is not None and not 1 <= minutes <= 1440:
        return "minutes", fault(str(minutes), _("Enter the minutes, from 1 to 1440."), "range")
    if rating is not None and not 1 <= rating <= 5:
        return "rating", fault(str(rating), _("Enter a rating from 1 to 5."), "range")
    return None
