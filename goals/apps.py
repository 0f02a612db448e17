from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GoalsConfig(AppConfig):
    name = "goals"
    verbose_name = _("Goals")

    def ready(self) -> None:
        from goals.counting import GoalCounter
        from goals.health_provider import GoalHealth
        from goals.import_kinds.goals import Goals
        from goals.views import GOALS
        from goals.wording import register_words
        from mentoring.imports.kinds import IMPORT_KINDS
        from mentoring.ui.navigation import navigation
        from programs.counting import DAILY_COUNTERS
        from programs.evaluation import HEALTH_PROVIDERS
        from programs.kinds import MATCH_SECTIONS, Section

        HEALTH_PROVIDERS.register("goals", GoalHealth())
        DAILY_COUNTERS.register("goals", GoalCounter())

        IMPORT_KINDS.register(Goals.name, Goals(), order=30)
        register_words()
        MATCH_SECTIONS.register("goals", Section(_("Goals"), "goals:match-goals"), order=10)
        navigation.add(GOALS)
