"""Registries for what other apps add to the home page of an organization."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

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
