"""The entry of this app in the menu."""

from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.rules import can_read_reports
from mentoring.ui.navigation import NavItem, navigation

OUTCOMES = NavItem(
    "outcomes",
    _("Outcomes"),
    "chart-no-axes-column",
    "reports:outcome-list",
    visible=can_read_reports,
    order=60,
)


def register() -> None:
    navigation.add(OUTCOMES)
