from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from mentoring.mail.models import OutboxMessage
from mentoring.members.actions.invites import resend_invite
from mentoring.members.models import MemberInvite
from mentoring.members.views.invite_link import InviteLink
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Membership
from mentoring.tenancy.scope import tenant_scope
from tests.factories.members import make_invite
from tests.factories.tenancy import make_user
from tests.members.test_member_pages import queries_of

LIST = "/o/acme/members/invitations/"
NEW = f"{LIST}new/"
WORDS = {"role": "coordinator", "message": "Hello", "language": "en"}


@pytest.fixture
def invite(administrator) -> MemberInvite:
    with tenant_scope(administrator.organization_id):
        return make_invite(email="new@example.org", role="analyst", invited_by=administrator)


@pytest.fixture
def path(invite, organization) -> str:
    return InviteLink.path_to(invite, organization)


def members_of(organization) -> list[tuple[str, str]]:
    with tenant_scope(organization.id):
        return sorted(Membership.objects.active().values_list("user__email", "role"))


def invited(organization) -> list[str]:
    with tenant_scope(organization.id):
        return sorted(MemberInvite.objects.values_list("email", flat=True))


def test_one_address_is_invited_and_the_list_shows_it(administrator, organization, client_of):
    client = client_of(administrator)
    page = client.post(NEW, {**WORDS, "addresses": " New@Example.org "}, follow=True).content.decode()
    assert "Invitation sent to new@example.org." in page
    assert invited(organization) == ["new@example.org"]
    assert "Pending" in page


def test_a_fault_stops_everybody_and_keeps_what_was_typed(administrator, organization, client_of):
    client = client_of(administrator)
    answer = client.post(NEW, {**WORDS, "addresses": "a@example.org\nnonsense\nb@example.org"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Line 2, “nonsense”: This is not an email address." in page
    assert "a@example.org\nnonsense\nb@example.org" in page
    assert "Invite the other 2" in page
    assert invited(organization) == []


def test_the_others_are_invited_when_asked_for_and_undo_takes_them_back(
    administrator, organization, client_of
):
    client = client_of(administrator)
    data = {**WORDS, "addresses": "a@example.org\nnonsense\nb@example.org", "others": "1"}
    page = client.post(NEW, data, follow=True).content.decode()
    assert invited(organization) == ["a@example.org", "b@example.org"]
    undo = page.split('action="/o/acme/members/invitations/batches/')[1].split('"')[0]
    page = client.post(f"{LIST}batches/{undo}", follow=True).content.decode()
    assert "2 invitations withdrawn." in page
    with tenant_scope(organization.id):
        assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"cancelled"}


@pytest.mark.parametrize("addresses", ["", "nonsense", " ; , "])
def test_without_one_good_address_nothing_happens(administrator, organization, client_of, addresses):
    answer = client_of(administrator).post(NEW, {**WORDS, "addresses": addresses, "others": "1"})
    assert answer.status_code == 422
    assert invited(organization) == []


def test_the_list_costs_the_same_for_one_invite_and_many(administrator, organization, client_of):
    client = client_of(administrator)
    client.get(LIST)
    with tenant_scope(organization.id):
        make_invite(invited_by=administrator)
    assert queries_of(client, LIST) == 6
    with tenant_scope(organization.id):
        for _ in range(60):
            make_invite(invited_by=administrator)
    assert queries_of(client, LIST) == 6


def test_the_list_by_state(administrator, organization, client_of):
    with tenant_scope(organization.id):
        make_invite(email="waits@example.org")
        make_invite(email="late@example.org", expires_at="2026-01-01T00:00Z")
        make_invite(email="gone@example.org", state="withdrawn", closed_at=timezone.now())
    client = client_of(administrator)

    def shown(state):
        page = client.get(LIST, {"state": state}).content.decode()
        return [name for name in ("waits", "late", "gone") if f"{name}@example.org" in page]

    assert [shown(state) for state in ("", "pending", "expired", "withdrawn", "accepted")] == [
        ["waits", "late", "gone"],
        ["waits"],
        ["late"],
        ["gone"],
        [],
    ]


def test_opening_the_link_twice_shows_the_invitation_and_changes_nothing(path, organization, client):
    before = members_of(organization)
    for _ in range(2):
        page = client.get(path).content.decode()
        for words in (
            "Ada invited you",
            "Join Acme?",
            "Analyst",
            "new@example.org",
            "You join as new@example.org.",
        ):
            assert words in page
    assert members_of(organization) == before


def test_anonymous_person_signs_in_first_and_returns(path, organization, client):
    make_user(email="new@example.org")
    assert "Sign in to join" in client.get(path).content.decode()
    before = members_of(organization)
    answer = client.post(path)
    assert answer.status_code == 302
    assert answer.url == f"/accounts/login/?next={quote(path)}"
    assert members_of(organization) == before


def test_a_signed_in_person_joins_and_arrives(path, organization, client):
    client.force_login(make_user(email="new@example.org"))
    assert "You join as new@example.org." in client.get(path).content.decode()
    page = client.post(path, follow=True).content.decode()
    assert "Welcome to Acme." in page
    assert ("new@example.org", "analyst") in members_of(organization)
    assert client.get(path).status_code == 404  # used


def test_another_address_is_shown_and_can_join(path, organization, client):
    client.force_login(make_user(email="private@example.org"))
    page = client.get(path).content.decode()
    assert "The invitation was sent to new@example.org. You will join as private@example.org." in page
    client.post(path)
    assert ("private@example.org", "analyst") in members_of(organization)


def test_a_member_is_led_in_and_keeps_the_role(path, organization, administrator, client_of):
    client = client_of(administrator)
    assert "You are already a member of Acme." in client.get(path).content.decode()
    assert client.post(path).status_code == 422
    assert members_of(organization) == [("ada@example.org", "administrator")]


def test_resent_withdrawn_expired_and_foreign_links_look_like_unknown_ones(
    invite, path, administrator, organization, client
):
    unknown = client.get("/l/invite/acme/00000000000000000000000000000000.x/")
    with tenant_scope(organization.id):
        resend_invite(invite, by=Actor.member(administrator), at=timezone.now())
        expired = make_invite(expires_at="2026-01-01T00:00Z")
        withdrawn = make_invite(state="withdrawn", closed_at=timezone.now())
    client.force_login(make_user(email="x@example.org"))
    dead = [
        path,
        *(InviteLink.path_to(it, organization) for it in (expired, withdrawn)),
        path.replace("acme", "globex"),
    ]
    for method in (client.get, client.post):
        assert {(a.status_code, a.content) for a in map(method, dead)} == {(404, unknown.content)}
    assert members_of(organization) == [("ada@example.org", "administrator")]


def test_joining_needs_the_csrf_token(path, organization):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user(email="new@example.org"))
    assert strict.post(path).status_code == 403
    assert members_of(organization) == [("ada@example.org", "administrator")]


def test_names_with_markup_and_line_breaks_stay_text(administrator, organization, client):
    with tenant_scope(organization.id):
        invite = make_invite(message="<b>bold</b>\r\nBcc: x@example.org", invited_by=administrator)
    page = client.get(InviteLink.path_to(invite, organization)).content.decode()
    assert "&lt;b&gt;bold&lt;/b&gt;" in page
