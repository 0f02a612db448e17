"""The navigation of the administrator's layout. Apps register their entries."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mentoring.registry import Registry

from .addresses import url


def _always(membership: Any) -> bool:
    return True


def organization_address(request: HttpRequest, url_name: str) -> str:
    return url(url_name, slug=request.organization.slug)


@dataclass(frozen=True, eq=False)
class NavItem:
    """One entry. `visible` gets the membership; `address` and `count` get the request.

    An entry whose address is None is omitted. It is current on its own page and on every page below it; with
    `only_here` on its own page only (a home page, because all pages are below it). It is also current on the pages
    `also_on`, by URL name.
    """

    name: str
    label: str | Promise
    icon: str
    url_name: str
    visible: Callable[[Any], bool] = _always
    group: str = "program"
    in_bottom_bar: bool = False
    address: Callable[[HttpRequest, str], str | None] = organization_address
    count: Callable[[HttpRequest], int | None] | None = None
    is_post: bool = False  # a button that posts, such as signing out
    only_here: bool = False
    also_on: frozenset[str] = frozenset()
    order: int = 100


@dataclass(frozen=True)
class NavGroup:
    name: str
    label: str | Promise
    order: int = 100


@dataclass(frozen=True)
class Entry:
    """A NavItem resolved for one request."""

    item: NavItem
    label: str
    href: str
    is_current: bool
    count: int | None


# Cached: both bars show the same labels on every page.
@lru_cache(maxsize=512)
def _label(item: NavItem, language: str | None) -> str:
    return str(item.label)


@dataclass(frozen=True)
class Switcher:
    """A menu to switch between organizations or programs; choices are (label, address, is current)."""

    label: str | Promise
    current: str
    choices: Sequence[tuple[str, str, bool]] = ()


class Navigation:
    """The registered entries, groups, and switchers (organization, then program)."""

    def __init__(self) -> None:
        self.items: Registry[NavItem] = Registry("navigation")
        self.groups: Registry[NavGroup] = Registry("navigation group")
        self.switchers: Registry[Callable[[HttpRequest], Switcher | None]] = Registry("navigation switcher")
        self.add_group(NavGroup("program", "", order=10))
        self.add_group(NavGroup("organization", _("Organization"), order=20))
        self.add_group(NavGroup("account", "", order=90))

    def add(self, item: NavItem) -> NavItem:
        return self.items.register(item.name, item, order=item.order)

    def add_group(self, group: NavGroup) -> NavGroup:
        return self.groups.register(group.name, group, order=group.order)

    def entries(self, request: HttpRequest) -> list[Entry]:
        """Return the entries that this member may open, in order; empty without a membership."""
        membership = getattr(request, "membership", None)
        if membership is None:
            return []
        found = []
        for item in self.items:
            href = item.address(request, item.url_name) if item.visible(membership) else None
            if href is not None:
                found.append((item, href))
        here = request.resolver_match.view_name if request.resolver_match else ""
        also = next((href for item, href in found if here in item.also_on), None)
        current = also or current_address(
            request.path,
            [
                href
                for item, href in found
                if not item.is_post and not (item.only_here and href != request.path)
            ],
        )
        language = get_language()
        return [
            Entry(
                item,
                _label(item, language),
                href,
                href == current,
                item.count(request) if item.count else None,
            )
            for item, href in found
        ]


navigation = Navigation()

# Four, because the fifth place of the bar on phones opens the menu.
BOTTOM_BAR_ENTRIES = 4


def of(request: HttpRequest) -> Navigation:
    """Return the navigation of the request; the style guide sets its own."""
    return getattr(request, "navigation", navigation)


def entries(request: HttpRequest) -> list[Entry]:
    """Return the entries of the request, calculated once: both bars show them, and a count may be a query."""
    found: list[Entry] | None = getattr(request, "navigation_entries", None)
    if found is None:
        found = request.navigation_entries = of(request).entries(request)
    return found


def sidebar(request: HttpRequest) -> list[tuple[NavGroup, list[Entry]]]:
    """Return the entries by group, without empty groups."""
    visible = entries(request)
    by_group = [
        (group, [entry for entry in visible if entry.item.group == group.name])
        for group in of(request).groups
    ]
    return [(group, inside) for group, inside in by_group if inside]


def bottom_bar(request: HttpRequest) -> list[Entry]:
    return [entry for entry in entries(request) if entry.item.in_bottom_bar][:BOTTOM_BAR_ENTRIES]


def switchers(request: HttpRequest) -> list[Switcher]:
    if getattr(request, "membership", None) is None:
        return []
    built = (build(request) for build in of(request).switchers)
    return [switcher for switcher in built if switcher is not None]


def current_address(path: str, addresses: Sequence[str]) -> str | None:
    """Return the longest address that is a prefix of the path: /matches/ is current on /matches/12/."""
    above = [
        address for address in addresses if path == address or path.startswith(address.rstrip("/") + "/")
    ]
    return max(above, key=len, default=None)


def has_search(request: HttpRequest) -> bool:
    """Return whether the page belongs to an organization, in which the member can search."""
    return bool(getattr(request, "membership", None) and getattr(request, "organization", None))
