"""What upper apps add to programs: signals and daily counts, next steps, and sections of a match's page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from django.utils.functional import Promise

from mentoring.registry import Registry

if TYPE_CHECKING:
    from mentoring.tenancy.actor import Actor
    from programs.announcement_text import StartingPoint
    from programs.enums import Sees, SetupState
    from programs.health.rules import MatchFacts, Signal
    from programs.models import Program
    from programs.program_settings import SettingArea
    from programs.selectors.parties import Party


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
    """The texts of a signal code.

    `fact` and `step` format the signal's values, `reason` completes "because …", `label` names the filter, and `many`
    describes a number of matches. The step opens an email to `audience` that starts with the text `start`, or the
    match if there is no audience.
    """

    fact: Callable[[Mapping[str, Any]], str]
    step: Callable[[Mapping[str, Any]], str]
    reason: Callable[[], str]
    label: str | Promise
    many: Callable[[int], str]
    audience: str = "both"
    start: str = ""
    # What it is about, in one or two words, on the page of a match. Empty: the label.
    area: str | Promise = ""


class DailyCounter(Protocol):
    """Counts something by program and day: {day: {column of DailyCount: number}}."""

    def count(self, program_id: UUID, first: date, last: date) -> Mapping[date, Mapping[str, int]]: ...


@dataclass(frozen=True)
class TodayItem:
    """One next step. The lowest rank comes first, then the oldest. `health` selects the status pill.

    `url` is the page of what it is about; `step_url` is where the step is taken.
    """

    rank: int
    who: str
    fact: str
    since: date | None
    step: str
    url: str
    step_url: str
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
# Texts that an email to participants can start from, in the active language.
MESSAGE_STARTS: Registry[Callable[[], StartingPoint]] = Registry("texts to start an email from")
DAILY_COUNTERS: Registry[DailyCounter] = Registry("daily counters")


@dataclass(frozen=True)
class PlannedSends:
    """How many emails of a kind are planned for a day; an estimate says how many there are at most."""

    on: date
    kind: str  # of MESSAGE_KINDS
    count: int
    is_estimate: bool = True


class SendForecast(Protocol):
    """Says which automatic emails of a program are to come, from the first to the last day. A few queries."""

    kinds: Sequence[str]

    def planned(
        self, program: Program, *, first: date, last: date, today: date
    ) -> Sequence[PlannedSends]: ...


SEND_FORECASTS: Registry[SendForecast] = Registry("forecasts of automatic email")
# What an automatic email says with example names, by the name of its kind, on a day. No query.
EMAIL_EXAMPLES: Registry[Callable[[Program, date], Mapping[str, Any]]] = Registry(
    "examples of automatic email"
)
TODAY_PROVIDERS: Registry[TodayProvider] = Registry("Today providers")
# Raise the versions of a match's links in emails, so that those that were sent stop working; return how many there are.
MATCH_LINKS: Registry[Callable[[UUID], int]] = Registry("links of a match in emails")
MATCH_SECTIONS: Registry[MatchSection] = Registry("sections of a match's page")
# Groups of matches to write to that upper apps know: the ids of a program's matches that belong to one on a day.
MESSAGE_GROUPS: Registry[Callable[[Program, date], Collection[UUID]]] = Registry("groups to write to")


@dataclass(frozen=True)
class PartyStep:
    """What a mentor or mentee does next in a match: a finding, one sentence, and a button. The lowest rank is shown.

    The button is a link, or a form that posts `fields` to the address. A calm step needs nothing done: its button is
    an offer.
    """

    rank: int
    heading: str
    text: str
    label: str
    url: str
    is_post: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    is_calm: bool = False
    # A second, quieter way: what it says and where it leads.
    other_label: str = ""
    other_url: str = ""


@dataclass(frozen=True)
class PartyRow:
    """A line on the card of a match that leads to a page: what it is about, what it says, and a small remark."""

    label: str
    text: str
    remark: str
    url: str
    icon: str


class PartyStepProvider(Protocol):
    """Finds next steps for all of a member's matches at once, by match id. A provider may cost one query."""

    def steps(self, parties: Sequence[Party], *, now: datetime) -> Mapping[UUID, PartyStep]: ...


class PartyRowProvider(Protocol):
    """Finds the lines of the cards of all of a member's matches at once, by match id. One query."""

    def rows(self, parties: Sequence[Party], *, now: datetime) -> Mapping[UUID, Sequence[PartyRow]]: ...


class AfterSessionQuestion(Protocol):
    """A question that an upper app adds to the page on which people say whether they met.

    `load` reads what the template needs for all matches of the page at once, by match id; a match it leaves out is
    not asked about. The template finds that as `extra`, the match as `asked`, and begins the names of its fields with
    `asked.prefix`. `save` runs in the transaction that stores the answer "yes"; it raises ValidationError to refuse,
    and returns what `undo` needs to restore what was there before, as JSON. An answer that is changed is undone first.
    """

    template: str

    def load(self, parties: Sequence[Party], *, now: datetime) -> Mapping[UUID, Any]: ...

    def save(
        self, party: Party, data: Mapping[str, str], *, prefix: str, by: Actor, now: datetime
    ) -> Any: ...

    def undo(self, party: Party, saved: Any, *, by: Actor, now: datetime) -> None: ...


PARTY_STEPS: Registry[PartyStepProvider] = Registry("next steps of mentors and mentees")
PARTY_ROWS: Registry[PartyRowProvider] = Registry("lines on the cards of mentors and mentees")
PARTY_SECTIONS: Registry[MatchSection] = Registry("sections of a mentor's or mentee's page of a match")
AFTER_SESSION_QUESTIONS: Registry[AfterSessionQuestion] = Registry("questions after a session")


@dataclass(frozen=True)
class VisibleItem:
    """A row of “What can my administrator see about me?”: an item, and what each reader sees of it.

    `fields` are the fields in which its words are stored ("programs.note.sealed"); a test writes into them and looks
    at all pages of each reader. `now` says what those who run the program see of a match today. No query.
    """

    label: str | Promise
    you: Sees
    partner: Sees
    staff: Sees
    reports: Sees
    detail: str | Promise = ""
    fields: Sequence[str] = ()
    now: Callable[[Party], str] | None = None


VISIBILITY: Registry[VisibleItem] = Registry("rows of what others can see about a mentor or mentee")

# The last activity of matches by match id, as a day or a moment. One query each.
LastSigns = Callable[[Sequence[UUID]], Mapping[UUID, date | datetime]]
SIGNS_OF_LIFE: Registry[LastSigns] = Registry("signs of life of matches")


@dataclass(frozen=True)
class SetupTask:
    """A task of a program's setup: what it is, its state, how many minutes it takes, why, and where it is done.

    `why` says what is set. Of a task that is missing, `missing` says what in a sentence, and `to_do` what to do about
    it: the program cannot be launched before.
    """

    label: str
    why: str
    minutes: int
    url: str
    state: SetupState
    missing: str = ""
    to_do: str = ""


@dataclass(frozen=True)
class OpenItem:
    """What is still open in a program that is to be closed: how many, a sentence, and where to look."""

    count: int
    text: str
    url: str


# The tasks of a program's setup, for today; their names are those of the API.
SETUP_TASKS: Registry[Callable[[Program, date], SetupTask]] = Registry("tasks of a program's setup")
CLOSING_ITEMS: Registry[Callable[[Program, date], OpenItem]] = Registry(
    "what can be open when a program is closed"
)

# The settings of a program that have a default, in sentences; their names are those of the API.
PROGRAM_SETTINGS: Registry[SettingArea] = Registry("areas of a program's settings")

# What upper apps copy with a program: the source, the new draft, and by how much its start was shifted.
PROGRAM_COPIES: Registry[Callable[[Program, Program, timedelta], None]] = Registry(
    "parts of a program's copy"
)
