"""The models of reports, by noun."""

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
    "PRIMARY_MONTHS",
    "Assumption",
    "AssumptionChange",
    "Benefit",
    "ComparisonObjection",
    "Cost",
    "Kpi",
    "KpiReading",
    "LevelCount",
    "OutcomeNotice",
    "OutcomePlan",
    "OutcomeRun",
    "PeopleExport",
    "RoiPlan",
]
