"""Writes through the API use the same actions as the pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentoring.audit.models import AuditEvent
from mentoring.mail.models import OutboxMessage
from mentoring.members.models import MemberInvite
from mentoring.tenancy.models import ApiToken, Membership, Organization
from mentoring.tenancy.scope import tenant_scope
from tests.factories.members import make_invite
from tests.factories.programs import make_program
from tests.factories.tenancy import make_api_token

API = "/api/v1/o/acme/"


def send(caller, method, url, data=None):
    return getattr(caller, method)(API + url, data=data or {}, content_type="application/json")


def events(organization):
    with tenant_scope(organization.id):
        return [(e.action, e.actor_kind) for e in AuditEvent.objects.order_by("happened_at")]


def fresh(thing):
    with tenant_scope(thing.organization_id):
        return type(thing).objects.get(pk=thing.pk)


def test_organization_is_changed_by_what_is_sent_only(organization, administrator, caller_of):
    answer = send(caller_of(administrator, "write"), "patch", "", {"time_zone": "Europe/Berlin"})
    assert (answer.status_code, answer.json()["time_zone"], answer.json()["name"]) == (
        200,
        "Europe/Berlin",
        "Acme",
    )
    assert Organization.objects.get(pk=organization.pk).time_zone == "Europe/Berlin"
    assert events(organization) == [("members.update_organization", "token")]


@pytest.mark.parametrize(
    "data", [{"time_zone": "Mars/Base"}, {"language": "xx"}, {"name": ""}, {"slug": "other"}]
)
def test_organization_refuses_what_cannot_be(organization, administrator, caller_of, data):
    answer = send(caller_of(administrator, "write"), "patch", "", data)
    assert (answer.status_code, [e["field"] for e in answer.json()["errors"]]) == (400, list(data))
    assert events(organization) == []


def test_role_is_changed(organization, administrator, coordinator, caller_of):
    answer = send(
        caller_of(administrator, "write"), "patch", f"members/{coordinator.id}/", {"role": "analyst"}
    )
    assert (answer.status_code, answer.json()["role"]) == (200, "analyst")
    assert fresh(coordinator).role == "analyst"
    assert events(organization) == [("members.change_member_role", "token")]


def test_role_is_kept_when_none_is_sent(organization, administrator, coordinator, caller_of):
    answer = send(caller_of(administrator, "write"), "patch", f"members/{coordinator.id}/")
    assert (answer.status_code, answer.json()["role"]) == (200, "coordinator")
    assert events(organization) == []


def test_only_owners_change_and_appoint_owners(administrator, coordinator, owner, caller_of):
    caller = caller_of(administrator, "write")
    assert send(caller, "patch", f"members/{owner.id}/", {"role": "analyst"}).status_code == 403
    assert send(caller, "delete", f"members/{owner.id}/").status_code == 403
    refused = send(caller, "patch", f"members/{coordinator.id}/", {"role": "owner"})
    assert refused.status_code == 400
    assert "owner" in refused.json()["detail"]
    assert (fresh(owner).role, fresh(coordinator).role) == ("owner", "coordinator")


def test_only_owner_cannot_be_removed(owner, caller_of):
    answer = send(caller_of(owner, "write"), "delete", f"members/{owner.id}/")
    assert answer.status_code == 400
    assert "only owner" in answer.json()["detail"]
    assert fresh(owner).is_active


def test_removed_member_is_out_with_the_next_call(administrator, coordinator, caller_of):
    theirs = caller_of(coordinator, "read")
    answer = send(caller_of(administrator, "write"), "delete", f"members/{coordinator.id}/")
    assert (answer.status_code, answer.content) == (204, b"")
    assert not fresh(coordinator).is_active
    assert theirs.get(API).status_code == 401


@pytest.mark.parametrize("method", ["patch", "delete"])
def test_member_of_another_organization_cannot_be_changed(owner, outsider, caller_of, method):
    assert (
        send(caller_of(owner, "write"), method, f"members/{outsider.id}/", {"role": "analyst"}).status_code
        == 404
    )
    assert (fresh(outsider).role, fresh(outsider).is_active) == ("administrator", True)


def test_invite_goes_out_by_mail(organization, administrator, caller_of):
    body = {"email": " Grace@Example.org ", "role": "coordinator", "message": "Welcome"}
    answer = send(caller_of(administrator, "write"), "post", "invitations/", body)
    assert answer.status_code == 201, answer.content
    row = answer.json()
    assert (row["email"], row["role"], row["state"]) == ("grace@example.org", "coordinator", "pending")
    assert (row["language"], row["invited_by_id"]) == ("en", str(administrator.id))
    with tenant_scope(organization.id):
        assert str(MemberInvite.objects.get().id) == row["id"]
        assert OutboxMessage.objects.count() == 1
    assert events(organization) == [("members.invite_person", "token")]


@pytest.mark.parametrize(
    ("email", "role", "word"),
    [
        ("ada@example.org", "analyst", "member"),
        ("new@example.org", "owner", "owner"),
        ("waits@example.org", "analyst", ""),
    ],
)
def test_invite_that_cannot_be_is_refused_with_a_sentence(
    organization, administrator, caller_of, email, role, word
):
    with tenant_scope(organization.id):
        make_invite(email="waits@example.org")
    answer = send(caller_of(administrator, "write"), "post", "invitations/", {"email": email, "role": role})
    assert answer.status_code == 400
    assert word in answer.json()["detail"]
    with tenant_scope(organization.id):
        assert MemberInvite.objects.count() == 1
        assert OutboxMessage.objects.count() == 0


def test_invites_show_and_filter_by_the_state_of_now(organization, administrator, outsider, caller_of):
    with tenant_scope(organization.id):
        waits = make_invite()
        over = make_invite(expires_at=timezone.now() - timedelta(seconds=1))
    with tenant_scope(outsider.organization_id):
        foreign = make_invite()
    caller = caller_of(administrator, "read")

    def states(query=""):
        return {row["id"]: row["state"] for row in caller.get(API + "invitations/" + query).json()["results"]}

    assert states() == {str(waits.id): "pending", str(over.id): "expired"}
    assert states("?state=expired") == {str(over.id): "expired"}
    assert states("?state=withdrawn") == {}
    assert caller.get(f"{API}invitations/{over.id}/").json()["state"] == "expired"
    assert caller.get(f"{API}invitations/{foreign.id}/").status_code == 404


def test_invite_is_sent_again_and_withdrawn(organization, administrator, caller_of):
    sent_at = timezone.now() - timedelta(hours=1)
    with tenant_scope(organization.id):
        invite = make_invite(invited_at=sent_at, sent_at=sent_at)
    caller = caller_of(administrator, "write")
    assert send(caller, "post", f"invitations/{invite.id}/resend/").status_code == 200
    assert fresh(invite).link_version == 2
    assert (
        send(caller, "post", f"invitations/{invite.id}/resend/").status_code == 400
    )  # less than ten minutes ago
    assert send(caller, "delete", f"invitations/{invite.id}/").status_code == 204
    assert fresh(invite).state == "withdrawn"
    assert send(caller, "delete", f"invitations/{invite.id}/").status_code == 400


def test_token_revokes_itself_and_then_is_unknown(organization, administrator, caller_of):
    caller = caller_of(administrator, name="Payroll")
    with tenant_scope(organization.id):
        token = ApiToken.objects.get(name="Payroll")
    assert send(caller, "delete", f"api-tokens/{token.id}/").status_code == 204
    assert caller.get(API).status_code == 401
    assert events(organization) == [("members.revoke_api_token", "token")]


def test_tokens_of_others_are_the_owners_to_see_and_revoke(organization, owner, administrator, caller_of):
    with tenant_scope(organization.id):
        theirs = make_api_token(membership=owner, name="Theirs")
        hers = make_api_token(membership=administrator, name="Hers")

    def names(caller):
        return {row["name"] for row in caller.get(API + "api-tokens/?whose=all").json()["results"]}

    hers_caller, theirs_caller = caller_of(administrator, name="A"), caller_of(owner, name="O")
    assert names(hers_caller) == {"A", "Hers"}
    assert names(theirs_caller) == {"A", "Hers", "O", "Theirs"}
    assert send(hers_caller, "delete", f"api-tokens/{theirs.id}/").status_code == 403
    assert send(theirs_caller, "delete", f"api-tokens/{hers.id}/").status_code == 204
    assert (fresh(theirs).revoked_at is None, fresh(hers).revoked_at is None) == (True, False)


def test_read_token_writes_nothing(organization, owner, coordinator, caller_of):
    caller = caller_of(owner, "read", "export")
    calls = [
        ("patch", "", {"name": "x"}),
        ("patch", f"members/{coordinator.id}/", {"role": "analyst"}),
        ("delete", f"members/{coordinator.id}/", None),
        ("post", "invitations/", {"email": "new@example.org", "role": "analyst"}),
    ]
    assert [send(caller, *call).status_code for call in calls] == [403] * 4
    assert events(organization) == []
    with tenant_scope(organization.id):
        assert Membership.objects.active().count() == 2


def test_what_stands_in_a_list_is_sent_whole_also_when_the_rest_is_kept(
    organization, administrator, caller_of
):
    with tenant_scope(organization.id):
        program = make_program()
        program.breaks.create(starts_on="2026-12-21", ends_on="2027-01-03", reason="Holidays")
    url, caller = f"programs/{program.id}/", caller_of(administrator, "write")
    kept = send(caller, "patch", url, {"purpose": "To grow"}).json()
    assert [it["reason"] for it in kept["breaks"]] == ["Holidays"]
    half = send(caller, "patch", url, {"breaks": [{"starts_on": "2026-12-21"}]})
    assert (half.status_code, [it["field"] for it in half.json()["errors"]]) == (
        400,
        ["breaks.0.ends_on"],
    )
    whole = {"starts_on": "2026-10-05", "ends_on": "2026-10-11"}
    changed = send(caller, "patch", url, {"breaks": [whole]}).json()
    assert changed["breaks"] == [{**whole, "reason": ""}]
