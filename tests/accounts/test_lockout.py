"""Nobody can lock out another person's address: limits affect their source, not the address."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from tests.accounts.conftest import ENTER_CODE, SIGN_IN, ask_for_code, last_code, sign_in
from tests.factories.tenancy import make_user

pytestmark = pytest.mark.django_db
PASSWORD_SIGN_IN = "/accounts/login/password/"
PASSWORD = "correct horse battery"


def from_source(number: int, client: Client | None = None) -> Client:
    client = client or Client()
    client.defaults["REMOTE_ADDR"] = f"192.0.{number // 250}.{number % 250 + 1}"
    return client


def request_codes(sources: int, each: int, email: str = "ada@example.org") -> None:
    for number in range(sources):
        for _ in range(each):
            ask_for_code(from_source(1000 + number), email)


def ada_with_password():
    user = make_user(email="ada@example.org", password=PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def enter_password(client: Client, password: str) -> bool:
    client.post(PASSWORD_SIGN_IN, {"login": "ada@example.org", "password": password})
    return "_auth_user_id" in client.session


def test_one_source_is_slowed_down_and_the_person_is_not():
    answers = [ask_for_code(from_source(1), "ada@example.org").status_code for _ in range(6)]
    assert answers == [302] * 4 + [429] * 2
    person = from_source(2)
    assert sign_in(person, "ada@example.org").url == "/"


def test_many_sources_do_not_lock_an_address_and_do_not_flood_it():
    request_codes(sources=30, each=4)
    assert len(mail.outbox) == 61  # 60 short codes and one long one
    person = from_source(2)
    sign_in(person, "ada@example.org")
    assert "_auth_user_id" in person.session
    assert len(mail.outbox) == 61  # the long code is valid for everyone who asked within ten minutes


def test_codes_under_attack_cannot_be_guessed():
    request_codes(sources=16, each=4)
    assert len(mail.outbox[59].subject.split()[0]) == 6
    assert len(mail.outbox[60].subject.split()[0]) == 12


def test_known_device_gets_short_codes_whatever_others_do():
    person = from_source(2)
    sign_in(person, "ada@example.org")
    person.post("/accounts/logout/")
    request_codes(sources=16, each=4)
    ask_for_code(person, "ada@example.org")
    assert len(mail.outbox[-1].subject.split()[0]) == 6


def test_known_device_behind_the_same_address_is_let_through():
    person = from_source(1)
    sign_in(person, "ada@example.org")
    person.post("/accounts/logout/")
    for number in range(40):
        ask_for_code(from_source(1), f"p{number}@example.org")
    assert ask_for_code(from_source(1), "ada@example.org").status_code == 429
    assert sign_in(person, "ada@example.org").url == "/"


def test_code_already_sent_stays_usable_when_no_more_are_sent():
    person = from_source(1)
    ask_for_code(person, "ada@example.org")
    code = last_code()
    for _ in range(5):
        ask_for_code(from_source(1), "ada@example.org")
    assert person.post(ENTER_CODE, {"again": "1"}).status_code == 429
    assert person.post(ENTER_CODE, {"code": code}).url == "/"
    assert "_auth_user_id" in person.session


def test_attempts_of_others_behind_the_same_address_do_not_use_up_mine():
    person = from_source(1)
    ask_for_code(person, "ada@example.org")
    code = last_code()
    for number in range(25):
        other = from_source(1)
        ask_for_code(other, f"p{number}@example.org")
        for _ in range(5):
            other.post(ENTER_CODE, {"code": "000000"})
    assert person.post(ENTER_CODE, {"code": code}).url == "/"


def test_wrong_passwords_of_one_source_do_not_lock_others_out():
    ada_with_password()
    for _ in range(6):
        assert not enter_password(from_source(1), "wrong")
    assert not enter_password(from_source(1), PASSWORD)
    assert enter_password(from_source(2), PASSWORD)


def test_wrong_passwords_of_many_sources_lock_out_no_known_device_and_no_code():
    ada_with_password()
    person = from_source(2)
    assert enter_password(person, PASSWORD)
    person.post("/accounts/logout/")
    for number in range(50):
        enter_password(from_source(100 + number), "wrong")
    assert not enter_password(from_source(3), PASSWORD)
    assert enter_password(person, PASSWORD)
    assert sign_in(from_source(4), "ada@example.org").url == "/"


def test_device_is_known_for_its_own_addresses_only_and_cannot_be_forged():
    person = from_source(2)
    sign_in(person, "eve@example.org")
    person.post("/accounts/logout/")
    cookie = person.cookies["device"]
    assert "eve" not in cookie.value
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    answers = [ask_for_code(person, "ada@example.org").status_code for _ in range(5)]
    assert answers == [302] * 4 + [429]
    forged = from_source(3)
    forged.cookies["device"] = "x" + cookie.value
    assert forged.get(SIGN_IN).status_code == 200
