from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "mentoring.mail"
    verbose_name = _("Email")

    def ready(self) -> None:
        from mentoring.health import READINESS
        from mentoring.mail import audit_text, provider_events, receivers, unsubscribing  # noqa: F401 - connects receivers
        from mentoring.mail.emails import register_kinds
        from mentoring.mail.readiness import oldest_due_mail
        from mentoring.tenancy.rules import is_administrator
        from mentoring.ui.navigation import NavItem, navigation

        register_kinds()
        audit_text.register()
        navigation.add(
            NavItem(
                "mail",
                _("Email"),
                "mail",
                "mail:message-list",
                visible=is_administrator,
                group="organization",
                order=60,
            )
        )
        navigation.add(
            NavItem(
                "email-preferences",
                _("Email preferences"),
                "bell",
                "mail:my-preferences",
                group="account",
                order=105,
            )
        )
        READINESS.register("mail", oldest_due_mail, order=40)
