from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "mentoring.accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from mentoring.accounts import receivers  # noqa: F401 - connects them
