from functools import partial

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GoalsConfig(AppConfig):
    name = "goals"
    verbose_name = _("Goals")

    def ready(self) -> None:
        from goals import (
            audit_text,
            email_examples,
            emails,
            objective_email,
            plan_email,
            program_settings,
            visibility,
        )
        from goals.actions.links import revoke_links
        from goals.enums import PlanStatus
        from goals.health.plan_provider import PlanHealth
        from goals.health.plan_wording import register_plan_wording
        from goals.health.provider import GoalHealth
        from goals.health.wording import register_wording
        from goals.import_kinds.goals import GoalImport
        from goals.import_kinds.plans import PlanImport
        from goals.rollups import GoalCounter
        from goals.selectors.closing import agreed_goals
        from goals.selectors.plans import matches_with_plan
        from goals.selectors.reminder_forecast import GoalForecast, PlanForecast
        from goals.selectors.signs_of_life import latest_check_ins, latest_revisions
        from goals.views import agree_link, check_in_link, plan_link  # noqa: F401 - register their purposes
        from goals.views.cards import GoalCards, GoalMoved
        from goals.views.objectives_today import ReviewsDue
        from goals.views.plan_cards import PlanCards
        from goals.views.plan_question import PlanCurrent
        from goals.views.plans_today import PlansToBegin
        from goals.views.program_goals import GOALS
        from goals.views.program_plans import PLANS
        from mentoring.imports.extensions import IMPORT_KINDS
        from mentoring.ui.navigation import navigation
        from programs.extensions import (
            AFTER_SESSION_QUESTIONS,
            CLOSING_ITEMS,
            DAILY_COUNTERS,
            HEALTH_PROVIDERS,
            MATCH_LINKS,
            MATCH_SECTIONS,
            MESSAGE_GROUPS,
            PARTY_ROWS,
            PARTY_SECTIONS,
            PARTY_STEPS,
            SEND_FORECASTS,
            SIGNS_OF_LIFE,
            TODAY_PROVIDERS,
            MatchSection,
        )

        HEALTH_PROVIDERS.register("goals", GoalHealth())
        HEALTH_PROVIDERS.register("plans", PlanHealth(), order=95)
        DAILY_COUNTERS.register("goals", GoalCounter())
        CLOSING_ITEMS.register("goals", agreed_goals, order=30)
        IMPORT_KINDS.register(GoalImport.name, GoalImport(), order=30)
        IMPORT_KINDS.register(PlanImport.name, PlanImport(), order=31)
        register_wording()
        register_plan_wording()
        audit_text.register()
        MATCH_SECTIONS.register("goals", MatchSection(_("Goals"), "goals:match-goals"), order=10)
        emails.register()
        plan_email.register()
        email_examples.register()
        objective_email.register()
        visibility.register()
        program_settings.register()
        SIGNS_OF_LIFE.register("check-ins", latest_check_ins)
        SIGNS_OF_LIFE.register("plans", latest_revisions)
        PARTY_STEPS.register("goals", GoalCards(), order=30)
        PARTY_ROWS.register("goals", GoalCards(), order=30)
        PARTY_SECTIONS.register("goals", MatchSection(_("Goals"), "goals:my-goal-list"), order=10)
        AFTER_SESSION_QUESTIONS.register("goals", GoalMoved(), order=10)
        PARTY_STEPS.register("plans", PlanCards(), order=40)
        PARTY_ROWS.register("plans", PlanCards(), order=40)
        SEND_FORECASTS.register("goals", GoalForecast(), order=20)
        SEND_FORECASTS.register("plans", PlanForecast(), order=30)
        AFTER_SESSION_QUESTIONS.register("plans", PlanCurrent(), order=20)
        navigation.add(GOALS)
        navigation.add(PLANS)
        MATCH_LINKS.register("goals", revoke_links)
        MATCH_SECTIONS.register("plan", MatchSection(_("Action plan"), "goals:match-plan"), order=20)
        MESSAGE_GROUPS.register("plans-stale", partial(matches_with_plan, status=PlanStatus.STALE.value))
        MESSAGE_GROUPS.register(
            "plans-not-begun", partial(matches_with_plan, status=PlanStatus.NOT_BEGUN.value)
        )
        TODAY_PROVIDERS.register("plans", PlansToBegin(), order=40)
        TODAY_PROVIDERS.register("objective-reviews", ReviewsDue(), order=50)
