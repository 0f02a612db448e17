import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client

from mentoring.accounts.models import User
from mentoring.accounts.second_factor import SecondFactorAdapter
from tests.accounts.conftest import ENTER_CODE, ask_for_code, last_code, sign_in

pytestmark = pytest.mark.django_db
SECOND = "/accounts/login/second-factor/"
SET_UP = "/accounts/second-factor/set-up/"


def totp(secret: str, steps: int = 0) -> str:
    """Return the code of an authenticator app now, or that many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def set_up(client: Client) -> str:
    """Turn the second factor on, as the page says, and return the secret that the app keeps."""
    page = client.get(SET_UP).content.decode()
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)[1]
    answer = client.post(SET_UP, {"code": totp(secret, -1)})
    assert answer.url == "/accounts/second-factor/recovery-codes/"
    return secret


@pytest.fixture
def secret(client, django_capture_on_commit_callbacks) -> str:
    sign_in(client, "ada@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        return set_up(client)


def authenticators() -> set[str]:
    return set(Authenticator.objects.filter(user__email="ada@example.org").values_list("type", flat=True))


def test_setup_shows_a_qr_code_and_recovery_codes_and_sends_a_notice(client, secret):
    assert authenticators() == {"totp", "recovery_codes"}
    page = client.get("/accounts/second-factor/recovery-codes/").content.decode()
    assert len(re.findall(r"<code>\d{8}</code>", page)) == 10
    assert mail.outbox[-1].subject == "Two-step sign-in is on"


def test_wrong_code_does_not_turn_it_on(client):
    sign_in(client, "ada@example.org")
    client.get(SET_UP)
    assert client.post(SET_UP, {"code": "000000"}).status_code == 200
    assert authenticators() == set()


def test_sign_in_then_asks_for_the_second_step(secret):
    browser = Client()
    answer = sign_in(browser, "ada@example.org", next="/accounts/sessions/")
    assert answer.url == SECOND
    assert "_auth_user_id" not in browser.session
    assert browser.get("/accounts/").status_code == 302
    answer = browser.post(SECOND, {"code": totp(secret)})
    assert answer.url == "/accounts/sessions/"
    assert browser.get("/accounts/").status_code == 200


def test_password_does_not_pass_the_second_step_either(client, secret):
    password = "correct horse battery"
    client.post("/accounts/password/set/", {"password1": password, "password2": password})
    browser = Client()
    data = {"login": "ada@example.org", "password": password}
    assert browser.post("/accounts/login/password/", data).url == SECOND
    assert "_auth_user_id" not in browser.session


def test_recovery_code_works_once(client, secret):
    page = client.get("/accounts/second-factor/recovery-codes/").content.decode()
    code = re.search(r"<code>(\d{8})</code>", page)[1]
    first, second = Client(), Client()
    sign_in(first, "ada@example.org")
    assert first.post(SECOND, {"code": code}).url == "/"
    sign_in(second, "ada@example.org")
    assert second.post(SECOND, {"code": code}).status_code == 200
    assert "_auth_user_id" not in second.session


def test_code_of_the_app_cannot_be_replayed(secret):
    code = totp(secret)
    first, second = Client(), Client()
    sign_in(first, "ada@example.org")
    sign_in(second, "ada@example.org")
    assert first.post(SECOND, {"code": code}).status_code == 302
    assert second.post(SECOND, {"code": code}).status_code == 200


def test_guessing_the_second_step_is_stopped(secret):
    browser = Client()
    sign_in(browser, "ada@example.org")
    for _ in range(5):
        browser.post(SECOND, {"code": "000000"})
    page = browser.post(SECOND, {"code": totp(secret)})
    assert "Too many attempts" in page.content.decode()
    assert "_auth_user_id" not in browser.session


def test_second_step_without_the_first_redirects_to_sign_in(secret):
    browser = Client()
    assert browser.get(SECOND).url == "/accounts/login/"
    ask_for_code(browser, "ada@example.org")
    assert browser.post(SECOND, {"code": totp(secret)}).url == "/accounts/login/"
    browser.post(ENTER_CODE, {"code": last_code("ada@example.org")})
    assert browser.get(SECOND).status_code == 200


def test_new_recovery_codes_replace_the_old(client, secret, django_capture_on_commit_callbacks):
    url = "/accounts/second-factor/recovery-codes/"
    before = set(re.findall(r"<code>(\d{8})</code>", client.get(url).content.decode()))
    assert client.get(url + "new/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url + "new/")
    after = set(re.findall(r"<code>(\d{8})</code>", client.get(url).content.decode()))
    assert len(after) == 10
    assert not before & after
    assert mail.outbox[-1].subject == "New recovery codes created"


def test_turning_it_off_deletes_the_recovery_codes_and_sends_a_notice(client, secret):
    assert client.get("/accounts/second-factor/remove/").status_code == 200
    client.post("/accounts/second-factor/remove/")
    assert authenticators() == set()
    assert mail.outbox[-1].subject == "Two-step sign-in is off"
    assert sign_in(Client(), "ada@example.org").url == "/"


def test_secrets_are_encrypted_in_the_database(secret):
    for row in Authenticator.objects.filter(user=User.objects.get(email="ada@example.org")):
        assert secret not in str(row.data)
        assert SecondFactorAdapter().decrypt(row.data.get("secret") or row.data["seed"])


def test_secrets_can_be_read_after_the_key_has_changed(settings):
    box = SecondFactorAdapter()
    kept = box.encrypt("JBSWY3DP")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a-new-key" * 8, [settings.SECRET_KEY]
    assert box.decrypt(kept) == "JBSWY3DP"


def test_picture_can_be_scanned_on_a_dark_page():
    picture = SecondFactorAdapter().build_totp_svg("otpauth://totp/ada?secret=JBSWY3DP")
    assert picture.startswith("<svg")
    assert re.search(r'<(svg:)?rect fill="white"', picture)
