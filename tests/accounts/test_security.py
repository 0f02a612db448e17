"""Attacks on sign-in by anonymous visitors."""

import logging
import re
from runpy import run_path

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import mentoring.settings as settings_file
from mentoring.accounts.models import User
from tests.accounts.conftest import ENTER_CODE, SIGN_IN, ask_for_code, last_code, sign_in
from tests.factories.tenancy import make_user

pytestmark = pytest.mark.django_db


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def shape(body: str) -> str:
    """Return a page without what differs from one request to the next."""
    return re.sub(r'(value="[A-Za-z0-9]{64}")|[a-z]+@example\.org', "", body)


def test_known_unknown_and_closed_addresses_get_the_same(client):
    make_user(email="known@example.org", password="correct horse battery")
    make_user(email="closed@example.org", is_active=False)
    seen = []
    for email in ("known@example.org", "unknown@example.org", "closed@example.org"):
        browser = Client()
        browser.get(SIGN_IN)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = ask_for_code(browser, email)
        page = browser.get(answer.url)
        message = mail.outbox[-1]
        code = last_code()
        seen.append(
            (
                answer.status_code,
                answer.url,
                {name: value for name, value in answer.headers.items() if name != "Expires"},
                page.status_code,
                shape(page.content.decode()),
                [re.sub(r"'[^']*'", "", query["sql"])[:40] for query in queries],
                message.subject.replace(code, ""),
                message.body.replace(code, "").replace(email, ""),
            )
        )
    assert seen[0] == seen[1] == seen[2]


def test_password_page_is_the_same_for_every_wrong_pair(client):
    make_user(email="known@example.org", password="correct horse battery")
    make_user(email="without@example.org")
    pages = set()
    for email in ("known@example.org", "without@example.org", "unknown@example.org"):
        answer = client.post("/accounts/login/password/", {"login": email, "password": "wrong"})
        pages.add((answer.status_code, shape(answer.content.decode())))
    assert len(pages) == 1
    assert "address or password is incorrect" in pages.pop()[1]


def test_three_wrong_codes_invalidate_the_right_one(client):
    ask_for_code(client, "ada@example.org")
    code = last_code()
    client.post(ENTER_CODE, {"code": wrong(code)})
    client.post(ENTER_CODE, {"code": wrong(code)})
    answer = client.post(ENTER_CODE, {"code": wrong(code)})
    assert answer.url == SIGN_IN
    assert client.post(ENTER_CODE, {"code": code}).url == SIGN_IN
    assert "_auth_user_id" not in client.session


def test_replaying_the_session_of_before_gives_no_further_try(client):
    """Parallel requests all read a session without failed attempts; the count in the cache stops them."""
    ask_for_code(client, "ada@example.org")
    code = last_code()
    before = dict(client.session.items())
    for _ in range(3):
        session = client.session
        session.update(before)
        session.save()
        client.post(ENTER_CODE, {"code": wrong(code)})
    session = client.session
    session.update(before)
    session.save()
    client.post(ENTER_CODE, {"code": code})
    assert "_auth_user_id" not in client.session


def test_code_is_useless_in_another_session(client):
    ask_for_code(client, "ada@example.org")
    code = last_code()
    thief = Client()
    ask_for_code(thief, "eve@example.org")
    if code != last_code():
        thief.post(ENTER_CODE, {"code": code})
        assert "_auth_user_id" not in thief.session
    assert Client().post(ENTER_CODE, {"code": code}).url == SIGN_IN


def test_code_works_once(client):
    ask_for_code(client, "ada@example.org")
    code = last_code()
    client.post(ENTER_CODE, {"code": code})
    client.post("/accounts/logout/")
    assert client.post(ENTER_CODE, {"code": code}).url == SIGN_IN
    assert "_auth_user_id" not in client.session


def test_code_expires_after_ten_minutes(client):
    ask_for_code(client, "ada@example.org")
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 601
    session.save()
    assert client.post(ENTER_CODE, {"code": last_code()}).url == SIGN_IN
    assert "_auth_user_id" not in client.session


def test_code_is_in_no_log_line(client, caplog):
    with caplog.at_level(logging.DEBUG):
        ask_for_code(client, "ada@example.org")
        code = last_code()
        client.post(ENTER_CODE, {"code": wrong(code)})
        client.post(ENTER_CODE, {"code": code})
    lines = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    assert not [line for line in lines if code in line or "ada@example.org" in line]


def test_asking_again_counts_against_the_same_limit(client):
    for _ in range(3):
        ask_for_code(client, "ada@example.org")
    assert client.post(ENTER_CODE, {"again": "1"}).status_code == 302
    answer = client.post(ENTER_CODE, {"again": "1"})
    assert answer.status_code == 429
    assert len(mail.outbox) == 4


def test_codes_from_one_ip_are_limited_whomever_for():
    answers = [
        Client(REMOTE_ADDR="192.0.2.1").post(SIGN_IN, {"email": f"a{number}@example.org"}).status_code
        for number in range(31)
    ]
    assert answers == [302] * 30 + [429]
    assert "429" not in Client(REMOTE_ADDR="192.0.2.2").post(SIGN_IN, {"email": "b@example.org"}).url


@pytest.mark.parametrize(
    ("proxies", "counted"),
    [(0, "127.0.0.1"), (1, "198.51.100.9"), (2, "203.0.113.7")],
)
def test_forwarded_addresses_count_only_as_far_as_proxies_are_ours(settings, client, proxies, counted):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    client.post(
        SIGN_IN,
        {"email": "ada@example.org"},
        headers={"X-Forwarded-For": "10.9.9.9, 203.0.113.7, 198.51.100.9"},
    )
    keys = [key.decode() for key in cache._cache.get_client().scan_iter("*request_login_code*")]
    assert any(counted in key for key in keys), keys
    assert not any("10.9.9.9" in key for key in keys)


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "javascript:alert(1)",
        "https:evil.example",
        "http://localhost/elsewhere",
        " //evil.example",
    ],
)
def test_next_page_is_never_elsewhere(client, target):
    assert sign_in(client, "ada@example.org", next=target).url == "/"
    again = client.get(SIGN_IN, {"next": target})
    assert again.url == "/"
    assert client.post("/accounts/login/again/?next=" + target).url == SIGN_IN


def test_unknown_host_is_refused(client):
    assert client.get(SIGN_IN, headers={"Host": "evil.example"}).status_code == 400


def test_links_in_mails_name_the_configured_address_not_the_host_of_the_request(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.BASE_URL = "https://mentoring.example.org"
    client.post(SIGN_IN, {"email": "ada@example.org"}, headers={"Host": "evil.example"})
    assert "evil.example" not in str(mail.outbox[0].message())
    assert "https://mentoring.example.org" in mail.outbox[0].body


@pytest.mark.parametrize("path", [SIGN_IN, "/accounts/login/password/", "/accounts/logout/", "/accounts/"])
def test_forms_need_their_token(path):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make_user())
    assert browser.post(path, {"email": "ada@example.org"}).status_code == 403
    assert mail.outbox == []


def test_session_key_changes_when_signing_in(client):
    ask_for_code(client, "ada@example.org")
    planted = client.session.session_key
    client.post(ENTER_CODE, {"code": last_code()})
    assert client.session.session_key != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get("/accounts/").status_code == 302


def test_signing_in_as_another_person_takes_nothing_along(client):
    sign_in(client, "ada@example.org")
    session = client.session
    session["left"] = "behind"
    session.save()
    client.post("/accounts/logout/")
    sign_in(client, "eve@example.org")
    assert "left" not in client.session


@pytest.mark.parametrize(
    "email",
    [
        "ada@example.org\nBcc: eve@example.org",
        "ada@example.org, eve@example.org",
        "<ada@example.org>",
    ],
)
def test_address_cannot_smuggle_another_recipient(client, email):
    answer = client.post(SIGN_IN, {"email": email})
    assert answer.status_code == 200
    assert mail.outbox == []


def test_pages_of_signed_in_people_are_kept_by_no_cache(client):
    sign_in(client, "ada@example.org")
    for path in ("/", "/accounts/", "/accounts/sessions/"):
        assert "no-store" in client.get(path).headers["Cache-Control"]


def test_pages_of_the_entrance_are_kept_by_no_cache(client):
    assert "no-store" in client.get(SIGN_IN).headers["Cache-Control"]


def test_asking_for_codes_of_strangers_stores_no_account(client):
    ask_for_code(client, "stranger@example.org")
    assert not User.objects.filter(email="stranger@example.org").exists()


def test_cookies_outside_one_machine_are_bound_to_the_host(monkeypatch):
    monkeypatch.setenv("LOCAL", "0")
    monkeypatch.setenv("BASE_URL", "https://mentoring.example.org")
    monkeypatch.setenv("EMAIL_URL", "smtp://127.0.0.1:25")
    monkeypatch.setenv("MAIL_FROM", "Mentoring <mentoring@example.org>")
    production = run_path(str(settings_file.__file__))
    assert production["SESSION_COOKIE_NAME"] == "__Host-session"
    assert production["CSRF_COOKIE_NAME"] == "__Host-csrf"
    assert production["SESSION_COOKIE_SECURE"]
    assert production["CSRF_COOKIE_SECURE"]
    assert production["TRUSTED_PROXIES"] == 1
