"""Import sessions: held, missed, cancelled or planned."""

from collections import defaultdict
from datetime import UTC, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import fault
from mentoring.imports.choices import Choices
from mentoring.imports.extensions import ImportContext, ImportKind, Plan, RowFault, Rows, TableChange
from mentoring.imports.fields import Field
from programs.enums import SessionState
from programs.import_kinds.pairs import MENTEE, MENTOR, find_pairs, matches_of, no_such_match
from programs.import_kinds.refresh import refresh_program, set_known_until
from programs.locks import lock_program
from programs.models import Session
from programs.session_times import moment_of

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
    },
    labels={state.value: state.label for state in SessionState},
    hints=(
        (SessionState.CANCELLED.value, ("cancel", "resched", "postpon", "abgesag", "verschob", "annul", "report",
                                        "aplaz", "ausgefall", "moved")),
        (SessionState.MISSED.value, ("no", "miss", "absent", "verpass", "nicht", "manqu", "falt")),
        (SessionState.HELD.value, ("held", "complet", "attend", "done", "took", "met", "happen", "stattgef", "durchgef",
                                   "erledig", "tenue", "termin", "realiz", "partial")),
        (SessionState.PLANNED.value, ("plan", "sched", "upcom", "book", "geplant", "prevu", "confirm", "tentativ",
                                      "program")),
    ),
)  # fmt: skip
COLUMNS = ("happens_on", "at", "external_id", "state", "minutes", "rating")
WRITTEN = ("happens_on", "starts_at", "time_zone", "external_id", "state", "minutes", "rating")


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
        Field("happens_on", _("date"), ("Date", "Session Date", "Meeting Date", "When", "Held on", "Day",
              "Datum", "Tag"),
              required=True, kind="moment"),
        Field("at", _("time"), ("Time", "Start Time", "Start", "Begins", "Uhrzeit", "Beginn"), kind="time"),
        Field("external_id", _("session id"), ("Session ID", "Meeting ID", "Event ID", "UID", "Termin-ID"),
              kind="text", max_length=120),
        Field("state", _("status"), ("State", "Status", "Outcome", "Stand"), kind="choice", choices=STATES),
        Field("minutes", _("minutes"), ("Minutes", "Duration", "Length", "Minuten", "Dauer", "Durée", "Duración"),
              kind="minutes"),
        Field("rating", _("rating"), ("Rating", "Score", "Stars", "Bewertung", "Note", "Calificación"), kind="rating"),
    )  # fmt: skip

    def plan(self, rows: Rows, context: ImportContext) -> Plan:
        plan = Plan()
        pairs = find_pairs(rows, plan.faults)
        matches = matches_of(context.target_id)
        known = KnownSessions(context.target_id)
        seen: dict[tuple, int] = {}
        change = TableChange(Session, ["id", "program_id", "match_id", *WRITTEN])
        columns = (rows.get(name) for name in COLUMNS)
        for number, pair, *cells in zip(rows.numbers, pairs, *columns, strict=True):
            if pair is None:
                continue
            match = matches.get(pair)
            if match is None:
                plan.faults.append(RowFault(number, "mentee", no_such_match()))
                continue
            row = _row_of(cells, context)
            problem = row if isinstance(row[0], str) else _repeated(match, row, number, seen)
            if problem:
                plan.faults.append(RowFault(number, *problem))
                continue
            old = known.take(match, row)
            if old is not None:
                row = _with_known_time(row, old[1])
            if known.belongs_to_another(match, row, old):
                there = fault(
                    "", _("This match already has a session at this time or with this ID."), "repeated"
                )
                plan.faults.append(RowFault(number, "happens_on", there))
                continue
            if old is None:
                change.added.append((uuid4(), context.target_id, match, *row))
                plan.added += 1
            elif old[1] != row:
                change.changed.append((old[0], context.target_id, match, *row))
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


class KnownSessions:
    """The sessions of a program, each found once: by external id, else by time, else by order within the day."""

    def __init__(self, program_id: UUID | None) -> None:
        self.by_id: dict[tuple, tuple] = {}
        self.by_time: dict[tuple, tuple] = {}
        self.by_day: dict[tuple, list[tuple]] = defaultdict(list)
        self.taken: set[UUID] = set()
        found = Session.objects.filter(program=program_id).order_by(
            "happens_on", "starts_at", "minutes", "id"
        )
        for session_id, match, *values in found.values_list("id", "match_id", *WRITTEN).iterator(
            chunk_size=5000
        ):
            row = (session_id, tuple(values))
            day, starts_at, external_id = values[0], values[1], values[3]
            if external_id:
                self.by_id[match, external_id] = row
            if starts_at:
                self.by_time[match, starts_at] = row
            self.by_day[match, day].append(row)

    def take(self, match: UUID, values: tuple) -> tuple | None:
        """Return the session (id, values) that a row is about, or None; the next row does not find it again."""
        row = self._find(match, values)
        if row is not None:
            self.taken.add(row[0])
        return row

    def _find(self, match: UUID, values: tuple) -> tuple | None:
        day, starts_at, external_id = values[0], values[1], values[3]
        if external_id and (match, external_id) in self.by_id:
            return self._free(self.by_id[match, external_id])
        if starts_at and (match, starts_at) in self.by_time:
            return self._free(self.by_time[match, starts_at])
        free = [row for row in self.by_day[match, day] if row[0] not in self.taken]
        # A session that is known by another id or time is another one.
        free = [row for row in free if not (external_id and row[1][3]) and not (starts_at and row[1][1])]
        return next((row for row in free if row[1] == values), free[0] if free else None)

    def belongs_to_another(self, match: UUID, values: tuple, own: tuple | None) -> bool:
        """Return whether another known session has this time or this id."""
        at, external_id = values[1], values[3]
        others = (
            self.by_time.get((match, at)) if at else None,
            self.by_id.get((match, external_id)) if external_id else None,
        )
        return any(other is not None and (own is None or other[0] != own[0]) for other in others)

    def _free(self, row: tuple) -> tuple | None:
        return None if row[0] in self.taken else row


def _with_known_time(values: tuple, known: tuple) -> tuple:
    """Return the values with the time and id that are known already where the file has none."""
    day, starts_at, time_zone, external_id, *others = values
    if starts_at is None and day == known[0]:
        starts_at, time_zone = known[1], known[2]
    return day, starts_at, time_zone, external_id or known[3], *others


def _repeated(match: UUID, row: tuple, number: int, seen: dict[tuple, int]) -> tuple | None:
    """Return the fault of a row that an earlier one equals, or whose time or id an earlier one has."""
    day, starts_at, _zone, external_id, *_others = row
    keys: list[tuple] = [(match, *row)]
    if starts_at:
        keys.append((match, "at", starts_at))
    if external_id:
        keys.append((match, "id", external_id))
    earlier = [seen[key] for key in keys if key in seen]
    for key in keys:
        seen.setdefault(key, number)
    if not earlier:
        return None
    same = _("Row %(row)s is the same. For two sessions on one day, give times or ids.")
    return "happens_on", fault(day.isoformat(), same % {"row": earlier[0]}, "repeated")


def _row_of(cells: list, context: ImportContext) -> tuple:
    """Return the values to write in the order of WRITTEN, or (column, fault). The day is the organization's."""
    moment, at, external_id, state, minutes, rating = cells
    own = context.organization.time_zone
    zone = context.time_zone or own
    at = at or moment.at
    day, starts_at = moment.day, None
    if at is not None:
        try:
            starts_at = (
                datetime.combine(day, at, tzinfo=moment.zone).astimezone(UTC)
                if moment.zone
                else moment_of(day, at, zone)
            )
        except ValidationError as error:
            return "at", fault(at.isoformat("minutes"), " ".join(error.messages), "skipped")
        day = starts_at.astimezone(ZoneInfo(own)).date()
    state = state or (SessionState.HELD if day <= context.today else SessionState.PLANNED).value
    if problem := _problem(state, day, minutes, rating, context):
        return problem
    return day, starts_at, zone if starts_at else "", external_id or "", state, minutes, rating


def _problem(state, day, minutes, rating, context: ImportContext) -> tuple | None:
    if state != SessionState.PLANNED and day > context.today:
        return "happens_on", fault(
            day.isoformat(), _("This date is in the future, so the status must be “planned”."), "future"
        )
    if minutes is not None and not 1 <= minutes <= 1440:
        return "minutes", fault(str(minutes), _("Enter the minutes, from 1 to 1440."), "range")
    if rating is not None and not 1 <= rating <= 5:
        return "rating", fault(str(rating), _("Enter a rating from 1 to 5."), "range")
    return None
