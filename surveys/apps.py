from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "surveys"
    verbose_name = _("Surveys")

    def ready(self) -> None:
        from surveys import audit_text, emails
        from surveys.views.answer import SurveyLink  # noqa: F401 - workers derive links to it

        audit_text.register()
        emails.register()
