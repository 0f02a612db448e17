"""Who may call what: one row for each URL, in a module for each app, tried by tests/test_access.py.

A module here has ROWS, a list of Row. A new URL without a row fails the test.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

ROLES = ("owner", "administrator", "coordinator", "analyst", "participant")
EVERYBODY = frozenset(ROLES)
STAFF = frozenset({"owner", "administrator", "coordinator"})
ADMINISTRATORS = frozenset({"owner", "administrator"})
OWNER = frozenset({"owner"})
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Call:
    """A method of a URL: the roles that may, the status they get, and what is sent."""

    roles: frozenset[str]
    status: int = 200
    data: Mapping[str, Any] | Callable[[Any], Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """A URL of an organization's pages or API.

    `make(membership)` runs in the organization's scope before the calls, with the member that will call, and returns
    the URL's arguments besides the slug. Each call finds what was made, whatever the call before it has done. Methods
    without a Call answer 405 to those who may do any of the others.
    """

    name: str
    get: Call | None = None
    post: Call | None = None
    put: Call | None = None
    patch: Call | None = None
    delete: Call | None = None
    make: Callable[[Any], Mapping[str, Any]] = lambda membership: {}

    def calls(self) -> dict[str, Call]:
        methods = ("get", "post", "put", "patch", "delete")
        return {method: call for method in methods if (call := getattr(self, method))}


@dataclass(frozen=True)
class PublicRow:
    """A URL that belongs to no organization's pages: what an anonymous and a signed-in person get on GET.

    `state_changing` methods are tested where the feature is. `why` says why nobody has to sign in.
    """

    name: str
    why: str
    anonymous: int = 200
    signed_in: int = 200
    arguments: Mapping[str, Any] = field(default_factory=dict)
