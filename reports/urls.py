from django.urls import path

from reports.dashboards import views as dashboards
from reports.kpis.views import pages as kpi_pages
from reports.kpis.views import values as kpi_values
from reports.notice import views as notice
from reports.outcomes import views
from reports.roi.views import assumptions, benefits, costs, files, page
from reports.trends import views as trends

app_name = "reports"
KPIS = "o/<slug:slug>/programs/<uuid:program_id>/outcomes/kpis"
ROI = "o/<slug:slug>/programs/<uuid:program_id>/outcomes/roi"

urlpatterns = [
    path(
        "o/<slug:slug>/outcomes/dashboard/",
        dashboards.OrganizationDashboardPage.as_view(),
        name="organization-dashboard",
    ),
    path(
        "o/<slug:slug>/programs/<uuid:program_id>/outcomes/dashboard/",
        dashboards.ProgramDashboardPage.as_view(),
        name="program-dashboard",
    ),
    path(
        "o/<slug:slug>/programs/<uuid:program_id>/outcomes/strengths/",
        dashboards.ProgramStrengthsPage.as_view(),
        name="strengths",
    ),
    path("o/<slug:slug>/outcomes/", views.OutcomeList.as_view(), name="outcome-list"),
    path("o/<slug:slug>/outcomes/notice/", notice.NoticePage.as_view(), name="notice"),
    path("o/<slug:slug>/outcomes/notice/switch-on/", notice.SwitchOn.as_view(), name="notice-switch-on"),
    path("o/<slug:slug>/outcomes/notice/switch-off/", notice.SwitchOff.as_view(), name="notice-switch-off"),
    path(
        "o/<slug:slug>/outcomes/notice/replace-link/",
        notice.ReplaceLink.as_view(),
        name="notice-replace-link",
    ),
    path("o/<slug:slug>/programs/<uuid:program_id>/outcomes/", views.Outcomes.as_view(), name="outcomes"),
    path(
        "o/<slug:slug>/programs/<uuid:program_id>/outcomes/calculate/",
        views.OutcomesCalculate.as_view(),
        name="outcomes-calculate",
    ),
    path(
        "o/<slug:slug>/programs/<uuid:program_id>/outcomes/decide/",
        views.OutcomesDecide.as_view(),
        name="outcomes-decide",
    ),
    path(
        "o/<slug:slug>/programs/<uuid:program_id>/outcomes/numbers.csv",
        views.OutcomesCsv.as_view(),
        name="outcomes-csv",
    ),
    path(
        "o/<slug:slug>/programs/<uuid:program_id>/outcomes/numbers.xlsx",
        views.OutcomesXlsx.as_view(),
        name="outcomes-xlsx",
    ),
    path(
        "o/<slug:slug>/programs/<uuid:program_id>/outcomes/people/",
        views.OutcomesPeople.as_view(),
        name="outcomes-people",
    ),
    path(
        "o/<slug:slug>/programs/<uuid:program_id>/outcomes/people/<uuid:export_id>/download/",
        views.OutcomesPeopleDownload.as_view(),
        name="outcomes-people-download",
    ),
    path(
        "o/<slug:slug>/programs/<uuid:program_id>/outcomes/trends/",
        trends.TrendsPage.as_view(),
        name="trends",
    ),
    path(
        "o/<slug:slug>/programs/<uuid:program_id>/outcomes/trends/numbers.csv",
        trends.TrendsCsv.as_view(),
        name="trends-csv",
    ),
    path(f"{ROI}/", page.RoiPage.as_view(), name="roi"),
    path(f"{ROI}/plan/", page.RoiPlanUpdate.as_view(), name="roi-plan"),
    path(f"{ROI}/close/", page.RoiClose.as_view(), name="roi-close"),
    path(f"{ROI}/reopen/", page.RoiReopen.as_view(), name="roi-reopen"),
    path(f"{ROI}/count/", page.RoiCount.as_view(), name="roi-count"),
    path(f"{ROI}/numbers.csv", files.RoiCsv.as_view(), name="roi-csv"),
    path(f"{ROI}/numbers.xlsx", files.RoiXlsx.as_view(), name="roi-xlsx"),
    path(f"{ROI}/numbers.json", files.RoiJson.as_view(), name="roi-json"),
    path(f"{ROI}/costs/", costs.CostList.as_view(), name="roi-costs"),
    path(f"{ROI}/costs/new/", costs.CostCreate.as_view(), name="roi-cost-create"),
    path(f"{ROI}/costs/<uuid:cost_id>/", costs.CostUpdate.as_view(), name="roi-cost-update"),
    path(f"{ROI}/costs/<uuid:cost_id>/delete/", costs.CostDelete.as_view(), name="roi-cost-delete"),
    path(f"{ROI}/costs/<uuid:cost_id>/restore/", costs.CostRestore.as_view(), name="roi-cost-restore"),
    path(f"{ROI}/benefits/new/", benefits.BenefitCreate.as_view(), name="roi-benefit-create"),
    path(f"{ROI}/benefits/<uuid:benefit_id>/", benefits.BenefitUpdate.as_view(), name="roi-benefit-update"),
    path(
        f"{ROI}/benefits/<uuid:benefit_id>/delete/",
        benefits.BenefitDelete.as_view(),
        name="roi-benefit-delete",
    ),
    path(
        f"{ROI}/benefits/<uuid:benefit_id>/restore/",
        benefits.BenefitRestore.as_view(),
        name="roi-benefit-restore",
    ),
    path(f"{ROI}/assumptions/", assumptions.AssumptionUpdate.as_view(), name="roi-assumption-update"),
    path(f"{ROI}/assumptions/level/", assumptions.AssumptionOfLevel.as_view(), name="roi-assumption-level"),
    path(f"{ROI}/assumptions/effect/", assumptions.AssumptionEffect.as_view(), name="roi-assumption-effect"),
    path(
        f"{ROI}/assumptions/<uuid:assumption_id>/remove/",
        assumptions.AssumptionRemove.as_view(),
        name="roi-assumption-remove",
    ),
    path(
        f"{ROI}/assumptions/changes/<uuid:change_id>/undo/",
        assumptions.AssumptionUndo.as_view(),
        name="roi-assumption-undo",
    ),
    path(f"{KPIS}/", kpi_pages.KpiList.as_view(), name="kpis"),
    path(f"{KPIS}/new/", kpi_pages.KpiCreate.as_view(), name="kpi-create"),
    path(f"{KPIS}/<uuid:kpi_id>/", kpi_pages.KpiUpdate.as_view(), name="kpi-update"),
    path(f"{KPIS}/<uuid:kpi_id>/delete/", kpi_pages.KpiDelete.as_view(), name="kpi-delete"),
    path(f"{KPIS}/<uuid:kpi_id>/restore/", kpi_pages.KpiRestore.as_view(), name="kpi-restore"),
    path(f"{KPIS}/<uuid:kpi_id>/primary/", kpi_pages.KpiPrimary.as_view(), name="kpi-primary"),
    path(f"{KPIS}/<uuid:kpi_id>/primary/undo/", kpi_pages.KpiPrimaryUndo.as_view(), name="kpi-primary-undo"),
    path(f"{KPIS}/<uuid:kpi_id>/values/", kpi_values.KpiValues.as_view(), name="kpi-values"),
    path(
        f"{KPIS}/<uuid:kpi_id>/values/<uuid:value_id>/delete/",
        kpi_values.KpiValueDelete.as_view(),
        name="kpi-value-delete",
    ),
    path(
        f"{KPIS}/<uuid:kpi_id>/values/<uuid:value_id>/restore/",
        kpi_values.KpiValueRestore.as_view(),
        name="kpi-value-restore",
    ),
]
