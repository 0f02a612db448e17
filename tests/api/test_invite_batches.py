"""Many people invited at once, withdrawn together; members taken back; the audit log taken away."""

import pytest

from mentoring.audit.actions import record
from mentoring.audit.models import AuditEvent
from mentoring.mail.models import OutboxMessage
from mentoring.members.models import MemberInvite
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Membership
from mentoring.tenancy.scope import tenant_scope
from tests.factories.tenancy import make_membership, make_user

API = "/api/v1/o/acme/"


def post(caller, url, data=None):
    return caller.post(API + url, data=data or {}, content_type="application/json")


def test_batch_is_invited_and_withdrawn_together(organization, administrator, caller_of):
    caller = caller_of(administrator, "write")
    emails = ["Grace@example.org", "ada2@example.org"]
    answer = post(caller, "invitation-batches/", {"emails": emails, "role": "participant"})
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert [invite["email"] for invite in made["invitations"]] == ["grace@example.org", "ada2@example.org"]
    assert post(caller, f"invitation-batches/{made['batch_id']}/withdraw/").json() == {"withdrawn": 2}
    assert post(caller, f"invitation-batches/{made['batch_id']}/withdraw/").json() == {"withdrawn": 0}
    with tenant_scope(organization.id):
        assert set(MemberInvite.objects.values_list("state", flat=True)) == {"withdrawn"}
        assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"cancelled"}


@pytest.mark.parametrize(
    "emails", [[], ["ada@example.org", "new@example.org"], ["x@example.org"] * 2, ["no address"]]
)
def test_batch_with_a_fault_invites_nobody(organization, administrator, caller_of, emails):
    answer = post(
        caller_of(administrator, "write"), "invitation-batches/", {"emails": emails, "role": "analyst"}
    )
    assert answer.status_code == 400
    with tenant_scope(organization.id):
        assert not MemberInvite.objects.exists()
        assert not OutboxMessage.objects.exists()


def test_removed_member_is_taken_back(organization, administrator, caller_of):
    with tenant_scope(organization.id):
        user = make_user(email="gone@example.org")
        gone = make_membership(user=user, role="analyst", state="ended", ended_at="2026-01-01T00:00Z")
    answer = post(caller_of(administrator, "write"), f"members/{gone.pk}/restore/")
    assert (answer.status_code, answer.json()["state"], answer.json()["role"]) == (200, "active", "analyst")
    with tenant_scope(organization.id):
        assert Membership.objects.get(pk=gone.pk).is_active


def test_owner_is_taken_back_by_owners_only(organization, administrator, caller_of):
    with tenant_scope(organization.id):
        gone = make_membership(role="owner", state="ended", ended_at="2026-01-01T00:00Z")
    assert post(caller_of(administrator, "write"), f"members/{gone.pk}/restore/").status_code == 403
    with tenant_scope(organization.id):
        assert not Membership.objects.get(pk=gone.pk).is_active


def test_audit_log_is_taken_away_with_its_scope_only(organization, administrator, caller_of):
    with tenant_scope(organization.id):
        for action in ("test.first", "test.second"):
            record(action, by=Actor.system("job"))
    url = f"{API}audit-events/export/"
    assert caller_of(administrator, "read", "write").get(url).status_code == 403
    answer = caller_of(administrator, "export").get(url, {"action": "test.first"}).json()
    assert answer["rows"] == 1
    assert ("test.first" in answer["csv"], "test.second" in answer["csv"]) == (True, False)
    with tenant_scope(organization.id):
        [event] = AuditEvent.objects.filter(action="audit.export_log")
    assert (event.actor_kind, event.values) == ("token", {"rows": 1, "filters": ["action"]})
