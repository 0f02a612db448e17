"""The sections that upper apps add to a person's page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from mentoring.registry import Registry


@dataclass(frozen=True)
class PersonSection:
    """A section of a person's page with its own URL, loaded by htmx.

    The URL takes slug and person_id; `visible` gets the membership.
    """

    label: str | Promise
    url_name: str
    visible: Callable[[Any], bool]


PERSON_SECTIONS: Registry[PersonSection] = Registry("sections of a person's page")
