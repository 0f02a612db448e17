import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring.tenancy.models import Membership, Organization
from mentoring.tenancy.scope import (
    OutsideScope,
    ScopeNesting,
    current_organization_id,
    organization_id_or_none,
    tenant_scope,
)
from tests.examples import examples
from tests.factories.tenancy import make_membership, make_organization, make_user


def in_database() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.organization_id', true)")
        return cursor.fetchone()[0] or None


def test_outside_a_scope_nothing_can_be_asked(db):
    with pytest.raises(OutsideScope):
        Membership.objects.all()
    with pytest.raises(OutsideScope):
        Membership._base_manager.all()
    with pytest.raises(OutsideScope):
        current_organization_id()


def test_scope_opens_python_and_database_together(organization):
    with tenant_scope(organization.id):
        assert (current_organization_id(), in_database()) == (organization.id, str(organization.id))
    assert (organization_id_or_none(), in_database()) == (None, None)


def test_scope_accepts_text_and_refuses_what_is_no_id(organization):
    with tenant_scope(str(organization.id)) as organization_id:
        assert organization_id == organization.id
    with (
        pytest.raises(ValueError, match="badly formed"),
        tenant_scope("x'; DROP TABLE tenancy_membership; --"),
    ):
        pass


def test_another_organization_cannot_be_opened_inside(organization, other_organization):
    with tenant_scope(organization.id):
        with pytest.raises(ScopeNesting), tenant_scope(other_organization.id):
            pass
        assert in_database() == str(organization.id)


def test_an_exception_rolls_back_and_closes(organization):
    with pytest.raises(KeyError), tenant_scope(organization.id):
        make_membership()
        raise KeyError
    with tenant_scope(organization.id):
        assert Membership.objects.count() == 0


def test_a_failed_inner_block_leaves_the_outer_scope_usable(organization):
    with tenant_scope(organization.id):
        make_membership()
        with pytest.raises(KeyError), tenant_scope(organization.id):
            make_membership()
            raise KeyError
        assert Membership.objects.count() == 1


def test_rollback_marked_inside_an_outer_transaction_is_survived(organization):
    """A 500 marks the scope's transaction for rollback; leaving it must not add an error of its own."""
    with transaction.atomic():
        with tenant_scope(organization.id):
            make_membership()
            transaction.set_rollback(True)
        assert organization_id_or_none() is None
        assert in_database() is None
    with tenant_scope(organization.id):
        assert Membership.objects.count() == 0


@pytest.mark.django_db
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["enter", "enter other", "exit", "raise"]), max_size=12))
def test_scope_state_machine(steps):
    """Whatever the order of entering, leaving and failing: Python and database always name the same organization."""
    ours, other = uuid4(), uuid4()
    open_scopes: list[ExitStack] = []
    for step in steps:
        if step == "enter":
            stack = ExitStack()
            stack.enter_context(tenant_scope(ours))
            open_scopes.append(stack)
        elif step == "enter other" and open_scopes:
            with pytest.raises(ScopeNesting), tenant_scope(other):
                pass
        elif step == "exit" and open_scopes:
            open_scopes.pop().close()
        elif step == "raise" and open_scopes:
            error = KeyError("x")
            assert not open_scopes.pop().__exit__(KeyError, error, None)
        expected = ours if open_scopes else None
        assert organization_id_or_none() == expected
        assert in_database() == (str(expected) if expected else None)
    while open_scopes:
        open_scopes.pop().close()
    assert in_database() is None


def test_a_new_thread_starts_outside(transactional_organizations):
    a, _ = transactional_organizations
    seen: list[UUID | None] = []
    with tenant_scope(a):
        thread = threading.Thread(target=lambda: seen.append(organization_id_or_none()))
        thread.start()
        thread.join(timeout=30)
    assert seen == [None]


def test_threads_of_two_organizations_share_connections_without_mixing(transactional_organizations):
    """Two tenants use one pool of threads, each with its persistent connection."""

    def work(n: int) -> tuple[bool, bool]:
        organization_id = transactional_organizations[n % 2]
        with tenant_scope(organization_id):
            ids = set(Membership.objects.values_list("organization_id", flat=True))
            if n % 5 == 0:
                transaction.set_rollback(True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('app.organization_id', true)")
            left_over = bool(cursor.fetchone()[0])
        return ids == {organization_id}, left_over

    def close(_: int) -> None:
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(work, range(200)))
        barrier = threading.Barrier(4)
        list(pool.map(lambda n: (barrier.wait(timeout=30), close(n)), range(4)))
    assert set(outcomes) == {(True, False)}


@pytest.fixture
def transactional_organizations(committed_db):
    """Two committed organizations with a member each. Made and left: transactional tests do not flush."""
    ids = []
    for _ in range(2):
        organization = make_organization()
        with tenant_scope(organization.id):
            make_membership(user=make_user())
        ids.append(organization.id)
    return ids


def test_organization_itself_is_global(organization):
    assert Organization.objects.get(slug="acme") == organization
