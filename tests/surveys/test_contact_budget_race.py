"""Two administrators change the contact budget at once, with two real connections: both changes are kept."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection, connections

from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from surveys.actions.budget import set_contact_budget
from surveys.budget import Limits
from surveys.models import ContactBudget
from surveys.selectors.budget import current_limits
from tests.factories.surveys import make_contact_budget
from tests.factories.tenancy import make_membership, make_organization, make_user

BY = Actor.system("test")
NOW = datetime(2026, 11, 4, 12, tzinfo=UTC)
LONG = 20


@pytest.mark.parametrize("is_first", [True, False])
def test_two_calls_that_change_different_limits_both_count(committed_db, client_of, is_first):
    """The second call begins before the first is committed. The first time, there is no row that could be locked."""
    name = uuid4().hex[:12]
    organization = make_organization(name=name, slug=name)
    with tenant_scope(organization.id):
        caller = client_of(make_membership(role="administrator", user=make_user()))
        if not is_first:
            make_contact_budget(gap_days=30)

    def patch():
        try:
            address = f"/api/v1/o/{name}/surveys/contact-budget/"
            return caller.patch(address, {"per_year": 4}, content_type="application/json").json()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with tenant_scope(organization.id):
            set_contact_budget({"gap_days": 21}, by=BY, now=NOW)
            second = pool.submit(patch)
            wait_until_it_waits()
        both = {"gap_days": 21, "per_month": 1, "per_year": 4}
        assert second.result(timeout=LONG) == both
    with tenant_scope(organization.id):
        assert current_limits() == Limits(**both)
        assert ContactBudget.objects.count() == 1


def wait_until_it_waits() -> None:
    """Return as soon as a connection to this database waits for a lock."""
    until = time.monotonic() + LONG
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
            time.sleep(0.02)
    raise AssertionError("No connection waits for a lock.")
