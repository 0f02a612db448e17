"""Settings of Django REST framework, drf-spectacular and the API's own limits."""

REST_FRAMEWORK = {
    # TenantApiView sets its own; any other view refuses everything.
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "mentoring.api.problems.answer_problem",
    "URL_FORMAT_OVERRIDE": None,
}
# (calls, seconds) for each token or signed-in person, and for each organization.
API_LIMITS = {"caller": (600, 60), "organization": (3000, 60)}
API_BODY_BYTES = 256 * 1024
OPENAPI_SETTINGS = {
    "TITLE": "Mentoring API",
    "VERSION": "1",
    "DESCRIPTION": "Read and change what an organization keeps here. Every error is a problem (RFC 9457).",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1/o/{slug}",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "Role": "mentoring.tenancy.enums.Role",
        "MembershipState": "mentoring.tenancy.enums.MembershipState",
        "TokenScope": "mentoring.tenancy.enums.TokenScope",
        "InviteState": "mentoring.members.enums.InviteState",
        "MessageState": "mentoring.mail.enums.MessageState",
        "Health": "programs.enums.Health",
        "GoalState": "goals.enums.GoalState",
        "ObjectiveState": "goals.enums.ObjectiveState",
        "ObjectiveDecision": "goals.enums.ObjectiveDecision",
        "KpiSource": "reports.enums.KpiSource",
        "SessionState": "programs.enums.SessionState",
        "ParticipantRole": "programs.enums.ParticipantRole",
        "PauseReason": "programs.enums.PauseReason",
        "Audience": "programs.enums.Audience",
        "Stage": "programs.enums.Stage",
        "RoiState": "reports.enums.RoiState",
        "QuestionKind": "programs.enums.QuestionKind",
        "ApplicationState": "programs.enums.ApplicationState",
        "ApplicationDecision": "programs.enums.ApplicationDecision",
        "ManagerAnswer": "programs.enums.ManagerAnswer",
        "ProgramState": "programs.enums.ProgramState",
        "Sees": "programs.enums.Sees",
        "MatchState": "programs.enums.MatchState",
        "LeftOutReason": "programs.enums.LeftOut",
        "Language": "mentoring.settings.LANGUAGES",
        "SurveyKind": "surveys.enums.SurveyKind",
        "WaveState": "surveys.enums.WaveState",
        "SkipReason": "surveys.enums.SkipReason",
        "FindingState": "mentoring.mail.enums.FindingState",
        "FindingReason": "mentoring.mail.enums.FindingReason",
        "DelayReason": "mentoring.mail.enums.Reason",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "mentoring.api.schema.add_security_schemes",
    ],
}
