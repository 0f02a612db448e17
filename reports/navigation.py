"""Menu entries: the outcomes of the open program, or the list of all programs."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.rules import can_read_reports
from mentoring.ui.addresses import url
from mentoring.ui.navigation import NavItem, navigation


def program_id_of(request: HttpRequest) -> object:
    return request.resolver_match.kwargs.get("program_id") if request.resolver_match else None


def of_program(request: HttpRequest, url_name: str) -> str | None:
    program_id = program_id_of(request)
    return url(url_name, slug=request.organization.slug, program_id=program_id) if program_id else None


def of_all(request: HttpRequest, url_name: str) -> str | None:
    return None if program_id_of(request) else url(url_name, slug=request.organization.slug)


ICON = "chart-no-axes-column"
ENTRIES = [
    NavItem(
        "outcomes",
        _("Outcomes"),
        ICON,
        "reports:outcomes",
        visible=can_read_reports,
        address=of_program,
        order=60,
    ),
    NavItem(
        "all-outcomes",
        _("Outcomes"),
        ICON,
        "reports:outcome-list",
        visible=can_read_reports,
        group="organization",
        address=of_all,
        also_on=frozenset({"goals:organization-goals"}),
        order=30,
    ),
]


def register() -> None:
    for item in ENTRIES:
        navigation.add(item)
