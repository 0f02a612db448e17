from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from mentoring.audit.models import AuditEvent
from mentoring.mail.models import OutboxMessage
from mentoring.members.actions.invites import (
    accept_invite,
    invite_people,
    resend_invite,
    withdraw_batch,
    withdraw_invite,
)
from mentoring.members.emails import invite_context
from mentoring.members.models import MemberInvite
from mentoring.members.selectors import check_addresses
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import ApiToken, Membership
from tests.factories.members import INVITED_AT as NOW
from tests.factories.members import make_invite
from tests.factories.tenancy import make_api_token, make_membership, make_user

WORDS = {"role": "coordinator", "message": "Hello", "language": "de"}
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def by(scope) -> Actor:
    return Actor.member(
        make_membership(role="administrator", user=make_user(email="ada@example.org", name="Ada"))
    )


def invite(by: Actor, *emails: str, at=NOW, **words) -> list[MemberInvite]:
    return invite_people(emails or ["new@example.org"], **{**WORDS, **words}, by=by, at=at)


def link_actor(sent: MemberInvite) -> Actor:
    return Actor.link("invite", sent.id)


def test_an_invite_is_a_row_a_mail_and_an_event(by):
    (sent,) = invite(by)
    assert (sent.state, sent.role, sent.expires_at) == ("pending", "coordinator", NOW + timedelta(days=14))
    assert sent.invited_by == by.membership
    mail = OutboxMessage.objects.get()
    assert (mail.kind, mail.about_id, mail.recipient_email, mail.language) == (
        "members.invite",
        sent.id,
        "new@example.org",
        "de",
    )
    event = AuditEvent.objects.get(action="members.invite_person")
    assert (event.subject_id, event.values, event.subject_label) == (sent.id, {"role": "coordinator"}, "")


def test_members_and_invited_people_are_refused_and_nobody_of_the_list_is_invited(by):
    make_invite(email="waiting@example.org")
    with pytest.raises(ValidationError) as refused:
        invite(by, "new@example.org", "ada@example.org", "waiting@example.org")
    assert sorted(refused.value.messages) == [
        "ada@example.org: This person is already a member.",
        "waiting@example.org: This address has already been invited. You can resend the invitation.",
    ]
    assert MemberInvite.objects.count() == 1
    assert not OutboxMessage.objects.exists()


def test_the_same_address_twice_is_refused(by):
    with pytest.raises(ValidationError, match="twice"):
        invite(by, "new@example.org", "new@example.org")
    assert not MemberInvite.objects.exists()


def test_former_members_and_expired_invitations_can_be_invited_again(by):
    make_membership(user=make_user(email="back@example.org"), state="ended", ended_at=NOW)
    old = make_invite(email="slow@example.org", expires_at=NOW)
    invite(by, "back@example.org", "slow@example.org")
    old.refresh_from_db()
    assert (old.state, old.closed_at) == ("expired", NOW)


def test_an_administrator_cannot_offer_what_only_owners_can(by):
    with pytest.raises(ValidationError, match="Only owners"):
        invite(by, role="owner")
    with pytest.raises(ValidationError, match="Only owners"):
        resend_invite(make_invite(role="owner"), by=by, at=LATER)


def test_more_than_200_at_once_and_more_than_500_a_day_are_refused(by):
    with pytest.raises(ValidationError, match="At most 200"):
        invite(by, *(f"p{n}@example.org" for n in range(201)))
    for start in (0, 200):
        invite(by, *(f"p{n}@example.org" for n in range(start, start + 200)))
    with pytest.raises(ValidationError, match="limit is 500"):
        invite(by, *(f"q{n}@example.org" for n in range(101)))
    assert len(invite(by, *(f"q{n}@example.org" for n in range(100)))) == 100
    assert len(invite(by, "next@example.org", at=NOW + timedelta(days=1))) == 1


def test_many_are_a_batch_that_one_click_takes_back(by):
    sent = invite(by, "a@example.org", "b@example.org", "c@example.org")
    accept_invite(sent[0], user=make_user(email="a@example.org"), by=link_actor(sent[0]), at=NOW)
    assert withdraw_batch(sent[0].batch_id, by=by, at=LATER) == 2
    assert sorted(MemberInvite.objects.values_list("state", flat=True)) == [
        "accepted",
        "withdrawn",
        "withdrawn",
    ]
    assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"cancelled"}
    assert withdraw_batch(sent[0].batch_id, by=by, at=LATER) == 0


def test_sending_again_makes_a_new_link_new_days_and_one_more_mail(by):
    (sent,) = invite(by)
    again = resend_invite(sent, by=by, at=LATER)
    assert (again.link_version, again.expires_at) == (2, LATER + timedelta(days=14))
    assert OutboxMessage.objects.count() == 2


def test_sending_again_at_once_is_refused(by):
    (sent,) = invite(by)
    with pytest.raises(ValidationError, match="ten minutes"):
        resend_invite(sent, by=by, at=NOW + timedelta(minutes=9))
    assert OutboxMessage.objects.count() == 1


def test_an_expired_invite_can_be_sent_again_unless_there_is_a_newer_one(by):
    old = make_invite(email="slow@example.org", expires_at=LATER)
    assert resend_invite(old, by=by, at=LATER).state == "pending"
    old = make_invite(email="late@example.org", state="expired", closed_at=NOW)
    invite(by, "late@example.org")
    with pytest.raises(ValidationError, match="newer"):
        resend_invite(old, by=by, at=LATER)


def test_a_withdrawn_or_accepted_invite_is_neither_sent_again_nor_withdrawn(by):
    (sent,) = invite(by)
    withdraw_invite(sent, by=by, at=LATER)
    with pytest.raises(ValidationError, match="answered or withdrawn"):
        resend_invite(sent, by=by, at=LATER)
    with pytest.raises(ValidationError, match="answered or withdrawn"):
        withdraw_invite(sent, by=by, at=LATER)


def test_accepting_makes_a_member_in_the_role_that_was_offered(by):
    (sent,) = invite(by)
    user = make_user(email="other@example.org")
    joined = accept_invite(sent, user=user, by=link_actor(sent), at=LATER)
    sent.refresh_from_db()
    assert (joined.user, joined.role, joined.state) == (user, "coordinator", "active")
    assert (sent.state, sent.accepted_by, sent.closed_at) == ("accepted", joined, LATER)
    with pytest.raises(ValidationError, match="no longer valid"):
        accept_invite(sent, user=make_user(), by=link_actor(sent), at=LATER)
    assert Membership.objects.count() == 2


@pytest.mark.parametrize(
    ("own", "expected"), [("", "Europe/Berlin"), ("UTC", "UTC"), ("Asia/Tokyo", "Asia/Tokyo")]
)
def test_who_joins_gets_the_time_zone_of_the_organization_unless_one_was_chosen(by, own, expected):
    organization = by.membership.organization
    organization.time_zone = "Europe/Berlin"
    organization.save()
    (sent,) = invite(by)
    user = make_user(time_zone=own)
    accept_invite(sent, user=user, by=link_actor(sent), at=LATER)
    assert user.time_zone == expected
    user.refresh_from_db()
    assert user.time_zone == expected


def test_former_member_returns_with_the_new_role_and_without_old_tokens(by):
    user = make_user()
    former = make_membership(user=user, role="owner", state="ended", ended_at=NOW)
    make_api_token(membership=former)
    (sent,) = invite(by)
    joined = accept_invite(sent, user=user, by=link_actor(sent), at=LATER)
    assert (joined.pk, joined.role, joined.state) == (former.pk, "coordinator", "active")
    assert ApiToken.objects.get().revoked_at == LATER


@pytest.mark.parametrize("fields", [{"state": "withdrawn", "closed_at": NOW}, {"expires_at": LATER}])
def test_invalid_invitation_makes_nobody_a_member(by, fields):
    with pytest.raises(ValidationError, match="no longer valid"):
        accept_invite(make_invite(**fields), user=make_user(), by=Actor.system("x"), at=LATER)
    assert Membership.objects.count() == 1


def test_a_member_who_accepts_keeps_their_role_and_the_invite(by):
    (sent,) = invite(by)
    with pytest.raises(ValidationError, match="already a member of this organization"):
        accept_invite(sent, user=by.membership.user, by=link_actor(sent), at=LATER)
    sent.refresh_from_db()
    by.membership.refresh_from_db()
    assert (sent.state, by.membership.role) == ("pending", "administrator")


def test_email_names_the_inviter_and_is_dropped_when_outdated(by):
    (sent,) = invite_people(["new@example.org"], **WORDS, by=by, at=real_now())
    mail = OutboxMessage.objects.get()
    context = invite_context(mail)
    assert (context["inviter"], context["words"]) == ("Ada", ["Hello"])
    assert context["action_url"].startswith("http://localhost:8000/l/invite/acme/")
    resend_invite(sent, by=by, at=real_now() + timedelta(hours=1))
    assert invite_context(mail) is None
    newer = OutboxMessage.objects.exclude(pk=mail.pk).get()
    assert invite_context(newer)["action_url"] != context["action_url"]
    withdraw_invite(sent, by=by, at=real_now())
    assert invite_context(newer) is None


def real_now():
    from django.utils import timezone

    return timezone.now()


def test_pasted_addresses_are_sorted_into_good_ones_and_faults_by_line(by):
    make_invite(email="waiting@example.org")
    check = check_addresses(
        "Ann Lee <Ann@Example.org>; bob@example.org\n\nnot an address\r\nADA@example.org\n"
        "bob@example.org, waiting@example.org\n",
        at=NOW,
    )
    assert check.good == ["ann@example.org", "bob@example.org"]
    assert [(fault.line, fault.text) for fault in check.faults] == [
        (3, "not an address"),
        (4, "ADA@example.org"),
        (5, "bob@example.org"),
        (5, "waiting@example.org"),
    ]
    assert check.faults[1].sentence == "This person is already a member."


def test_sorting_costs_two_queries_for_any_number(by, django_assert_num_queries):
    for count in (1, 200):
        with django_assert_num_queries(2):
            check_addresses("\n".join(f"p{n}@example.org" for n in range(count)), at=NOW)
