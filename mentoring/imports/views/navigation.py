"""The navigation item of imports."""

from django.utils.translation import gettext_lazy as _

from mentoring.tenancy.rules import is_administrator
from mentoring.ui.navigation import NavItem, navigation

IMPORTS = NavItem(
    "imports",
    _("Import"),
    "file-up",
    "imports:run-list",
    visible=is_administrator,
    group="organization",
    order=40,
)


def register() -> None:
    navigation.add(IMPORTS)
