from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from mentoring.imports.extensions import IMPORT_KINDS
        from programs.extensions import PROGRAM_COPIES, SETUP_TASKS
        from reports import audit_text, home, navigation, receivers
        from reports.extensions import TREND_MEASURES
        from reports.import_kinds.costs import CostImport
        from reports.import_kinds.kpi_values import KpiValueImport
        from reports.import_kinds.readings import Readings
        from reports.kpis import objective_results
        from reports.kpis.setup_task import copy_objectives, objectives_task
        from reports.trends.measures.goals import goal_trends
        from reports.trends.measures.kpis import kpi_trends
        from reports.trends.measures.plans import plan_trends
        from reports.trends.measures.sessions import session_trends
        from reports.trends.measures.surveys import survey_trends

        IMPORT_KINDS.register(Readings.name, Readings(), order=40)
        IMPORT_KINDS.register(KpiValueImport.name, KpiValueImport(), order=45)
        IMPORT_KINDS.register(CostImport.name, CostImport(), order=50)
        objective_results.register()
        SETUP_TASKS.register("objectives", objectives_task, order=37)
        PROGRAM_COPIES.register("objectives", copy_objectives)
        TREND_MEASURES.register("sessions", session_trends, order=10)
        TREND_MEASURES.register("goals", goal_trends, order=20)
        TREND_MEASURES.register("plans", plan_trends, order=30)
        TREND_MEASURES.register("surveys", survey_trends, order=40)
        TREND_MEASURES.register("kpis", kpi_trends, order=50)
        receivers.connect()
        audit_text.register()
        home.register()
        navigation.register()
