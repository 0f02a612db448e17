"""Every address of the product, by app."""

from django.urls import URLPattern, URLResolver, path

from mentoring.tenancy.links import open_link

urlpatterns: list[URLPattern | URLResolver] = [
    path("l/<slug:purpose>/<slug:slug>/<str:link>/", open_link, name="link"),
]
