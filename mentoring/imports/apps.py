from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "mentoring.imports"
    verbose_name = _("Imports")

    def ready(self) -> None:
        from mentoring.imports import sentences
        from mentoring.imports.views import navigation

        sentences.register()
        navigation.register()
