"""Every address of the product, by app."""

from django.urls import URLPattern, URLResolver, path

from mentoring.health import healthz, readyz
from mentoring.tenancy.links import open_link

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("l/<slug:purpose>/<slug:slug>/<str:link>/", open_link, name="link"),
]
