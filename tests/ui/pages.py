"""Rendering of small templates in the product's own environment."""

from html.parser import HTMLParser
from types import SimpleNamespace

from django.test import RequestFactory

from mentoring.ui.rendering import jinja_environment

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "path", "rect", "circle"}


def rendered(source: str, **context) -> str:
    return jinja_environment().from_string(source).render(**context)


def request_of_member(path: str = "/", **attributes):
    request = RequestFactory().get(path)
    request.membership = SimpleNamespace(role="administrator")
    request.organization = SimpleNamespace(slug="acme", name="Acme")
    for name, value in attributes.items():
        setattr(request, name, value)
    return request


class Elements(HTMLParser):
    """Every start tag with its attributes; tags that are not closed in order are kept in `problems`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.problems: list[str] = []
        self.feed(html)
        self.close()
        self.problems += [f"{tag} is never closed" for tag in self.open]

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.problems.append(f"{tag} closes {self.open[-1:]}")
        else:
            self.open.pop()

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.found if name == tag]
