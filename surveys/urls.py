from django.urls import path

from surveys.views import answer

app_name = "surveys"

urlpatterns = [
    path("o/<slug:slug>/my/surveys/<uuid:invitation_id>/", answer.OwnSurvey.as_view(), name="own-survey"),
]
