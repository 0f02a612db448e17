"""The API of reports: the numbers of the pages, and what they are calculated from."""

from django.urls import path

from reports.api.assumptions import AssumptionListApi
from reports.api.benefits import BenefitApi, BenefitListApi
from reports.api.costs import CloseCostsApi, CostApi, CostListApi, ReopenCostsApi
from reports.api.dashboards import OrganizationDashboardApi, ProgramDashboardApi, StrengthsApi
from reports.api.kpis import KpiApi, KpiListApi, KpiValueApi
from reports.api.notice import NoticeApi, SwitchOffApi, SwitchOnApi
from reports.api.outcomes import OutcomesApi
from reports.api.roi import RoiApi
from reports.api.trends import TrendsApi

PROGRAM = "programs/<uuid:id>/"

api_urls = [
    path("outcome-notice/", NoticeApi.as_view(), name="outcome-notice"),
    path("outcome-notice/switch-on/", SwitchOnApi.as_view(), name="outcome-notice-switch-on"),
    path("outcome-notice/switch-off/", SwitchOffApi.as_view(), name="outcome-notice-switch-off"),
    path(f"{PROGRAM}outcomes/", OutcomesApi.as_view(), name="outcomes"),
    path(f"{PROGRAM}trends/", TrendsApi.as_view(), name="trends"),
    path(f"{PROGRAM}roi/", RoiApi.as_view(), name="roi"),
    path(f"{PROGRAM}costs/", CostListApi.as_view(), name="costs"),
    path(f"{PROGRAM}costs/close/", CloseCostsApi.as_view(), name="costs-close"),
    path(f"{PROGRAM}costs/reopen/", ReopenCostsApi.as_view(), name="costs-reopen"),
    path(f"{PROGRAM}costs/<uuid:cost_id>/", CostApi.as_view(), name="cost"),
    path(f"{PROGRAM}assumptions/", AssumptionListApi.as_view(), name="assumptions"),
    path(f"{PROGRAM}benefits/", BenefitListApi.as_view(), name="benefits"),
    path(f"{PROGRAM}benefits/<uuid:benefit_id>/", BenefitApi.as_view(), name="benefit"),
    path(f"{PROGRAM}kpis/", KpiListApi.as_view(), name="kpis"),
    path(f"{PROGRAM}kpis/<uuid:kpi_id>/", KpiApi.as_view(), name="kpi"),
    path(f"{PROGRAM}kpis/<uuid:kpi_id>/values/", KpiValueApi.as_view(), name="kpi-values"),
    path(f"{PROGRAM}dashboard/", ProgramDashboardApi.as_view(), name="program-dashboard"),
    path(f"{PROGRAM}strengths/", StrengthsApi.as_view(), name="strengths"),
    path("dashboard/", OrganizationDashboardApi.as_view(), name="organization-dashboard"),
]
