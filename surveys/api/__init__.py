"""The API of surveys: create, schedule, send and close them, and read their results."""

from django.urls import path

from surveys.api.budget import SkipsApi, SurveyCalendarApi, SurveyLoadApi
from surveys.api.contact_budget import ContactBudgetApi
from surveys.api.mentor_results import MentorResultsApi, MentorResultsExportApi
from surveys.api.results import WaveResultsApi, WaveResultsExportApi
from surveys.api.sending import SurveyLaunchApi, SurveyScheduleApi, WaveCloseApi
from surveys.api.surveys import SurveyApi, SurveysApi

api_urls = [
    path("surveys/", SurveysApi.as_view(), name="survey-list"),
    path("surveys/<uuid:id>/", SurveyApi.as_view(), name="survey-detail"),
    path("surveys/<uuid:id>/schedule/", SurveyScheduleApi.as_view(), name="survey-schedule"),
    path("surveys/calendar/", SurveyCalendarApi.as_view(), name="survey-calendar"),
    path("surveys/contact-budget/", ContactBudgetApi.as_view(), name="contact-budget"),
    path("surveys/mentor-results/", MentorResultsApi.as_view(), name="mentor-results"),
    path("surveys/mentor-results/export/", MentorResultsExportApi.as_view(), name="mentor-results-export"),
    path("surveys/skips/", SkipsApi.as_view(), name="survey-skips"),
    path("surveys/<uuid:id>/load/", SurveyLoadApi.as_view(), name="survey-load"),
    path("surveys/<uuid:id>/launch/", SurveyLaunchApi.as_view(), name="survey-launch"),
    path("waves/<uuid:id>/results/", WaveResultsApi.as_view(), name="wave-results"),
    path("waves/<uuid:id>/results/export/", WaveResultsExportApi.as_view(), name="wave-results-export"),
    path("waves/<uuid:id>/close/", WaveCloseApi.as_view(), name="wave-close"),
]
