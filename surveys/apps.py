from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "surveys"
    verbose_name = _("Surveys")

    def ready(self) -> None:
        from mentoring.imports.extensions import IMPORT_KINDS
        from mentoring.ui.navigation import navigation
        from surveys import audit_text, emails
        from surveys.import_kinds.answers import SurveyAnswers
        from surveys.views.answer import SurveyLink  # noqa: F401 - workers derive links to it
        from surveys.views.plan import SURVEYS

        audit_text.register()
        emails.register()
        navigation.add(SURVEYS)
        IMPORT_KINDS.register(SurveyAnswers.name, SurveyAnswers(), order=60)
