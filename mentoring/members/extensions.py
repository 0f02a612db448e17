"""What upper apps add to the home of an organization."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise

from mentoring.registry import Registry


@dataclass(frozen=True)
class HomeStep:
    """A thing that an administrator does next, linked to where it is done."""

    title: str | Promise
    reason: str | Promise
    url: str


@dataclass(frozen=True)
class HomePart:
    """A part of the home page: a template that reads `part.context`. The first part's heading is the page's."""

    template: str
    context: Mapping[str, Any]
    heading: str | Promise
    sentence: str | Promise = ""


# Each gets the request of a member and returns None where it has nothing to say. Steps are asked for administrators.
HOME_STEPS: Registry[Callable[[HttpRequest], HomeStep | None]] = Registry("steps of a home page")
HOME_PARTS: Registry[Callable[[HttpRequest], HomePart | None]] = Registry("parts of a home page")
