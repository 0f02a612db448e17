from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EncryptionConfig(AppConfig):
    name = "mentoring.encryption"
    verbose_name = _("Encryption")

    def ready(self) -> None:
        from mentoring.encryption.canary import data_keys
        from mentoring.health import READINESS

        READINESS.register("data-keys", data_keys, order=25)
