"""The API of programs, participants, matches and sessions."""

from django.urls import path

from programs.api.absences import AbsenceApi, ParticipantAbsencesApi
from programs.api.applications import ApplicationDecideApi, ApplicationsApi, ProfileQuestionsApi
from programs.api.briefings import BriefingApi, BriefingRemindApi
from programs.api.certificates import CertificateApi
from programs.api.concerns import MatchConcernsApi
from programs.api.coordinators import CoordinatorApi, CoordinatorsApi
from programs.api.exports import MatchExportApi, ParticipantExportApi
from programs.api.match_states import MatchEndApi, MatchLinksRevokeApi, MatchPauseApi, MatchReopenApi
from programs.api.matches import MatchApi, MatchesApi, MatchOverrideApi
from programs.api.matching import (
    ApprovalApi,
    DraftApi,
    DraftsApi,
    IntroductionApi,
    IntroductionsApi,
    SuggestionsApi,
)
from programs.api.messages import MatchMessagesApi
from programs.api.participants import (
    ParticipantInviteApi,
    ParticipantPauseApi,
    ParticipantRemindApi,
    ParticipantResumeApi,
    ParticipantsApi,
)
from programs.api.program_templates import ProgramCopyApi, ProgramTemplatesApi
from programs.api.programs import ProgramApi, ProgramsApi
from programs.api.resources import ResourceApi, ResourcesApi, ResourceUploadApi
from programs.api.reviews import ReviewSummaryApi
from programs.api.sends import SendPauseApi, SendResumeApi, SendsApi
from programs.api.sessions import MatchSessionsApi, SessionApi, SessionCancelApi, SessionPlanApi
from programs.api.setup import ProgramCloseApi, ProgramLaunchApi, ProgramSetupApi, TestRunApi
from programs.api.visibility import VisibilityApi

api_urls = [
    path("programs/", ProgramsApi.as_view(), name="program-list"),
    path("program-templates/", ProgramTemplatesApi.as_view(), name="program-template-list"),
    path("programs/<uuid:id>/setup/", ProgramSetupApi.as_view(), name="program-setup"),
    path("programs/<uuid:id>/launch/", ProgramLaunchApi.as_view(), name="program-launch"),
    path("programs/<uuid:id>/test-run/", TestRunApi.as_view(), name="program-test-run"),
    path("programs/<uuid:id>/close/", ProgramCloseApi.as_view(), name="program-close"),
    path("programs/<uuid:id>/copy/", ProgramCopyApi.as_view(), name="program-copy"),
    path("programs/<uuid:id>/", ProgramApi.as_view(), name="program-detail"),
    path(
        "programs/<uuid:id>/profile-questions/", ProfileQuestionsApi.as_view(), name="profile-question-list"
    ),
    path("programs/<uuid:id>/applications/", ApplicationsApi.as_view(), name="application-list"),
    path(
        "programs/<uuid:id>/applications/decide/", ApplicationDecideApi.as_view(), name="application-decide"
    ),
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
    path("programs/<uuid:id>/sends/", SendsApi.as_view(), name="send-calendar"),
    path("programs/<uuid:id>/sends/pause/", SendPauseApi.as_view(), name="send-pause"),
    path("programs/<uuid:id>/sends/resume/", SendResumeApi.as_view(), name="send-resume"),
    path("programs/<uuid:id>/briefing/", BriefingApi.as_view(), name="briefing"),
    path("programs/<uuid:id>/briefing/remind/", BriefingRemindApi.as_view(), name="briefing-remind"),
    path("programs/<uuid:id>/resources/", ResourcesApi.as_view(), name="resource-list"),
    path("programs/<uuid:id>/resources/upload/", ResourceUploadApi.as_view(), name="resource-upload"),
    path("resources/<uuid:id>/", ResourceApi.as_view(), name="resource-detail"),
    path("participants/<uuid:id>/certificate/", CertificateApi.as_view(), name="certificate"),
    path("participants/", ParticipantsApi.as_view(), name="participant-list"),
    path("matches/", MatchesApi.as_view(), name="match-list"),
    path("participants/<uuid:id>/suggestions/", SuggestionsApi.as_view(), name="suggestion-list"),
    path("programs/<uuid:id>/draft-matches/", DraftsApi.as_view(), name="draft-match-list"),
    path("programs/<uuid:id>/draft-matches/approve/", ApprovalApi.as_view(), name="draft-match-approve"),
    path("programs/<uuid:id>/introductions/", IntroductionsApi.as_view(), name="introduction-list"),
    path("introductions/<uuid:id>/", IntroductionApi.as_view(), name="introduction-detail"),
    path("draft-matches/<uuid:id>/", DraftApi.as_view(), name="draft-match-detail"),
    path("matches/<uuid:id>/", MatchApi.as_view(), name="match-detail"),
    path(
        "programs/<uuid:id>/invite-participants/", ParticipantInviteApi.as_view(), name="participant-invite"
    ),
    path(
        "programs/<uuid:id>/remind-participants/", ParticipantRemindApi.as_view(), name="participant-remind"
    ),
    path("matches/<uuid:id>/pause/", MatchPauseApi.as_view(), name="match-pause"),
    path("matches/<uuid:id>/end/", MatchEndApi.as_view(), name="match-end"),
    path("matches/<uuid:id>/revoke-links/", MatchLinksRevokeApi.as_view(), name="match-links-revoke"),
    path("matches/<uuid:id>/reopen/", MatchReopenApi.as_view(), name="match-reopen"),
    path("matches/<uuid:id>/override/", MatchOverrideApi.as_view(), name="match-override"),
    path("matches/<uuid:id>/sessions/", MatchSessionsApi.as_view(), name="match-session-list"),
    path("matches/<uuid:id>/sessions/plan/", SessionPlanApi.as_view(), name="session-plan"),
    path("matches/<uuid:id>/messages/", MatchMessagesApi.as_view(), name="match-message-list"),
    path("sessions/<uuid:id>/cancel/", SessionCancelApi.as_view(), name="session-cancel"),
    path("sessions/<uuid:id>/", SessionApi.as_view(), name="session-detail"),
    path("participants/<uuid:id>/pause/", ParticipantPauseApi.as_view(), name="participant-pause"),
    path("participants/<uuid:id>/resume/", ParticipantResumeApi.as_view(), name="participant-resume"),
    path(
        "participants/<uuid:id>/absences/", ParticipantAbsencesApi.as_view(), name="participant-absence-list"
    ),
    path("matches/<uuid:id>/concerns/", MatchConcernsApi.as_view(), name="match-concern-list"),
    path("programs/<uuid:id>/reviews/summary/", ReviewSummaryApi.as_view(), name="review-summary"),
    path("visibility/", VisibilityApi.as_view(), name="visibility"),
    path("absences/<uuid:id>/", AbsenceApi.as_view(), name="absence-detail"),
]
