import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory
from django.utils import translation
from django_htmx.middleware import HtmxDetails
from jinja2 import ChoiceLoader, DictLoader

from mentoring.ui.notices import Notice, notify, pending
from mentoring.ui.rendering import jinja_environment, render

PAGE = """<html>
{%- block list %}<p>{{ ui.status_pill("at_risk") }} {{ name }} {{ _("Undo") }}</p>{% endblock %}</html>"""


@pytest.fixture(autouse=True)
def sample_page(monkeypatch):
    environment = jinja_environment()
    monkeypatch.setattr(
        environment, "loader", ChoiceLoader([DictLoader({"tests/page.html": PAGE}), environment.loader])
    )


def request(**headers):
    made = RequestFactory().get("/", headers=headers)
    made.htmx = HtmxDetails(made)
    made._messages = CookieStorage(made)
    return made


def test_browser_gets_the_whole_page():
    answer = render(request(), "tests/page.html", {"name": "Ada"}, block="list")
    assert answer.content.startswith(b"<html>")
    assert answer.headers["Vary"] == "HX-Request"


def test_htmx_gets_the_block_with_its_components():
    answer = render(request(**{"HX-Request": "true"}), "tests/page.html", {"name": "Ada"}, 422, block="list")
    text = answer.content.decode()
    assert text.startswith("<p>")
    assert "At risk" in text
    assert "Ada" in text
    assert "<html>" not in text
    assert answer.status_code == 422


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_htmx_gets_the_whole_page_where_it_replaces_one(header):
    asking = request(**{"HX-Request": "true", header: "true"})
    assert render(asking, "tests/page.html", {"name": "Ada"}, block="list").content.startswith(b"<html>")


def test_block_brings_the_notices_along():
    asking = request(**{"HX-Request": "true"})
    notify(asking, "Ada was removed.", undo_url="/undo/5/")
    text = render(asking, "tests/page.html", {"name": "Ada"}, block="list").content.decode()
    assert 'hx-swap-oob="true"' in text
    assert "Ada was removed." in text
    assert 'action="/undo/5/"' in text


def test_notice_is_shown_once_and_keeps_its_tone():
    asking = request()
    notify(asking, "Saved.")
    notify(asking, "Not sent.", level=messages.ERROR)
    assert pending(asking) == [Notice("Saved.", "ok"), Notice("Not sent.", "risk")]


def test_component_is_in_the_language_of_each_request():
    """A macro's module is cached; its texts must not be in the language of the first request."""
    environment = jinja_environment()
    source = environment.from_string("{{ ui.card.name }} {{ language() }} {{ 0.5|percent }}")
    with translation.override("de"):
        assert source.render() == "card de 50\N{NO-BREAK SPACE}%"
    with translation.override("en"):
        assert source.render() == "card en 50%"
