import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from mentoring.audit.models import AuditEvent
from mentoring.members.actions.members import (
    change_member_role,
    leave_organization,
    remove_member,
    restore_member,
)
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import ApiToken, Membership
from mentoring.tenancy.scope import tenant_scope
from tests.factories.tenancy import make_api_token, make_membership, make_organization, make_user

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


@pytest.fixture
def boss(scope) -> Membership:
    return make_membership(role="owner")


@pytest.fixture
def admin(scope) -> Membership:
    return make_membership(role="administrator")


@pytest.fixture
def member(scope) -> Membership:
    return make_membership(role="analyst")


def by(membership: Membership) -> Actor:
    return Actor.member(membership)


def actions() -> list[tuple]:
    return list(AuditEvent.objects.values_list("action", "subject_id", "values"))


def test_role_is_changed_and_written_down(member, admin):
    changed = change_member_role(member, role="coordinator", by=by(admin))
    member.refresh_from_db()
    assert (changed.role, member.role) == ("coordinator", "coordinator")
    assert actions() == [
        ("members.change_member_role", member.id, {"before": "analyst", "role": "coordinator"})
    ]


def test_the_same_role_again_changes_and_records_nothing(member, admin):
    change_member_role(member, role="analyst", by=by(admin))
    assert actions() == []


def test_an_unknown_role_is_refused(member, admin):
    with pytest.raises(ValidationError):
        change_member_role(member, role="emperor", by=by(admin))
    member.refresh_from_db()
    assert member.role == "analyst"


@pytest.mark.parametrize(("before", "after"), [("analyst", "owner"), ("owner", "analyst")])
def test_an_administrator_neither_makes_nor_unmakes_owners(scope, admin, boss, before, after):
    target = make_membership(role=before)
    with pytest.raises(ValidationError, match="Only owners"):
        change_member_role(target, role=after, by=by(admin))
    target.refresh_from_db()
    assert (target.role, actions()) == (before, [])


def test_an_administrator_cannot_remove_an_owner(admin, boss, scope):
    with pytest.raises(ValidationError, match="Only owners"):
        remove_member(make_membership(role="owner"), by=by(admin), at=NOW)


@pytest.mark.parametrize(
    "act",
    [
        lambda m: change_member_role(m, role="administrator", by=by(m)),
        lambda m: remove_member(m, by=by(m), at=NOW),
        lambda m: leave_organization(m, by=by(m), at=NOW),
    ],
    ids=["step down", "be removed", "leave"],
)
def test_the_last_owner_cannot(boss, admin, act):
    make_membership(role="owner", state="ended", ended_at=NOW)  # a former owner does not count
    with pytest.raises(ValidationError, match="only owner"):
        act(boss)
    boss.refresh_from_db()
    assert (boss.role, boss.state, actions()) == ("owner", "active", [])


def test_one_of_two_owners_can_leave(boss, scope):
    make_membership(role="owner")
    assert leave_organization(boss, by=by(boss), at=NOW).state == "ended"


def test_removing_ends_the_membership_and_its_tokens_and_deletes_nothing(member, admin):
    token, revoked = (
        make_api_token(membership=member),
        make_api_token(membership=member, revoked_at=NOW - timedelta(days=9)),
    )
    others = make_api_token(membership=admin)
    remove_member(member, by=by(admin), at=NOW)
    member.refresh_from_db()
    assert (member.state, member.ended_at, member.role) == ("ended", NOW, "analyst")
    found = dict(ApiToken.objects.values_list("id", "revoked_at"))
    assert found == {token.id: NOW, revoked.id: NOW - timedelta(days=9), others.id: None}
    assert actions() == [("members.remove_member", member.id, {"role": "analyst"})]


def test_undo_brings_back_the_member_and_only_the_tokens_that_ended_with_them(member, admin):
    token, revoked = (
        make_api_token(membership=member),
        make_api_token(membership=member, revoked_at=NOW - timedelta(days=9)),
    )
    remove_member(member, by=by(admin), at=NOW)
    restore_member(member, by=by(admin))
    member.refresh_from_db()
    assert (member.state, member.ended_at) == ("active", None)
    assert dict(ApiToken.objects.values_list("id", "revoked_at")) == {
        token.id: None,
        revoked.id: NOW - timedelta(days=9),
    }


def test_an_ended_member_cannot_be_changed_or_ended_again(member, admin):
    remove_member(member, by=by(admin), at=NOW)
    for act in (
        lambda: change_member_role(member, role="coordinator", by=by(admin)),
        lambda: remove_member(member, by=by(admin), at=NOW),
        lambda: leave_organization(member, by=by(member), at=NOW),
    ):
        with pytest.raises(ValidationError, match="no longer a member"):
            act()


def test_two_owners_who_leave_at_once_leave_one_behind(committed_db):
    """The race that _lock prevents: two owners leave at the same time."""
    organization = make_organization()
    with tenant_scope(organization.id):
        pair = [make_membership(role="owner", user=make_user()) for _ in range(2)]
    read_both = threading.Barrier(2)
    outcomes: list[str] = []

    def leave(member: Membership) -> None:
        try:
            with tenant_scope(organization.id):
                Membership.objects.get(pk=member.pk)
                read_both.wait(timeout=20)
                leave_organization(member, by=by(member), at=NOW)
                outcomes.append("left")
        except ValidationError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=[member]) for member in pair]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(outcomes) == ["left", "refused"]
    with tenant_scope(organization.id):
        assert Membership.objects.active().with_role("owner").count() == 1


def test_two_owners_who_demote_each_other_at_once_leave_one_behind(committed_db):
    organization = make_organization()
    with tenant_scope(organization.id):
        pair = [make_membership(role="owner", user=make_user()) for _ in range(2)]
    read_both = threading.Barrier(2)
    outcomes: list[str] = []

    def demote(member: Membership, other: Membership) -> None:
        try:
            with tenant_scope(organization.id):
                Membership.objects.get(pk=member.pk)
                read_both.wait(timeout=20)
                change_member_role(other, role="participant", by=by(member))
                outcomes.append("demoted")
        except ValidationError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=demote, args=args) for args in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(outcomes) == ["demoted", "refused"]
    with tenant_scope(organization.id):
        assert Membership.objects.active().with_role("owner").count() == 1
