from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from mentoring.imports.extensions import IMPORT_KINDS
        from reports import audit_text, navigation, receivers
        from reports.import_kinds.costs import CostImport
        from reports.import_kinds.kpi_values import KpiValueImport
        from reports.import_kinds.readings import Readings
        from reports.kpis import objective_results

        IMPORT_KINDS.register(Readings.name, Readings(), order=40)
        IMPORT_KINDS.register(CostImport.name, CostImport(), order=50)
        IMPORT_KINDS.register(KpiValueImport.name, KpiValueImport(), order=45)
        objective_results.register()
        receivers.connect()
        audit_text.register()
        navigation.register()
