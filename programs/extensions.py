"""What upper apps add to programs: signals and daily counts, next steps, and sections of a match's page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from django.utils.functional import Promise

from mentoring.registry import Registry

if TYPE_CHECKING:
    from programs.health.rules import MatchFacts, Signal
    from programs.models import Program


@dataclass(frozen=True)
class EvaluatedMatch:
    """A match under way, as health providers receive it."""

    id: UUID
    facts: MatchFacts
    goals_agreed: int = 0


class HealthProvider(Protocol):
    """Adds signals to the health of matches, and explains its rules in sentences."""

    def explain(self, program: Program) -> list[str]: ...

    def signals(
        self, program: Program, matches: Sequence[EvaluatedMatch]
    ) -> Mapping[UUID, Sequence[Signal]]: ...


@dataclass(frozen=True)
class SignalWording:
    """The texts of a signal code. `fact` and `step` format the signal's values; `reason` completes "because …"."""

    fact: Callable[[Mapping[str, Any]], str]
    step: Callable[[Mapping[str, Any]], str]
    reason: Callable[[], str] | None = None


class DailyCounter(Protocol):
    """Counts something by program and day: {day: {column of DailyCount: number}}."""

    def count(self, program_id: UUID, first: date, last: date) -> Mapping[date, Mapping[str, int]]: ...


@dataclass(frozen=True)
class TodayItem:
    """One next step. The lowest rank comes first, then the oldest. `health` selects the status pill."""

    rank: int
    who: str
    fact: str
    since: date | None
    step: str
    url: str
    health: str = ""


class TodayProvider(Protocol):
    """Finds next steps in a program: at most ten, most urgent first, with one query at most."""

    def items(self, program: Program, today: date) -> Sequence[TodayItem]: ...


@dataclass(frozen=True)
class MatchSection:
    """A section of a match's page with its own URL, which takes the arguments of the page. htmx loads it."""

    label: str | Promise
    url_name: str


HEALTH_PROVIDERS: Registry[HealthProvider] = Registry("health providers")
SIGNAL_WORDS: Registry[SignalWording] = Registry("wording of signals")
DAILY_COUNTERS: Registry[DailyCounter] = Registry("daily counters")
TODAY_PROVIDERS: Registry[TodayProvider] = Registry("Today providers")
MATCH_SECTIONS: Registry[MatchSection] = Registry("sections of a match's page")
