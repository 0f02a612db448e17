from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "surveys"
    verbose_name = _("Surveys")

    def ready(self) -> None:
        from mentoring.ui.navigation import navigation
        from surveys import audit_text
        from surveys.views.plan import SURVEYS

        audit_text.register()
        navigation.add(SURVEYS)
