"""Navigation entries of this app, the organization switcher, and the search for pages."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mentoring.members.extensions import SEARCH_PROVIDERS, SEARCH_SHOWN, SearchResult
from mentoring.tenancy.definers import my_memberships
from mentoring.tenancy.rules import is_administrator
from mentoring.ui.addresses import url
from mentoring.ui.navigation import NavItem, Switcher, entries, navigation

HOME = NavItem(
    "home",
    _("Home"),
    "house",
    "members:home",
    group="organization",
    in_bottom_bar=True,
    only_here=True,
    order=10,
)
MEMBERS = NavItem(
    "members",
    _("Members"),
    "users",
    "members:member-list",
    visible=is_administrator,
    group="organization",
    in_bottom_bar=True,
    order=50,
)
TOKENS = NavItem(
    "tokens",
    _("API tokens"),
    "key-round",
    "members:token-list",
    visible=is_administrator,
    group="organization",
    order=70,
)
SETTINGS = NavItem(
    "settings",
    _("Settings"),
    "settings",
    "members:organization-edit",
    visible=is_administrator,
    group="organization",
    in_bottom_bar=True,
    order=90,
)
ORGANIZATIONS = NavItem(
    "organizations",
    _("Your organizations"),
    "building-2",
    "members:organization-list",
    group="account",
    address=lambda _request, url_name: url(url_name),
    order=10,
)


class PageSearch:
    """Finds pages by the start of a word of their menu entry. No query besides the counts of the menu."""

    label = _("Pages")
    icon = "panel-left"

    def find(self, request: HttpRequest, text: str) -> list[SearchResult]:
        wanted = text.casefold()
        found = [
            SearchResult(entry.label, "", entry.href)
            for entry in entries(request)
            if not entry.item.is_post and f" {wanted}" in f" {entry.label.casefold()}"
        ]
        return found[:SEARCH_SHOWN]


def register() -> None:
    SEARCH_PROVIDERS.register("pages", PageSearch(), order=90)
    for item in (HOME, MEMBERS, TOKENS, SETTINGS, ORGANIZATIONS):
        navigation.add(item)
    navigation.switchers.register("organization", organization_switcher, order=10)


def organization_switcher(request: HttpRequest) -> Switcher:
    """Return the current organization and the person's others. One query."""
    here = request.organization
    choices = [
        (it.name, url("members:home", slug=it.slug), it.organization_id == here.id)
        for it in my_memberships(request.user.pk)
    ]
    return Switcher(_("Organization"), here.name, choices)
