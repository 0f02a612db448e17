import datetime as dt

import pytest


def test_robots_keeps_everyone_out(client):
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize(
    ("contact", "line"),
    [
        ("security@example.org", "Contact: mailto:security@example.org"),
        ("https://example.org/security", "Contact: https://example.org/security"),
    ],
)
def test_security_names_the_contact_for_less_than_a_year(client, settings, contact, line):
    settings.SECURITY_CONTACT = contact
    lines = client.get("/.well-known/security.txt").content.decode().splitlines()
    assert lines[0] == line
    expires = dt.datetime.fromisoformat(lines[1].removeprefix("Expires: "))
    assert dt.timedelta(days=100) < expires - dt.datetime.now(dt.UTC) < dt.timedelta(days=365)
    assert lines[3] == f"Canonical: {settings.BASE_URL}/.well-known/security.txt"


def test_security_is_not_there_without_a_contact(client, settings):
    settings.SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(
    ("asked", "attribute"), [("?theme=dark", 'data-theme="dark"'), ("?theme=light", 'data-theme="light"')]
)
def test_style_guide_shows_the_theme_that_is_asked_for(client, asked, attribute):
    assert f'<html lang="en" {attribute}>' in client.get(f"/styleguide/{asked}").content.decode()


@pytest.mark.parametrize("asked", ["", '?theme="><script>'])
def test_style_guide_follows_the_system_otherwise(client, asked):
    assert '<html lang="en">' in client.get(f"/styleguide/{asked}").content.decode()


def test_style_guide_has_no_other_page(client):
    assert client.get("/styleguide/nothing/").status_code == 404
