from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "mentoring.imports"
    verbose_name = _("Imports")

    def ready(self) -> None:
        from mentoring.imports import audit_text
        from mentoring.imports.views import navigation

        audit_text.register()
        navigation.register()
