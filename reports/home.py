"""The card on the home page of analysts: where the results of each program are."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.members.extensions import HOME_PARTS, HomePart
from mentoring.tenancy.enums import Role
from reports.outcomes.selectors import programs_with_outcomes


def register() -> None:
    HOME_PARTS.register("reports", reports_to_read, order=30)


def reports_to_read(request: HttpRequest) -> HomePart | None:
    """Show analysts a link to the dashboard of each program. One query."""
    if request.membership.role != Role.ANALYST:
        return None
    programs = programs_with_outcomes(request.membership)
    if not programs:
        return None
    context = {"programs": programs, "today": request.organization.local_date(timezone.now())}
    return HomePart("reports/home_card.html", context, heading=_("Outcomes"))
