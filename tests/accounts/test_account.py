"""The account's own pages: profile, address, password."""

from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from mentoring.accounts.middleware import RENEWED_AT
from mentoring.accounts.models import User
from mentoring.accounts.reauthentication import SIGNED_IN_AT
from tests.accounts.conftest import last_code, sign_in
from tests.factories.tenancy import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture
def ada(client) -> User:
    sign_in(client, "ada@example.org")
    mail.outbox.clear()
    return User.objects.get(email="ada@example.org")


def age(client: Client, key: str, seconds: int) -> None:
    session = client.session
    session[key] = session.get(key, session[SIGNED_IN_AT]) - seconds
    session.save()


def test_profile_is_saved_and_used(client, ada):
    client.post("/accounts/", {"name": "Ada", "language": "de", "time_zone": "Europe/Berlin"})
    ada.refresh_from_db()
    assert (ada.name, ada.language, ada.time_zone) == ("Ada", "de", "Europe/Berlin")
    page = client.get("/accounts/")
    assert page.headers["Content-Language"] == "de"
    assert '<html lang="de"' in page.content.decode()
    assert "Änderungen gespeichert." in page.content.decode()


@pytest.mark.parametrize("wrong", [{"language": "xx"}, {"time_zone": "Mars/Olympus"}, {"name": "x" * 151}])
def test_profile_refuses_what_it_cannot_use(client, ada, wrong):
    data = {"name": "Ada", "language": "de", "time_zone": "Europe/Berlin", **wrong}
    assert client.post("/accounts/", data).status_code == 200
    ada.refresh_from_db()
    assert (ada.name, ada.time_zone) == ("", "")


def test_times_are_shown_in_the_persons_zone(client, ada):
    User.objects.filter(pk=ada.pk).update(time_zone="Asia/Tokyo")
    client.get("/accounts/")
    row = ada.usersession_set.get()
    shown = row.created_at.astimezone(ZoneInfo("Asia/Tokyo")).strftime("%-I:%M")
    assert shown in client.get("/accounts/sessions/").content.decode()


def test_time_zone_that_no_longer_exists_is_ignored(client, ada):
    User.objects.filter(pk=ada.pk).update(time_zone="Mars/Olympus")
    assert client.get("/accounts/").status_code == 200


def test_address_changes_when_the_code_sent_to_the_new_one_is_entered(client, ada):
    answer = client.post("/accounts/email/", {"email": "Ada@New.example"})
    ada.refresh_from_db()
    assert ada.email == "ada@example.org"
    assert mail.outbox[-1].to == ["ada@new.example"]
    client.post(answer.url, {"code": last_code()})
    ada.refresh_from_db()
    assert ada.email == "ada@new.example"
    assert list(EmailAddress.objects.filter(user=ada).values_list("email", "verified", "primary")) == [
        ("ada@new.example", True, True)
    ]
    assert mail.outbox[-1].to == ["ada@example.org"]
    assert mail.outbox[-1].subject == "Your email address was changed"
    other = Client()
    sign_in(other, "ada@new.example")
    assert other.session["_auth_user_id"] == str(ada.pk)


def test_address_of_another_account_looks_free_but_cannot_be_taken(client, ada):
    make_user(email="taken@example.org")
    free = client.post("/accounts/email/", {"email": "free@example.org"})
    taken = client.post("/accounts/email/", {"email": "taken@example.org"})
    assert (free.status_code, free.url) == (taken.status_code, taken.url)
    page = client.post(taken.url, {"code": last_code()})
    assert "Another account uses this address" in page.content.decode()
    ada.refresh_from_db()
    assert ada.email == "ada@example.org"


def test_address_confirmation_takes_three_tries(client, ada):
    url = client.post("/accounts/email/", {"email": "ada@new.example"}).url
    code = last_code()
    for _ in range(3):
        client.post(url, {"code": f"{(int(code) + 1) % 1_000_000:06d}"})
    client.post(url, {"code": code})
    ada.refresh_from_db()
    assert ada.email == "ada@example.org"


def test_password_is_set_changed_and_removed_with_a_notice_each_time(client, ada):
    client.post("/accounts/password/set/", {"password1": PASSWORD, "password2": PASSWORD})
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)
    new = PASSWORD + " staple"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    ada.refresh_from_db()
    assert ada.check_password(new)
    client.post("/accounts/password/remove/")
    ada.refresh_from_db()
    assert not ada.has_usable_password()
    assert [message.subject for message in mail.outbox] == [
        "Your password was set",
        "Your password was changed",
        "Your password was removed",
    ]
    assert client.get("/accounts/").status_code == 200


@pytest.mark.parametrize("weak", ["short", "password1234", "ada@example.org"])
def test_weak_password_is_refused(client, ada, weak):
    client.post("/accounts/password/set/", {"password1": weak, "password2": weak})
    ada.refresh_from_db()
    assert not ada.has_usable_password()


def test_password_change_signs_other_devices_out(client, ada):
    other = Client()
    sign_in(other, "ada@example.org")
    client.post("/accounts/password/set/", {"password1": PASSWORD, "password2": PASSWORD})
    assert client.get("/accounts/").status_code == 200
    assert other.get("/accounts/").status_code == 302
    assert ada.usersession_set.count() == 1


SENSITIVE = [
    "account_email",
    "account_set_password",
    "account_change_password",
    "accounts:password-remove",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
]


@pytest.mark.parametrize("name", SENSITIVE)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_changes_the_entrance_asks_to_sign_in_again_after_half_an_hour(client, ada, name, method):
    age(client, SIGNED_IN_AT, 30 * 60 + 1)
    answer = getattr(client, method)(reverse(name))
    assert answer.url.startswith("/accounts/login/again/?next=")
    assert client.get(answer.url).status_code == 200
    login = client.post(answer.url).url
    assert "_auth_user_id" not in client.session
    assert login.endswith("next=" + reverse(name).replace("/", "%2F"))


def test_session_slides_with_visits_but_not_in_every_request(client, ada, django_assert_num_queries):
    before = client.session.get_expiry_date()
    client.get("/accounts/sessions/")
    assert RENEWED_AT not in client.session
    age(client, SIGNED_IN_AT, 7 * 3600)
    seen = ada.usersession_set.get().last_seen_at
    client.get("/accounts/sessions/")
    assert client.session[RENEWED_AT]
    assert client.session.get_expiry_date() > before
    assert ada.usersession_set.get().last_seen_at > seen


def test_session_ends_after_two_weeks_without_a_visit(settings):
    assert settings.SESSION_COOKIE_AGE == 14 * 24 * 3600
    assert not settings.SESSION_EXPIRE_AT_BROWSER_CLOSE
