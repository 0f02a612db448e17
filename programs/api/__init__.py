"""The API of programs, participants, matches and sessions."""

from django.urls import path

from programs.api.absences import AbsenceApi, ParticipantAbsencesApi
from programs.api.coordinators import CoordinatorApi, CoordinatorsApi
from programs.api.exports import MatchExportApi, ParticipantExportApi
from programs.api.matches import MatchApi, MatchesApi, MatchOverrideApi
from programs.api.participants import ParticipantsApi
from programs.api.programs import ProgramApi, ProgramsApi
from programs.api.sessions import MatchSessionsApi, SessionApi

api_urls = [
    path("programs/", ProgramsApi.as_view(), name="program-list"),
    path("programs/<uuid:id>/", ProgramApi.as_view(), name="program-detail"),
    path("programs/<uuid:id>/coordinators/", CoordinatorsApi.as_view(), name="coordinator-list"),
    path(
        "programs/<uuid:id>/coordinators/<uuid:member_id>/",
        CoordinatorApi.as_view(),
        name="coordinator-detail",
    ),
    path(
        "programs/<uuid:id>/participants/export/",
        ParticipantExportApi.as_view(),
        name="participant-export",
    ),
    path("programs/<uuid:id>/matches/export/", MatchExportApi.as_view(), name="match-export"),
    path("participants/", ParticipantsApi.as_view(), name="participant-list"),
    path("matches/", MatchesApi.as_view(), name="match-list"),
    path("matches/<uuid:id>/", MatchApi.as_view(), name="match-detail"),
    path("matches/<uuid:id>/override/", MatchOverrideApi.as_view(), name="match-override"),
    path("matches/<uuid:id>/sessions/", MatchSessionsApi.as_view(), name="match-session-list"),
    path("sessions/<uuid:id>/", SessionApi.as_view(), name="session-detail"),
    path(
        "participants/<uuid:id>/absences/", ParticipantAbsencesApi.as_view(), name="participant-absence-list"
    ),
    path("absences/<uuid:id>/", AbsenceApi.as_view(), name="absence-detail"),
]
