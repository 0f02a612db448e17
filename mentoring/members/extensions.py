"""Registries for what other apps add to the home page of an organization and to the search."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.http import HttpRequest
from django.utils.functional import Promise

from mentoring.registry import Registry


@dataclass(frozen=True)
class HomeStep:
    """A suggested next step for administrators, with a link."""

    title: str | Promise
    reason: str | Promise
    url: str


@dataclass(frozen=True)
class HomePart:
    """A part of the home page: a template that reads `part.context`. The page takes the heading of the first part."""

    template: str
    context: Mapping[str, Any]
    heading: str | Promise
    sentence: str | Promise = ""


# Functions of a member's request; None adds nothing. Steps are shown to administrators only.
HOME_STEPS: Registry[Callable[[HttpRequest], HomeStep | None]] = Registry("home steps")
HOME_PARTS: Registry[Callable[[HttpRequest], HomePart | None]] = Registry("home parts")


@dataclass(frozen=True)
class SearchResult:
    """A page that the member may open, with a remark that tells it from others of that name."""

    title: str
    remark: str
    url: str


class SearchProvider(Protocol):
    """Finds one group of results: at most SEARCH_SHOWN that the member of the request may see, in two queries."""

    label: str | Promise
    icon: str

    def find(self, request: HttpRequest, text: str) -> Sequence[SearchResult]: ...


SEARCH_SHOWN = 5
SEARCH_PROVIDERS: Registry[SearchProvider] = Registry("search providers")
