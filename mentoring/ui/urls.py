"""URLs for crawlers and security researchers, and the style guide."""

from django.urls import path

from . import styleguide, views

app_name = "ui"
urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security, name="security"),
    path("styleguide/", styleguide.components, name="styleguide"),
    path("styleguide/<slug:page>/", styleguide.sample, name="styleguide-sample"),
]
