"""From the link in an invitation to a member with a name and a time zone."""

import pytest
from django.core import mail
from django.utils import timezone

from mentoring.accounts.models import User
from mentoring.members.views.invite_link import InviteLink
from mentoring.tenancy.models import Membership
from mentoring.tenancy.scope import tenant_scope
from tests.accounts.conftest import SIGN_IN, ask_for_code, last_code, sign_in
from tests.factories.members import make_invite
from tests.factories.tenancy import make_user

ABOUT = "/accounts/about-you/"


def path_of(organization, **fields) -> str:
    with tenant_scope(organization.id):
        return InviteLink.path_to(make_invite(email="new@example.org", **fields), organization)


def roles(organization) -> dict[str, str]:
    with tenant_scope(organization.id):
        return dict(Membership.objects.values_list("user__email", "role"))


@pytest.mark.parametrize("sign_up", ["open", "closed"])
def test_new_person_joins_without_a_code_and_is_asked_for_name_and_time_zone(
    sign_up, organization, client, settings
):
    settings.SIGN_UP = sign_up
    answer = client.post(path_of(organization))
    assert answer.url == f"{ABOUT}?next=/o/acme/"
    assert roles(organization) == {"new@example.org": "participant"}
    assert not mail.outbox
    page = client.get(answer.url).content.decode()
    assert 'data-browser-time-zone="replace"' in page
    answer = client.post(answer.url, {"name": "New Person", "time_zone": "Pacific/Auckland"})
    assert answer.url == "/o/acme/"
    user = User.objects.get(email="new@example.org")
    assert (user.name, user.time_zone) == ("New Person", "Pacific/Auckland")
    assert client.get("/").url == "/o/acme/"


def test_a_link_is_no_recent_sign_in(organization, client):
    """It may have been forwarded: the credentials of the account need a code to its address."""
    client.post(path_of(organization))
    assert client.get("/accounts/password/set/").url.startswith("/accounts/login/again/")
    assert client.get("/accounts/email/").url.startswith("/accounts/login/again/")
    assert "device" not in client.cookies


def test_address_with_an_account_needs_a_code_and_is_filled_in(organization, client):
    make_user(email="new@example.org", name="Known")
    path = path_of(organization)
    answer = client.post(path)
    assert answer.url.startswith(SIGN_IN)
    assert 'value="new@example.org"' in client.get(answer.url).content.decode()
    assert roles(organization) == {}
    sign_in(client, "new@example.org", next=path)
    assert client.post(path).url == "/o/acme/"


@pytest.mark.parametrize("role", ["owner", "administrator"])
def test_owners_and_administrators_need_a_code(role, organization, client):
    path = path_of(organization, role=role)
    assert "Sign in to join" in client.get(path).content.decode()
    answer = client.post(path)
    assert 'value="new@example.org"' in client.get(answer.url).content.decode()
    assert not User.objects.filter(email="new@example.org").exists()
    assert roles(organization) == {}


def test_following_the_link_creates_nothing(organization, client):
    path = path_of(organization)
    client.get(path)
    client.get(path)
    assert not User.objects.exists()


def test_person_without_name_and_time_zone_is_asked_on_the_start_page_once(db, client):
    ask_for_code(client, "first@example.org")
    client.post("/accounts/login/code/", {"code": last_code()})
    assert client.get("/").url == ABOUT
    assert client.post(ABOUT, {"name": "", "time_zone": ""}).status_code == 200
    client.post(ABOUT, {"name": "First", "time_zone": "Europe/Berlin"})
    assert client.get("/").status_code == 200


def test_next_page_is_never_elsewhere(db, client):
    client.force_login(make_user())
    answer = client.post(f"{ABOUT}?next=//evil.example/", {"name": "A", "time_zone": "Europe/Berlin"})
    assert answer.url == "/"


def test_no_time_zone_is_chosen_for_anybody(db, client):
    user = make_user()
    assert user.time_zone == ""
    client.force_login(user)
    for page in ("/accounts/", "/organizations/new/", ABOUT):
        html = client.get(page).content.decode()
        assert '<option value="" selected>' in html
        assert "data-browser-time-zone" in html
    answer = client.post("/organizations/new/", {"name": "Acme", "language": "en", "time_zone": ""})
    assert answer.status_code == 422


def test_time_is_shown_without_a_time_zone(db, client):
    client.force_login(make_user())
    assert client.get("/accounts/sessions/").status_code == 200
    assert timezone.get_current_timezone_name() == "UTC"
