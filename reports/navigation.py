"""The entry of this app in the menu."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.rules import can_read_reports
from mentoring.ui.addresses import url
from mentoring.ui.navigation import NavItem, navigation


def of_program_or_all(request: HttpRequest, url_name: str) -> str:
    """Return the outcomes of the program that is open, so that each of its pages leads there; else the list."""
    slug = request.organization.slug
    program_id = request.resolver_match.kwargs.get("program_id") if request.resolver_match else None
    return (
        url("reports:outcomes", slug=slug, program_id=program_id) if program_id else url(url_name, slug=slug)
    )


OUTCOMES = NavItem(
    "outcomes",
    _("Outcomes"),
    "chart-no-axes-column",
    "reports:outcome-list",
    visible=can_read_reports,
    address=of_program_or_all,
    order=60,
)


def register() -> None:
    navigation.add(OUTCOMES)
