"""The menu entries of programs, and the program switcher."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.ui.navigation import NavItem, Switcher, navigation
from programs.enums import BEFORE_LAUNCH, ProgramState
from programs.rules import can_be_named_for_concerns, can_see_program


def in_program(request: HttpRequest, url_name: str) -> str | None:
    """Return the URL in the current program, or None outside programs."""
    program_id = request.resolver_match.kwargs.get("program_id") if request.resolver_match else None
    if program_id is None:
        return None
    return reverse(url_name, kwargs={"slug": request.organization.slug, "program_id": program_id})


def setup_address(request: HttpRequest, url_name: str) -> str | None:
    """Return the task list of a program that has not been launched, and the form of others. No query."""
    programs = getattr(request, "programs", None)
    is_draft = programs and programs[0].state in BEFORE_LAUNCH
    return in_program(request, "programs:program-setup" if is_draft else url_name)


def applications_to_decide(request: HttpRequest) -> int | None:
    """Return how many applications of the current program are to be decided, if any. No query."""
    programs = getattr(request, "programs", None)
    if not programs or programs[0].state == ProgramState.CLOSED:
        return None
    return getattr(programs[0], "to_decide", 0) or None


def entry(
    name: str,
    label: object,
    icon: str,
    url_name: str,
    order: int,
    *,
    bar: bool = True,
    also_on: frozenset[str] = frozenset(),
    count: Callable[[HttpRequest], int | None] | None = None,
) -> NavItem:
    return NavItem(
        name,
        label,
        icon,
        url_name,
        visible=can_see_program,
        in_bottom_bar=bar,
        address=in_program,
        also_on=also_on,
        order=order,
        count=count,
    )


# They lie beside each other, below the address of Today.
SETUP_PAGES = frozenset(
    f"programs:{page}"
    for page in (
        "program-update",
        "program-setup",
        "program-agreement",
        "program-support",
        "program-reviews",
        "program-close",
        "program-intake",
        "program-settings",
        "profile-questions",
        "profile-question",
        "profile-question-create",
        "program-emails",
        "email-text",
        "program-briefings",
        "program-briefing",
        "resource-list",
        "resource-create",
        "resource-update",
        "program-certificate",
    )
)
MATCHING = frozenset({"programs:matching", "programs:matching-drafts", "programs:introductions"})
ENTRIES = [
    entry("today", _("Today"), "layout-dashboard", "programs:today", 2),
    entry("matches", _("Matches"), "handshake", "programs:match-list", 3, also_on=MATCHING),
    entry("participants", _("People"), "users-round", "programs:participant-list", 4),
    entry(
        "applications",
        _("Applications"),
        "inbox",
        "programs:application-list",
        5,
        bar=False,
        count=applications_to_decide,
    ),
    entry("sends", _("Send calendar"), "calendar-clock", "programs:send-calendar", 7, bar=False),
    NavItem(
        "program-settings",
        _("Setup"),
        "sliders-horizontal",
        "programs:program-update",
        visible=can_see_program,
        address=setup_address,
        also_on=SETUP_PAGES,
        order=8,
    ),
    NavItem(
        "programs",
        _("Programs"),
        "layers",
        "programs:program-list",
        visible=can_see_program,
        group="organization",
        in_bottom_bar=True,
        order=20,
    ),
    NavItem(
        "concerns",
        _("Concerns"),
        "message-circle",
        "programs:concern-list",
        visible=can_be_named_for_concerns,
        group="organization",
        order=35,
    ),
]


def register() -> None:
    for item in ENTRIES:
        navigation.add(item)
    navigation.switchers.register("program", program_switcher, order=20)


def program_switcher(request: HttpRequest) -> Switcher | None:
    """Return the program switcher. It opens the page `request.switches_to` of another program, or else Today.

    No query: the view has loaded the programs.
    """
    programs = getattr(request, "programs", None)
    if not programs:
        return None
    slug, page = request.organization.slug, getattr(request, "switches_to", "programs:today")
    choices = [
        (p.name, reverse(page, kwargs={"slug": slug, "program_id": p.pk}), n == 0)
        for n, p in enumerate(programs)
    ]
    return Switcher(_("Program"), programs[0].name, choices)
