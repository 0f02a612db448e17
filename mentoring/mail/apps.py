from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "mentoring.mail"
    verbose_name = _("Mail")

    def ready(self) -> None:
        from mentoring.mail import provider_events, receivers, unsubscribing  # noqa: F401 - connects them
        from mentoring.mail.emails import register_kinds

        register_kinds()
