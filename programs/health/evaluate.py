"""Calculate the health of matches and store it on them, so that lists filter by a column."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F

from mentoring.tenancy.bulk import update_rows
from programs.enums import Health, MatchState, ProgramState
from programs.extensions import HEALTH_PROVIDERS, EvaluatedMatch
from programs.health.feedback import matches_that_confirmed_the_gap
from programs.health.pausable_calendar import PausableCalendar
from programs.health.rules import MatchFacts, Signal, assess
from programs.models import Absence, Break, HealthSnapshot, Match, MatchChange, Program
from programs.program_settings import GAP_ATTENTION, health_limits

CHUNK = 5000


def evaluation_day(known_until: date | None, today: date) -> date:
    """Return the day on which a match is evaluated: today, or the day up to which files contain its sessions."""
    return min(today, known_until or today)


def is_over(program: Program, today: date) -> bool:
    return program.state == ProgramState.CLOSED or (program.ends_on is not None and program.ends_on < today)


def evaluate_program(program: Program, *, today: date, match_ids: Sequence[UUID] | None = None) -> int:
    """Recalculate the health of the program's matches (or of `match_ids`); return how many changed.

    Reads rolled-up columns only. A second evaluation on the same day changes nothing.
    """
    matches = Match.objects.filter(program=program).introduced()
    if match_ids is not None:
        matches = matches.filter(pk__in=match_ids)
    calendars = Calendars(program)
    changed = 0
    rows: list[dict[str, Any]] = []
    for row in matches.values(*READ).iterator(chunk_size=CHUNK):
        rows.append(row)
        if len(rows) == CHUNK:
            changed += _evaluate(program, rows, calendars, today)
            rows = []
    return changed + _evaluate(program, rows, calendars, today)


READ = (
    "id", "state", "started_on", "ended_on", "held_count", "last_held_on", "next_planned_on", "mentor_id", "mentee_id",
    "health", "calculated_health", "signals", "health_since", "override", "evaluated_on", "expected_count",
    "goals_agreed", "sessions_known_until", "mentor__paused_on", "mentee__paused_on",
)  # fmt: skip
WRITTEN = ("id", "health", "calculated_health", "signals", "health_since", "evaluated_on", "expected_count")


def _evaluate(program: Program, rows: list[dict[str, Any]], calendars: "Calendars", today: date) -> int:
    over, limits = is_over(program, today), health_limits(program)
    confirmed = _confirmed_gaps(program, rows, today)
    evaluated = [
        EvaluatedMatch(
            row["id"],
            MatchFacts(
                started_on=row["started_on"],
                day=evaluation_day(row["sessions_known_until"], today),
                meeting_interval_days=program.meeting_interval_days,
                held_count=row["held_count"],
                last_held_on=row["last_held_on"],
                next_planned_on=row["next_planned_on"],
                calendar=calendars.of(row["id"], row["mentor_id"], row["mentee_id"]),
                is_over=over or row["state"] == MatchState.ENDED,
                is_paused=row["state"] == MatchState.PAUSED
                or bool(row["mentor__paused_on"] or row["mentee__paused_on"]),
                is_gap_confirmed=row["sessions_known_until"] is not None or row["id"] in confirmed,
                limits=limits,
            ),
            row["goals_agreed"],
        )
        for row in rows
    ]
    under_way = [match for match in evaluated if not match.facts.is_over]
    others: dict[UUID, list[Signal]] = defaultdict(list)
    for provider in HEALTH_PROVIDERS if under_way else ():
        for match_id, signals in provider.signals(program, under_way).items():
            others[match_id].extend(signals)
    changes = []
    for row, match in zip(rows, evaluated, strict=True):
        found = _with_stored_beginning(others.get(match.id, ()), row["signals"])
        health, signals, since = assess(match.facts, found)
        now = (
            *_stored(row, health, signals, since, match.facts.day),
            expected_sessions(match.facts, row["ended_on"], program),
        )
        if now != tuple(row[name] for name in WRITTEN):
            changes.append((*now[:3], json.dumps(now[3]), *now[4:]))
    update_rows(Match, WRITTEN, changes)
    return len(changes)


def _confirmed_gaps(program: Program, rows: list[dict[str, Any]], day: date) -> set[UUID]:
    """Return the matches whose gap both sides were asked about; one query, and none where sessions come from files."""
    limit = timedelta(days=int(GAP_ATTENTION.of(program) * program.meeting_interval_days))
    last_held_on = {
        row["id"]: row["last_held_on"]
        for row in rows
        if row["sessions_known_until"] is None and row["last_held_on"] and day - row["last_held_on"] > limit
    }
    return matches_that_confirmed_the_gap(last_held_on) if last_held_on else set()


def _with_stored_beginning(found: Sequence[Signal], stored: Sequence[dict[str, Any]]) -> list[Signal]:
    """Return the signals; one with an unknown beginning keeps the day on which it was first found."""
    known = {signal["code"]: date.fromisoformat(signal["since"]) for signal in stored}
    return [
        replace(signal, since=min(signal.since, known.get(signal.code, signal.since)))
        if signal.is_beginning_unknown
        else signal
        for signal in found
    ]


def expected_sessions(match: MatchFacts, ended_on: date | None, program: Program) -> int:
    """Return the number of sessions expected by the day of the evaluation, or by the end of the match."""
    until = min(filter(None, (match.day, ended_on, program.ends_on)))
    return match.calendar.elapsed(match.started_on, until) // match.meeting_interval_days


def _stored(row: dict[str, Any], health: str, signals: list[Signal], since: date | None, day: date) -> tuple:
    displayed = row["override"] if row["override"] and health != Health.FINISHED else health
    if since is None:
        # The beginning is unknown: use the day of the evaluation that first found it.
        since = row["health_since"] if row["calculated_health"] == health and row["health_since"] else day
    stored = [
        {"code": s.code, "level": str(s.level), "since": s.since.isoformat(), "values": s.values}
        for s in signals
    ]
    return row["id"], str(displayed), str(health), stored, since, day


class Calendars:
    """The calendar of each match, paused by the program's breaks, the absences of its two, and its own pauses."""

    def __init__(self, program: Program) -> None:
        self.breaks = list(Break.objects.filter(program=program).values_list("starts_on", "ends_on"))
        self.absences: dict[UUID, list[tuple[date, date]]] = defaultdict(list)
        absences = Absence.objects.filter(participant__program=program)
        for participant, first, last in absences.values_list("participant_id", "starts_on", "ends_on"):
            self.absences[participant].append((first, last))
        # Of a match that has ended or is paused for good, the last day is not known and not needed.
        changes = MatchChange.objects.filter(match__program=program, until__gte=F("changed_on"))
        for match, first, last in changes.values_list("match_id", "changed_on", "until"):
            self.absences[match].append((first, last))
        self.common = PausableCalendar(self.breaks)

    def of(self, *owners: UUID) -> PausableCalendar:
        """Return the calendar of a match, by the ids of the match and of both participants."""
        own = [days for owner in owners for days in self.absences.get(owner, ())]
        return PausableCalendar([*self.breaks, *own]) if own else self.common


class CalendarsByProgram:
    """The calendars of matches of any programs. Three queries for each, made for the first of its matches."""

    def __init__(self) -> None:
        self._by_program: dict[UUID, Calendars] = {}

    def of(self, match: Match) -> PausableCalendar:
        """Return the calendar of a match whose program is loaded."""
        if match.program_id not in self._by_program:
            self._by_program[match.program_id] = Calendars(match.program)
        return self._by_program[match.program_id].of(match.pk, match.mentor_id, match.mentee_id)


def take_snapshot(program: Program, *, week_ends_on: date) -> HealthSnapshot:
    """Store the number of matches by health at the end of a week. An existing snapshot is kept."""
    introduced = Match.objects.filter(program=program).introduced()
    counts = dict(introduced.values_list("health").annotate(n=Count("id")))
    snapshot, _made = HealthSnapshot.objects.get_or_create(
        program=program,
        week_ends_on=week_ends_on,
        defaults={health.value: counts.get(health.value, 0) for health in Health},
    )
    return snapshot


def last_sunday(day: date) -> date:
    """Return `day` if it is a Sunday, else the Sunday before."""
    return day - timedelta(days=(day.weekday() + 1) % 7)
