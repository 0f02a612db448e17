from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GoalsConfig(AppConfig):
    name = "goals"
    verbose_name = _("Goals")

    def ready(self) -> None:
        from goals.counting import GoalCounter
        from goals.health_provider import GoalHealth
        from goals.import_kinds.goals import Goals
        from goals.wording import register_words
        from mentoring.imports.kinds import IMPORT_KINDS
        from programs.counting import DAILY_COUNTERS
        from programs.evaluation import HEALTH_PROVIDERS

        HEALTH_PROVIDERS.register("goals", GoalHealth())
        DAILY_COUNTERS.register("goals", GoalCounter())

        IMPORT_KINDS.register(Goals.name, Goals(), order=30)
        register_words()
