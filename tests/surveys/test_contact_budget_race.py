"""Two administrators change the contact budget at once, with two real connections: both changes are kept."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connections

from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from surveys.actions.budget import set_contact_budget
from surveys.budget import Limits
from surveys.models import ContactBudget
from surveys.selectors.budget import current_limits
from tests.factories.surveys import make_contact_budget
from tests.factories.tenancy import make_membership, make_organization, make_user
from tests.locks import LONG, wait_until_a_connection_waits

BY = Actor.system("test")
NOW = datetime(2026, 11, 4, 12, tzinfo=UTC)


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
            wait_until_a_connection_waits()
        both = {"gap_days": 21, "per_month": 1, "per_year": 4}
        assert second.result(timeout=LONG) == both
    with tenant_scope(organization.id):
        assert current_limits() == Limits(**both)
        assert ContactBudget.objects.count() == 1
