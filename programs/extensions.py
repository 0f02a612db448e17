"""What upper apps add to the pages of programs: things to do next, and sections of a match's page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.utils.functional import Promise

from mentoring.registry import Registry


@dataclass(frozen=True)
class TodayItem:
    """One thing to do: the lowest rank comes first, then what has lasted longest. `health` draws its pill."""

    rank: int
    who: str
    fact: str
    since: date | None
    step: str
    url: str
    health: str = ""


class TodayProvider(Protocol):
    """Finds things to do in a program, at most ten, the worst first. A provider may cost one query."""

    def items(self, program: Any, today: date) -> Sequence[TodayItem]: ...


@dataclass(frozen=True)
class Section:
    """A part of a page that an upper app serves at an address of its own; htmx loads it around a plain link.

    The address takes the arguments of the page's own address.
    """

    label: str | Promise
    url_name: str


TODAY_PROVIDERS: Registry[TodayProvider] = Registry("Today providers")
MATCH_SECTIONS: Registry[Section] = Registry("sections of a match's page")
