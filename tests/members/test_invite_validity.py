"""An invitation stays valid only while its inviter may issue it, and only for the person it was sent to."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentoring.accounts.models import User
from mentoring.mail.models import OutboxMessage
from mentoring.members.actions.invites import accept_invite, invite_people, resend_invite
from mentoring.members.actions.members import change_member_role, leave_organization, remove_member
from mentoring.members.emails import invite_context
from mentoring.members.models import MemberInvite
from mentoring.members.views.invite_link import InviteLink
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Membership
from mentoring.tenancy.scope import tenant_scope
from tests.factories.members import INVITED_AT, make_invite
from tests.factories.tenancy import make_user

DETAILS = {"message": "", "language": "en"}


def invite(by: Membership, email: str = "new@example.org", role: str = "participant") -> MemberInvite:
    (sent,) = invite_people([email], role=role, by=Actor.member(by), at=timezone.now(), **DETAILS)
    return sent


def lose_right(how: str, inviter: Membership, owner: Membership) -> None:
    by, now = Actor.member(owner), timezone.now()
    if how == "removed":
        remove_member(inviter, by=by, at=now)
    elif how == "demoted":
        change_member_role(inviter, role="coordinator", by=by)
    else:
        leave_organization(inviter, by=Actor.member(inviter), at=now)


@pytest.mark.parametrize("how", ["removed", "demoted", "left"])
def test_invitation_is_withdrawn_when_its_inviter_loses_the_right(
    how, organization, owner, administrator, client
):
    with tenant_scope(organization.id):
        sent = invite(administrator)
        message = OutboxMessage.objects.get(about_id=sent.pk)
        lose_right(how, administrator, owner)
        sent.refresh_from_db()
        assert sent.state == "withdrawn"
        assert invite_context(message) is None
        with pytest.raises(ValidationError):
            accept_invite(
                sent, user=make_user(email="new@example.org"), by=Actor.system("x"), at=sent.sent_at
            )
    assert client.get(InviteLink.path_to(sent, organization)).status_code == 404


def test_invitations_of_other_roles_and_inviters_stay_when_an_owner_becomes_administrator(
    organization, owner, administrator
):
    with tenant_scope(organization.id):
        change_member_role(administrator, role="owner", by=Actor.member(owner))
        administrator.refresh_from_db()
        invites = [invite(administrator, "o@example.org", "owner"), invite(administrator, "a@example.org")]
        invites.append(invite(owner, "b@example.org", "owner"))
        change_member_role(administrator, role="administrator", by=Actor.member(owner))
        states = {it.email: it.state for it in MemberInvite.objects.all()}
    assert states == {"o@example.org": "withdrawn", "a@example.org": "pending", "b@example.org": "pending"}


def test_invitation_of_an_inviter_without_the_right_is_not_accepted_whatever_its_state(
    organization, coordinator
):
    """The state in the table could lag behind, for example when the inviter's account is closed."""
    with tenant_scope(organization.id):
        sent = make_invite(invited_by=coordinator)
        with pytest.raises(ValidationError, match="no longer"):
            accept_invite(sent, user=make_user(), by=Actor.system("x"), at=INVITED_AT)
        assert not MemberInvite.objects.pending(INVITED_AT).exists()


def test_invitation_ends_with_the_account_of_its_inviter(organization, administrator):
    with tenant_scope(organization.id):
        sent = invite(administrator)
        User.objects.filter(pk=administrator.user_id).update(is_active=False)
        with pytest.raises(ValidationError):
            accept_invite(
                sent, user=make_user(email="new@example.org"), by=Actor.system("x"), at=sent.sent_at
            )


def test_who_sends_again_is_the_inviter_from_then_on(organization, owner, administrator):
    with tenant_scope(organization.id):
        sent = invite(administrator)
        again = resend_invite(sent, by=Actor.member(owner), at=sent.sent_at + timedelta(hours=1))
        remove_member(administrator, by=Actor.member(owner), at=timezone.now())
        again.refresh_from_db()
        assert (again.invited_by, again.state) == (owner, "pending")


@pytest.mark.parametrize("role", ["owner", "administrator"])
def test_owner_and_administrator_invitations_are_for_their_address_only(role, organization, owner, client):
    with tenant_scope(organization.id):
        sent = invite(owner, role=role)
    path = InviteLink.path_to(sent, organization)
    client.force_login(make_user(email="other@example.org"))
    page = client.get(path).content.decode()
    assert "can only be accepted with new@example.org" in page
    assert f'action="/accounts/login/again/?next={path}"' in page
    assert client.post(path).status_code == 422
    with tenant_scope(organization.id):
        assert Membership.objects.count() == 1
    client.force_login(make_user(email="new@example.org"))
    assert client.post(path).status_code == 302
    with tenant_scope(organization.id):
        assert Membership.objects.get(user__email="new@example.org").role == role


def test_acceptance_with_another_account_is_reported_to_inviter_and_invited_address(
    organization, administrator, client
):
    with tenant_scope(organization.id):
        sent = invite(administrator, role="coordinator")
        OutboxMessage.objects.all().delete()
    client.force_login(make_user(email="private@example.org"))
    client.post(InviteLink.path_to(sent, organization))
    with tenant_scope(organization.id):
        messages = {it.recipient_email: it.kind for it in OutboxMessage.objects.all()}
    kind = "members.invite_accepted_with_other_address"
    assert messages == {"ada@example.org": kind, "new@example.org": kind}


def test_acceptance_with_the_invited_address_is_reported_to_nobody(organization, administrator, client):
    with tenant_scope(organization.id):
        sent = invite(administrator)
        OutboxMessage.objects.all().delete()
    client.force_login(make_user(email="new@example.org"))
    client.post(InviteLink.path_to(sent, organization))
    with tenant_scope(organization.id):
        assert not OutboxMessage.objects.exists()
