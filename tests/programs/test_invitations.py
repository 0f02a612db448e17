"""Participants are invited and reminded by email, in batches that can be undone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentoring.audit.models import AuditEvent
from mentoring.mail.models import OutboxMessage
from mentoring.members.actions.invites import accept_invite, invite_people
from mentoring.members.models import MemberInvite
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Membership
from mentoring.tenancy.scope import tenant_scope
from programs.actions.invitations import invite_participants, remind_participants, undo_invitations
from programs.emails import invitation_contexts
from tests.factories.members import make_invite
from tests.factories.people import make_person
from tests.factories.programs import make_participant, make_program
from tests.factories.tenancy import make_membership, make_user
from tests.programs.queries import queries_of

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 2)
WHEN = {"at": NOW, "today": TODAY}


@pytest.fixture
def program(scope):
    made = make_program(name="Rising Leaders")
    made.organization = scope
    return made


@pytest.fixture
def by(scope) -> Actor:
    return Actor.member(make_membership(role="administrator", user=make_user(name="Ada")))


def take_part(program, name: str, **fields):
    state = fields.pop("state", "accepted")
    person = make_person(first_name=name, last_name="Raman", **fields)
    return make_participant(program=program, person=person, state=state)


def test_those_without_account_are_invited_and_nobody_else(program, by):
    take_part(program, "Priya", email="Priya@Example.org", language="de")
    take_part(program, "Active", membership=make_membership())
    take_part(program, "Nowhere", email="")
    take_part(program, "Gone", left_on=TODAY)
    take_part(program, "Waiting", state="waiting")
    make_invite(email=take_part(program, "Invited").person.email_norm)
    make_person(first_name="Elsewhere")
    batch = invite_participants(program, by=by, **WHEN)
    invite = MemberInvite.objects.get(batch_id=batch.id)
    assert batch.count == 1
    assert (invite.email, invite.role, invite.language) == ("priya@example.org", "participant", "de")
    message = OutboxMessage.objects.get()
    assert (message.kind, message.scope_id, message.about_id, message.recipient_name) == (
        "programs.invitation",
        program.pk,
        invite.pk,
        "Priya Raman",
    )
    assert message.due_at >= message.created_at + timedelta(minutes=2)
    event = AuditEvent.objects.get(action="programs.invite_participants")
    assert event.values == {"count": 1, "batch": str(batch.id)}


def test_person_in_two_roles_gets_one_email(program, by):
    participant = take_part(program, "Priya", state="waiting")
    make_participant(program=program, person=participant.person, role="mentor")
    assert invite_participants(program, by=by, **WHEN).count == 1


def test_more_than_500_are_invited_at_once_with_the_same_queries(program, by, django_assert_max_num_queries):
    for _n in range(520):
        take_part(program, "Priya")
    with django_assert_max_num_queries(40):
        assert invite_participants(program, by=by, **WHEN).count == 520


def test_people_of_the_directory_leave_the_daily_limit_to_typed_in_addresses(program, by, settings):
    settings.INVITATIONS_PER_ORGANIZATION = 1
    take_part(program, "Priya"), take_part(program, "Ben")
    invite_participants(program, by=by, **WHEN)
    words = {"role": "participant", "message": "", "language": "en", "by": by, "at": NOW}
    invite_people(["typed@example.org"], **words)
    with pytest.raises(ValidationError, match="24 hours"):
        invite_people(["second@example.org"], **words)


def test_organization_that_is_not_confirmed_invites_few(program, by, scope, settings):
    settings.INVITATIONS_BEFORE_CONFIRMATION = 1
    type(scope).objects.filter(pk=scope.pk).update(is_confirmed=False)
    take_part(program, "Priya"), take_part(program, "Ben")
    with pytest.raises(ValidationError, match="the limit is 1 in 24 hours"):
        invite_participants(program, by=by, **WHEN)
    assert not MemberInvite.objects.exists()


def test_nobody_to_invite_is_refused(program, by):
    take_part(program, "Active", membership=make_membership())
    with pytest.raises(ValidationError, match="Nobody is left to invite"):
        invite_participants(program, by=by, **WHEN)
    assert not OutboxMessage.objects.exists()


def test_invitation_names_the_program_and_is_read_when_it_is_sent(program, by):
    take_part(program, "Priya")
    invite_participants(program, by=by, at=timezone.now(), today=TODAY)
    message = OutboxMessage.objects.get()
    program.name = "Future Leaders"
    program.save(update_fields=["name"])
    context = invitation_contexts([message])[message.pk]
    assert (context["program"], context["inviter"]) == ("Future Leaders", "Ada")
    assert "/l/invite/acme/" in context["action_url"]
    MemberInvite.objects.update(state="withdrawn", closed_at=NOW)
    assert invitation_contexts([message]) == {}


def test_undo_withdraws_the_invitations_until_they_have_gone_out(program, by):
    take_part(program, "Priya")
    batch = invite_participants(program, by=by, **WHEN)
    assert undo_invitations(program, batch.id, is_reminder=False, by=by, at=NOW) == 1
    assert MemberInvite.objects.get().state == "withdrawn"
    assert OutboxMessage.objects.get().state == "cancelled"
    again = invite_participants(program, by=by, at=NOW + timedelta(minutes=5), today=TODAY)
    OutboxMessage.objects.filter(batch_id=again.id).update(state="sent", sent_at=NOW, claim_at=None)
    with pytest.raises(ValidationError, match="gone out already"):
        undo_invitations(program, again.id, is_reminder=False, by=by, at=NOW)
    assert MemberInvite.objects.get(batch_id=again.id).state == "pending"


def test_reminder_goes_once_in_7_days_and_revives_the_link(program, by):
    take_part(program, "Priya")
    invite_participants(program, by=by, **WHEN)
    with pytest.raises(ValidationError, match="once in 7 days"):
        remind_participants(program, by=by, at=NOW + timedelta(days=6), today=TODAY)
    late = NOW + timedelta(days=20)
    batch = remind_participants(program, by=by, at=late, today=TODAY)
    invite = MemberInvite.objects.get()
    assert (batch.count, invite.state, invite.expires_at) == (1, "pending", late + timedelta(days=14))
    assert list(OutboxMessage.objects.order_by("created_at").values_list("kind", flat=True)) == [
        "programs.invitation",
        "programs.invitation_reminder",
    ]
    with pytest.raises(ValidationError, match="once in 7 days"):
        remind_participants(program, by=by, at=late + timedelta(days=1), today=TODAY)


def test_undone_reminder_leaves_the_invitation_open_and_may_go_again(program, by):
    take_part(program, "Priya")
    invite_participants(program, by=by, **WHEN)
    late = NOW + timedelta(days=8)
    batch = remind_participants(program, by=by, at=late, today=TODAY)
    assert undo_invitations(program, batch.id, is_reminder=True, by=by, at=late) == 1
    assert MemberInvite.objects.get().state == "pending"
    assert remind_participants(program, by=by, at=late, today=TODAY).count == 1


def test_somebody_with_an_account_elsewhere_joins_and_is_linked(program, by):
    participant = take_part(program, "Priya", email="priya@example.org")
    user = make_user(email="priya@example.org")
    invite_participants(program, by=by, **WHEN)
    invite = MemberInvite.objects.get()
    accept_invite(invite, user=user, by=Actor.link("invite", invite.pk), at=NOW)
    participant.person.refresh_from_db()
    assert participant.person.membership == Membership.objects.get(user=user)
    user.refresh_from_db()
    assert user.name == "Priya Raman"


def test_account_keeps_the_name_that_its_owner_chose(program, by):
    take_part(program, "Priya", email="priya@example.org")
    user = make_user(email="priya@example.org", name="P. R.")
    invite_participants(program, by=by, **WHEN)
    invite = MemberInvite.objects.get()
    accept_invite(invite, user=user, by=Actor.link("invite", invite.pk), at=NOW)
    user.refresh_from_db()
    assert user.name == "P. R."


@pytest.fixture
def site(organization):
    with tenant_scope(organization.id):
        return make_program(name="Rising Leaders")


def test_preview_shows_the_email_who_gets_it_and_why_others_do_not(
    site, organization, client_of, administrator
):
    with tenant_scope(organization.id):
        take_part(site, "Priya", language="de")
        take_part(site, "Gone", left_on=date(2026, 1, 1))
    client, url = client_of(administrator), f"/o/acme/programs/{site.pk}/participants/invite/"
    page = client.get(url).content.decode()
    assert "Invite 1 participant?" in page
    assert "Ihre Einladung zu Rising Leaders" in page
    assert "No longer works here" in page
    assert "example.invalid" not in page
    with tenant_scope(organization.id):
        assert not MemberInvite.objects.exists()
    answer = client.post(url, follow=True).content.decode()
    assert "1 invitation goes out in two minutes." in answer
    assert "/undo/" in answer
    assert client.post(url).status_code == 422


def test_only_some_can_be_invited(site, organization, client_of, administrator):
    with tenant_scope(organization.id):
        priya, _ben = take_part(site, "Priya"), take_part(site, "Ben")
    url = f"/o/acme/programs/{site.pk}/participants/invite/?person={priya.person_id}&person=nobody"
    client_of(administrator).post(url)
    with tenant_scope(organization.id):
        assert MemberInvite.objects.get().email == priya.person.email_norm


def test_preview_costs_the_same_for_1_and_50(site, organization, client_of, administrator):
    client, url = client_of(administrator), f"/o/acme/programs/{site.pk}/participants/invite/"
    with tenant_scope(organization.id):
        take_part(site, "Priya")
    client.get(url)
    before = queries_of(client, url)
    with tenant_scope(organization.id):
        for _n in range(49):
            take_part(site, "Ben")
    # One of them reads the program's own text of the invitation.
    assert queries_of(client, url) == before == 8
