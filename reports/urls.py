from django.urls import path

from reports.outcomes import views

app_name = "reports"

urlpatterns = [
    path("o/<slug:slug>/outcomes/", views.OutcomeList.as_view(), name="outcome-list"),
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
]
