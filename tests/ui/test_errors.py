import pytest
from django.test import Client, RequestFactory

from mentoring.ui import errors
from mentoring.ui.rendering import jinja_environment


@pytest.mark.parametrize(
    ("view", "status", "text"),
    [
        (errors.bad_request, 400, "Invalid request"),
        (errors.permission_denied, 403, "Your role does not include this page"),
        (errors.csrf_failure, 403, "This page has expired"),
        (errors.page_not_found, 404, "Page not found"),
        (errors.server_error, 500, "Something went wrong"),
    ],
)
def test_error_page_has_its_heading(view, status, text):
    answer = view(RequestFactory().get("/"))
    assert answer.status_code == status
    assert f"<h1>{text}</h1>" in answer.content.decode()
    assert f"<title>{text}" in answer.content.decode()


def test_unknown_address_gets_the_page(client):
    answer = client.get("/no-such-page")
    assert answer.status_code == 404
    assert "Page not found" in answer.content.decode()


def test_too_many_requests_shows_the_time_to_wait():
    answer = errors.too_many_requests(RequestFactory().get("/"), retry_after=61)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "61"
    assert "in 2 minutes" in answer.content.decode()
    assert "Retry-After" not in errors.too_many_requests(RequestFactory().get("/")).headers


def test_form_without_token_gets_the_page():
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/no-such-page")
    assert answer.status_code in {403, 404}
    assert (
        errors.csrf_failure(RequestFactory().post("/"), reason="secret detail").content.count(b"secret") == 0
    )


def test_server_error_needs_neither_database_nor_session(client, monkeypatch):
    """The page is made without the request, so whatever broke there is not asked again."""

    def broken(request):
        raise RuntimeError("broken")

    monkeypatch.setattr("mentoring.ui.views.robots.__wrapped__", broken, raising=False)
    monkeypatch.setattr("mentoring.ui.views.HttpResponse", broken)
    client.raise_request_exception = False
    answer = client.get("/robots.txt")
    assert answer.status_code == 500
    assert "Something went wrong" in answer.content.decode()


def test_server_error_is_text_where_even_the_template_is_broken(monkeypatch, caplog):
    monkeypatch.setitem(jinja_environment().globals, "static", lambda name: 1 / 0)
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert "Something went wrong" in answer.content.decode()
    assert "could not be rendered" in caplog.text
