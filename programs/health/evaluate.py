"""Work out the health of matches and keep it on them, so that lists filter by a column and trends are facts."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Count

from mentoring.registry import Registry
from mentoring.tenancy.bulk import update_rows
from programs.enums import Health, MatchState, ProgramState
from programs.health.pausable_calendar import Clock
from programs.health.rules import MatchFacts, Signal, judge
from programs.models import AwayPeriod, HealthSnapshot, Match, Program, QuietPeriod

CHUNK = 5000


@dataclass(frozen=True)
class Judged:
    """A match under way, as the providers of signals get it."""

    id: UUID
    facts: MatchFacts
    goals_agreed: int = 0


class HealthProvider(Protocol):
    """What an upper app adds to health: signals by match on a day, and its rules in sentences."""

    def explain(self, program: Program) -> list[str]: ...

    def signals(self, program: Program, matches: Sequence[Judged]) -> Mapping[UUID, Sequence[Signal]]: ...


HEALTH_PROVIDERS: Registry[HealthProvider] = Registry("health providers")


def day_to_judge(program: Program, today: date) -> date:
    """Return the day that health speaks of: today, or the day up to which sessions are known from files."""
    return min(today, program.sessions_known_until or today)


def is_over(program: Program, today: date) -> bool:
    return program.state == ProgramState.CLOSED or (program.ends_on is not None and program.ends_on < today)


def evaluate_program(program: Program, *, today: date, match_ids: Sequence[UUID] | None = None) -> int:
    """Work out the health of the program's matches (or of those named); return how many changed.

    Reads rolled-up columns only. Evaluating twice on a day changes nothing.
    """
    matches = Match.objects.filter(program=program).introduced()
    if match_ids is not None:
        matches = matches.filter(pk__in=match_ids)
    clocks = _Clocks(program, match_ids)
    changed = 0
    rows: list[dict[str, Any]] = []
    for row in matches.values(*READ).iterator(chunk_size=CHUNK):
        rows.append(row)
        if len(rows) == CHUNK:
            changed += _evaluate(program, rows, clocks, today)
            rows = []
    return changed + _evaluate(program, rows, clocks, today)


READ = (
    "id", "state", "started_on", "ended_on", "held_count", "last_held_on", "next_planned_on", "mentor_id", "mentee_id",
    "health", "worked_out_health", "signals", "health_since", "override", "evaluated_on", "expected_count",
    "goals_agreed",
)  # fmt: skip
WRITTEN = ("id", "health", "worked_out_health", "signals", "health_since", "evaluated_on", "expected_count")


def _evaluate(program: Program, rows: list[dict[str, Any]], clocks: "_Clocks", today: date) -> int:
    day, over = day_to_judge(program, today), is_over(program, today)
    judged = [
        Judged(
            row["id"],
            MatchFacts(
                started_on=row["started_on"],
                day=day,
                cadence_days=program.cadence_days,
                held_count=row["held_count"],
                last_held_on=row["last_held_on"],
                next_planned_on=row["next_planned_on"],
                clock=clocks.of(row["mentor_id"], row["mentee_id"]),
                is_over=over or row["state"] == MatchState.ENDED,
                is_paused=row["state"] == MatchState.PAUSED,
            ),
            row["goals_agreed"],
        )
        for row in rows
    ]
    under_way = [match for match in judged if not match.facts.is_over]
    others: dict[UUID, list[Signal]] = defaultdict(list)
    for provider in HEALTH_PROVIDERS if under_way else ():
        for match_id, signals in provider.signals(program, under_way).items():
            others[match_id].extend(signals)
    changes = []
    for row, match in zip(rows, judged, strict=True):
        found = _held_since(others.get(match.id, ()), row["signals"])
        health, signals, since = judge(match.facts, found)
        now = (
            *_stored(row, health, signals, since, day),
            expected_sessions(match.facts, row["ended_on"], program),
        )
        if now != tuple(row[name] for name in WRITTEN):
            changes.append((*now[:3], json.dumps(now[3]), *now[4:]))
    update_rows(Match, WRITTEN, changes)
    return len(changes)


def _held_since(found: Sequence[Signal], stored: Sequence[dict[str, Any]]) -> list[Signal]:
    """Return the signals; one whose beginning nothing says keeps the day on which it was first found."""
    known = {signal["code"]: date.fromisoformat(signal["since"]) for signal in stored}
    return [
        replace(signal, since=min(signal.since, known.get(signal.code, signal.since)))
        if signal.is_beginning_unknown
        else signal
        for signal in found
    ]


def expected_sessions(match: MatchFacts, ended_on: date | None, program: Program) -> int:
    """Return how many sessions the agreed rhythm would have brought by the judged day, or by the end."""
    until = min(filter(None, (match.day, ended_on, program.ends_on)))
    return match.clock.elapsed(match.started_on, until) // match.cadence_days


def _stored(row: dict[str, Any], health: str, signals: list[Signal], since: date | None, day: date) -> tuple:
    shown = row["override"] if row["override"] and health != Health.FINISHED else health
    if since is None:
        # Nothing says when it began; it holds since the evaluation that first found it.
        since = row["health_since"] if row["worked_out_health"] == health and row["health_since"] else day
    kept = [
        {"code": s.code, "level": str(s.level), "since": s.since.isoformat(), "values": s.values}
        for s in signals
    ]
    return row["id"], str(shown), str(health), kept, since, day


class _Clocks:
    """The clock of each pair: it stands still in the program's quiet times and when either of the two is away."""

    def __init__(self, program: Program, match_ids: Sequence[UUID] | None) -> None:
        self.quiet = list(QuietPeriod.objects.filter(program=program).values_list("starts_on", "ends_on"))
        self.away: dict[UUID, list[tuple[date, date]]] = defaultdict(list)
        away = AwayPeriod.objects.filter(participant__program=program)
        for participant, first, last in away.values_list("participant_id", "starts_on", "ends_on"):
            self.away[participant].append((first, last))
        self.common = Clock(self.quiet)

    def of(self, mentor: UUID, mentee: UUID) -> Clock:
        own = [*self.away.get(mentor, ()), *self.away.get(mentee, ())]
        return Clock([*self.quiet, *own]) if own else self.common


def take_snapshot(program: Program, *, week_ends_on: date) -> HealthSnapshot:
    """Keep how many matches stand where at the end of a week. Taking it twice keeps the first."""
    introduced = Match.objects.filter(program=program).introduced()
    counts = dict(introduced.values_list("health").annotate(n=Count("id")))
    snapshot, _made = HealthSnapshot.objects.get_or_create(
        program=program,
        week_ends_on=week_ends_on,
        defaults={health.value: counts.get(health.value, 0) for health in Health},
    )
    return snapshot


def last_sunday(day: date) -> date:
    """Return the day itself when it is a Sunday, else the Sunday before."""
    return day - timedelta(days=(day.weekday() + 1) % 7)
