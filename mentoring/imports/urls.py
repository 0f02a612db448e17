from django.urls import path

from mentoring.imports.views import running, starting

app_name = "imports"
RUN = "o/<slug:slug>/imports/<uuid:run>/"

urlpatterns = [
    path("o/<slug:slug>/imports/", starting.RunList.as_view(), name="run-list"),
    path("o/<slug:slug>/imports/new/", starting.KindList.as_view(), name="kind-list"),
    path("o/<slug:slug>/imports/new/<slug:kind>/", starting.RunCreate.as_view(), name="run-create"),
    path(
        "o/<slug:slug>/imports/new/<slug:kind>/template/",
        starting.KindTemplate.as_view(),
        name="kind-template",
    ),
    path(RUN, running.RunDetail.as_view(), name="run-detail"),
    path(f"{RUN}columns/", running.RunColumns.as_view(), name="run-columns"),
    path(f"{RUN}correct/", running.RunCorrect.as_view(), name="run-correct"),
    path(f"{RUN}reading/", running.RunReading.as_view(), name="run-reading"),
    path(f"{RUN}continue/", running.RunContinue.as_view(), name="run-continue"),
    path(f"{RUN}discard/", running.RunDiscard.as_view(), name="run-discard"),
    path(f"{RUN}check/", running.RunCheck.as_view(), name="run-check"),
    path(f"{RUN}confirm/", running.RunConfirm.as_view(), name="run-confirm"),
    path(f"{RUN}undo/", running.RunUndo.as_view(), name="run-undo"),
    path(f"{RUN}errors/", running.RunErrors.as_view(), name="run-errors"),
]
