"""URL configuration."""

from django.urls import URLPattern, URLResolver, include, path

from goals.api import api_urls as goals_api
from mentoring.api.reference import reference
from mentoring.api.schema import schema
from mentoring.audit.api import api_urls as audit_api
from mentoring.health import healthz, readyz
from mentoring.imports.api import api_urls as imports_api
from mentoring.mail.api import api_urls as mail_api
from mentoring.members.api import api_urls as members_api
from mentoring.people.api import api_urls as people_api
from mentoring.start import start
from mentoring.tenancy.links import open_link
from programs.api import api_urls as programs_api
from reports.api import api_urls as reports_api
from surveys.api import api_urls as surveys_api

# Each app's api module defines its URLs inside an organization's API.
api = [
    path("", reference, name="reference"),
    path("schema/", schema, name="schema"),
    path(
        "o/<slug:slug>/",
        include(
            [
                *members_api,
                *audit_api,
                *mail_api,
                *imports_api,
                *people_api,
                *programs_api,
                *goals_api,
                *surveys_api,
                *reports_api,
            ]
        ),
    ),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start, name="start"),
    path("accounts/", include("mentoring.accounts.urls")),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("", include("mentoring.ui.urls")),
    path("api/v1/", include((api, "api"))),
    path("", include("mentoring.mail.urls")),
    path("", include("mentoring.members.urls")),
    path("", include("mentoring.audit.urls")),
    path("", include("mentoring.imports.urls")),
    path("", include("mentoring.people.urls")),
    path("", include("programs.urls")),
    path("", include("goals.urls")),
    path("", include("surveys.urls")),
    path("", include("reports.urls")),
    path("l/<slug:purpose>/<slug:slug>/<str:link>/", open_link, name="link"),
]

handler400 = "mentoring.ui.errors.bad_request"
handler403 = "mentoring.ui.errors.permission_denied"
handler404 = "mentoring.ui.errors.page_not_found"
handler429 = "mentoring.ui.errors.too_many_requests"  # used by allauth's rate limits
handler500 = "mentoring.ui.errors.server_error"
