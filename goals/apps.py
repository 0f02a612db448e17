from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GoalsConfig(AppConfig):
    name = "goals"
    verbose_name = _("Goals")

    def ready(self) -> None:
        from goals import audit_text
        from goals.health.provider import GoalHealth
        from goals.health.wording import register_wording
        from goals.import_kinds.goals import GoalImport
        from goals.rollups import GoalCounter
        from goals.views import GOALS
        from mentoring.imports.extensions import IMPORT_KINDS
        from mentoring.ui.navigation import navigation
        from programs.extensions import DAILY_COUNTERS, HEALTH_PROVIDERS, MATCH_SECTIONS, MatchSection

        HEALTH_PROVIDERS.register("goals", GoalHealth())
        DAILY_COUNTERS.register("goals", GoalCounter())
        IMPORT_KINDS.register(GoalImport.name, GoalImport(), order=30)
        register_wording()
        audit_text.register()
        MATCH_SECTIONS.register("goals", MatchSection(_("Goals"), "goals:match-goals"), order=10)
        navigation.add(GOALS)
