"""The models of reports, by noun."""

from reports.models.kpis import MOST_PRIMARY, KpiValue, ProgramKpi
from reports.models.notice import ComparisonObjection, OutcomeNotice
from reports.models.outcomes import (
    KEEP_EXPORTS_FOR,
    PRIMARY_MONTHS,
    Kpi,
    KpiReading,
    OutcomePlan,
    OutcomeRun,
    PeopleExport,
)
from reports.models.roi import Assumption, AssumptionChange, Benefit, Cost, LevelCount, RoiPlan

__all__ = [
    "KEEP_EXPORTS_FOR",
    "MOST_PRIMARY",
    "PRIMARY_MONTHS",
    "Assumption",
    "AssumptionChange",
    "Benefit",
    "ComparisonObjection",
    "Cost",
    "Kpi",
    "KpiReading",
    "KpiValue",
    "LevelCount",
    "OutcomeNotice",
    "OutcomePlan",
    "OutcomeRun",
    "PeopleExport",
    "ProgramKpi",
    "RoiPlan",
]
