from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "mentoring.audit"
    verbose_name = _("Audit log")

    def ready(self) -> None:
        from mentoring.audit.extensions import KINDS
        from mentoring.tenancy.rules import is_administrator
        from mentoring.ui.navigation import NavItem, navigation

        KINDS.register("tenancy.membership", _("Member"))
        navigation.add(
            NavItem(
                "audit",
                _("Audit log"),
                "scroll-text",
                "audit:log",
                visible=is_administrator,
                group="organization",
                order=80,
            )
        )
