"""Every address of the product, by app."""

from django.urls import URLPattern, URLResolver, include, path

from mentoring.health import healthz, readyz
from mentoring.start import start
from mentoring.tenancy.links import open_link

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start, name="start"),
    path("accounts/", include("mentoring.accounts.urls")),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("", include("mentoring.ui.urls")),
    path("l/<slug:purpose>/<slug:slug>/<str:link>/", open_link, name="link"),
]

handler400 = "mentoring.ui.errors.bad_request"
handler403 = "mentoring.ui.errors.permission_denied"
handler404 = "mentoring.ui.errors.page_not_found"
handler429 = "mentoring.ui.errors.too_many_requests"  # asked for by allauth's rate limits
handler500 = "mentoring.ui.errors.server_error"
