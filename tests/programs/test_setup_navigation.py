"""Where the menu marks Setup as the current page."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver

from programs.urls import of_program
from programs.views.navigation import SETUP_PAGES

# Files, and the page as applicants see it.
OTHERS = {"certificate-preview", "resource-file", "public-page-preview"}


def patterns(found: list[URLPattern | URLResolver], route: str = "") -> Iterator[tuple[str, URLPattern]]:
    for it in found:
        path = route + str(it.pattern)
        if isinstance(it, URLResolver):
            yield from patterns(it.url_patterns, path)
        else:
            yield path, it


def test_setup_is_current_on_every_page_of_the_setup():
    names = {
        it.name
        for route, it in patterns(of_program)
        if route.startswith("setup/") and hasattr(it.callback.view_class, "get")
    }
    assert {f"programs:{name}" for name in names - OTHERS} - SETUP_PAGES == set()
