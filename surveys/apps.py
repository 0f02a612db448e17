from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "surveys"
    verbose_name = _("Surveys")

    def ready(self) -> None:
        from mentoring.imports.extensions import IMPORT_KINDS
        from mentoring.ui.navigation import navigation
        from programs.extensions import (
            PARTY_SECTIONS,
            SEND_FORECASTS,
            SETUP_TASKS,
            TODAY_PROVIDERS,
            MatchSection,
        )
        from surveys import (  # noqa: F401 - the receivers connect themselves
            audit_text,
            email_examples,
            emails,
            program_settings,
            pulse_email,
            receivers,
            visibility,
        )
        from surveys.forecast import SurveyForecast
        from surveys.import_kinds.answers import SurveyAnswers
        from surveys.selectors.setup_task import listening_plan_task
        from surveys.views import home
        from surveys.views.answer import SurveyLink  # noqa: F401 - workers derive links to it
        from surveys.views.calendar import CALENDAR
        from surveys.views.plan import SURVEYS
        from surveys.views.plan_today import StoppedPulses

        audit_text.register()
        emails.register()
        email_examples.register()
        pulse_email.register()
        home.register()
        visibility.register()
        program_settings.register()
        SETUP_TASKS.register("listening_plan", listening_plan_task, order=35)
        TODAY_PROVIDERS.register("stopped-pulses", StoppedPulses(), order=45)
        SEND_FORECASTS.register("surveys", SurveyForecast(), order=20)
        navigation.add(SURVEYS)
        navigation.add(CALENDAR)
        PARTY_SECTIONS.register("feedback", MatchSection(_("Feedback"), "surveys:my-feedback"), order=30)
        IMPORT_KINDS.register(SurveyAnswers.name, SurveyAnswers(), order=60)
