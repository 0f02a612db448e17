"""What upper apps add: sections of a person's page, and whom a coordinator may see."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from mentoring.registry import Registry
from mentoring.tenancy.models import Membership


@dataclass(frozen=True)
class PersonSection:
    """A section of a person's page with its own URL, loaded by htmx.

    The URL takes slug and person_id; `visible` gets the membership.
    """

    label: str | Promise
    url_name: str
    visible: Callable[[Any], bool]


PERSON_SECTIONS: Registry[PersonSection] = Registry("sections of a person's page")
# Functions that return the ids of the people whom a member with assigned programs may see, for a subquery.
PEOPLE_OF_MEMBERS: Registry[Callable[[Membership], QuerySet]] = Registry("people of members")
