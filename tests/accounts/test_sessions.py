import pytest
from django.core import mail
from django.test import Client

from mentoring.accounts.devices import device_of
from mentoring.accounts.models import User
from tests.accounts.conftest import sign_in

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 "
    "Mobile/15E148 Safari/604.1"
)
EDGE = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
    "Safari/537.36 Edg/140.0.0.0"
)


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (FIREFOX, "Firefox on Windows"),
        (IPHONE, "Safari on iPhone"),
        (EDGE, "Edge on macOS"),
        ("curl/8.1", "Unknown device"),
        ("", "Unknown device"),
    ],
)
def test_device_of(agent, device):
    assert device_of(agent) == device


@pytest.fixture
def here() -> Client:
    browser = Client(headers={"User-Agent": FIREFOX})
    sign_in(browser, "ada@example.org")
    return browser


@pytest.fixture
def phone(here) -> Client:
    browser = Client(headers={"User-Agent": IPHONE})
    sign_in(browser, "ada@example.org")
    return browser


def rows(email: str = "ada@example.org"):
    return User.objects.get(email=email).usersession_set


def test_list_shows_every_device_this_one_first(here, phone):
    page = here.get("/accounts/sessions/").content.decode()
    assert page.index("Firefox on Windows") < page.index("Safari on iPhone")
    assert page.count("This device") == 1


def test_list_costs_the_same_with_one_and_with_three(here, django_assert_num_queries):
    with django_assert_num_queries(4):
        here.get("/accounts/sessions/")
    for _ in range(2):
        sign_in(Client(), "ada@example.org")
    with django_assert_num_queries(4):
        here.get("/accounts/sessions/")


def test_expired_session_is_not_listed(here, phone):
    phone.session.delete()
    assert "Safari on iPhone" not in here.get("/accounts/sessions/").content.decode()


def test_another_device_is_signed_out(here, phone):
    there = rows().get(session_key=phone.session.session_key)
    assert here.post(f"/accounts/sessions/{there.pk}/end/").url == "/accounts/sessions/"
    assert phone.get("/accounts/").status_code == 302
    assert here.get("/accounts/").status_code == 200
    assert rows().count() == 1


def test_this_device_can_be_signed_out_too(here):
    row = rows().get()
    assert here.post(f"/accounts/sessions/{row.pk}/end/").url == "/"
    assert "_auth_user_id" not in here.session


def test_all_others_are_signed_out_at_once(here, phone):
    here.post("/accounts/sessions/end-others/")
    assert phone.get("/accounts/").status_code == 302
    assert here.get("/accounts/").status_code == 200


def test_sessions_of_another_person_are_out_of_reach(here):
    other = Client()
    sign_in(other, "eve@example.org")
    row = rows("eve@example.org").get()
    assert here.post(f"/accounts/sessions/{row.pk}/end/").status_code == 404
    here.post("/accounts/sessions/end-others/")
    assert other.get("/accounts/").status_code == 200
    assert f"/sessions/{row.pk}/" not in here.get("/accounts/sessions/").content.decode()


def test_nothing_is_signed_out_on_get(here, phone):
    row = rows().get(session_key=phone.session.session_key)
    assert here.get(f"/accounts/sessions/{row.pk}/end/").status_code == 405
    assert here.get("/accounts/sessions/end-others/").status_code == 405
    assert phone.get("/accounts/").status_code == 200
    assert len(mail.outbox) == 2
