import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from mentoring.accounts.models import User
from tests.accounts.conftest import ENTER_CODE, SIGN_IN, ask_for_code, last_code, sign_in
from tests.factories.tenancy import make_user

pytestmark = pytest.mark.django_db


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_sign_in_with_the_mailed_code(client):
    user = make_user(email="ada@example.org")
    answer = ask_for_code(client, "ada@example.org")
    assert (answer.status_code, answer.url) == (302, ENTER_CODE)
    assert signed_in_as(client) is None
    answer = client.post(ENTER_CODE, {"code": last_code()})
    assert (answer.status_code, answer.url) == (302, "/")
    assert signed_in_as(client) == str(user.pk)


def test_code_field_suits_phones(client):
    ask_for_code(client, "ada@example.org")
    page = client.get(ENTER_CODE).content.decode()
    field = re.search(r'<input[^>]*name="code"[^>]*>', page)[0]
    assert 'autocomplete="one-time-code"' in field
    assert 'inputmode="numeric"' in field
    assert "ada@example.org" in page


@pytest.mark.parametrize(("url", "is_linked"), [("local://", True), ("smtps://mail.example.org", False)])
def test_code_page_links_to_the_local_inbox_if_email_goes_there(url, is_linked, client, settings):
    settings.LOCAL, settings.EMAIL_URL = True, url
    ask_for_code(client, "ada@example.org")
    page = client.get(ENTER_CODE).content.decode()
    assert ('href="/mail/"' in page) is is_linked
    assert ("spam" in page) is not is_linked


def test_mail_has_the_code_in_subject_text_and_html_and_goes_to_one_address(client):
    ask_for_code(client, "ada@example.org")
    (message,) = mail.outbox
    code = last_code()
    assert message.subject == f"{code} is your sign-in code"
    assert message.to == ["ada@example.org"]
    assert code in message.body
    assert code in message.alternatives[0].content
    assert "&" not in message.body


def test_email_is_in_the_language_of_the_browser(client):
    client.post(SIGN_IN, {"email": "ada@example.org"}, headers={"Accept-Language": "de"})
    assert 'lang="de"' in mail.outbox[0].alternatives[0].content


def test_first_sign_in_makes_the_account_with_a_confirmed_address(client):
    ask_for_code(client, " New@Example.ORG ")
    assert not User.objects.filter(email="new@example.org").exists()
    client.post(ENTER_CODE, {"code": last_code()})
    user = User.objects.get(email="new@example.org")
    assert user.email == "new@example.org"
    assert not user.has_usable_password()
    assert user.language == "en"
    assert list(
        EmailAddress.objects.filter(user=user).values_list("user", "email", "verified", "primary")
    ) == [(user.pk, "new@example.org", True, True)]
    assert signed_in_as(client) == str(user.pk)


def test_two_pages_with_the_same_new_address_make_one_account(client):
    other = Client()
    ask_for_code(client, "new@example.org")
    first = last_code()
    ask_for_code(other, "new@example.org")
    client.post(ENTER_CODE, {"code": first})
    other.post(ENTER_CODE, {"code": last_code()})
    assert signed_in_as(client) == signed_in_as(other) == str(User.objects.get(email="new@example.org").pk)


def test_spelling_of_the_address_does_not_matter(client):
    user = make_user(email="ada@example.org")
    sign_in(client, "Ada@Example.org")
    assert signed_in_as(client) == str(user.pk)


def test_code_with_blanks_is_accepted(client):
    ask_for_code(client, "ada@example.org")
    code = last_code()
    client.post(ENTER_CODE, {"code": f" {code[:3]} {code[3:]} "})
    assert signed_in_as(client)


def test_wrong_code_is_reported_and_the_right_one_still_works(client):
    ask_for_code(client, "ada@example.org")
    wrong = "000000" if last_code() != "000000" else "111111"
    answer = client.post(ENTER_CODE, {"code": wrong})
    assert answer.status_code == 200
    assert "This code is incorrect" in answer.content.decode()
    assert signed_in_as(client) is None
    client.post(ENTER_CODE, {"code": last_code()})
    assert signed_in_as(client)


def test_new_code_replaces_the_one_before(client):
    ask_for_code(client, "ada@example.org")
    first = last_code()
    client.post(ENTER_CODE, {"again": "1"})
    assert len(mail.outbox) == 2
    if first != last_code():
        client.post(ENTER_CODE, {"code": first})
        assert signed_in_as(client) is None
    client.post(ENTER_CODE, {"code": last_code()})
    assert signed_in_as(client)


def test_closed_account_cannot_enter_and_learns_it_only_with_the_code(client):
    make_user(email="ada@example.org", is_active=False)
    answer = ask_for_code(client, "ada@example.org")
    assert answer.url == ENTER_CODE
    answer = client.post(ENTER_CODE, {"code": last_code()})
    assert answer.url == "/accounts/closed/"
    assert signed_in_as(client) is None


def test_unavailable_mail_server_is_reported_and_nothing_is_stored(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = ask_for_code(client, "ada@example.org")
    assert answer.status_code == 503
    assert "email could not be sent" in answer.content.decode()
    assert client.get(ENTER_CODE).status_code == 302


def test_next_page_after_signing_in_is_the_one_that_was_asked(client):
    assert sign_in(client, "ada@example.org", next="/accounts/sessions/").url == "/accounts/sessions/"


def test_password_signs_in_who_has_one(client):
    user = make_user(email="ada@example.org", password="correct horse battery")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    answer = client.post(
        "/accounts/login/password/", {"login": "Ada@example.org", "password": "correct horse battery"}
    )
    assert answer.url == "/"
    assert signed_in_as(client) == str(user.pk)


def test_password_of_an_unconfirmed_address_asks_for_a_code_first(client):
    user = make_user(email="ada@example.org", password="correct horse battery")
    data = {"login": "ada@example.org", "password": "correct horse battery"}
    answer = client.post("/accounts/login/password/", data)
    assert answer.url == "/accounts/email/confirm/"
    assert client.get(answer.url).status_code == 200
    client.post(answer.url, {"code": last_code()})
    assert signed_in_as(client) == str(user.pk)


def test_code_that_cannot_be_sent_after_a_password_answers_try_again(client, settings):
    make_user(email="ada@example.org", password="correct horse battery")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    data = {"login": "ada@example.org", "password": "correct horse battery"}
    answer = client.post("/accounts/login/password/", data)
    assert answer.status_code == 503
    assert "Please try again in a minute." in answer.content.decode()
    assert signed_in_as(client) is None


def test_signing_out_ends_the_session(client):
    sign_in(client, "ada@example.org")
    assert client.get("/accounts/logout/").status_code == 200
    assert signed_in_as(client)
    assert client.post("/accounts/logout/").url == "/"
    assert signed_in_as(client) is None
