"""German words are longer: no page may need sideways scrolling for them, or lose a target."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page

from mentoring.tenancy.scope import tenant_scope
from tests.e2e.live import sign_in_by_cookie
from tests.e2e.looking import look_at
from tests.factories.tenancy import make_membership, make_organization, make_user
from tests.test_access import ROWS, url_of


@pytest.fixture
def german_owner(committed_db):
    word = uuid4().hex[:8]
    organization = make_organization(name="Stadtwerke Donaudampfschiff", slug=f"stadtwerke-{word}")
    user = make_user(email=f"{word}@example.org", name="Friederike von Hohenlohe", language="de")
    with tenant_scope(organization.id):
        membership = make_membership(user=user, role="owner")
        make_membership(user=make_user(email=f"b{word}@example.org", name="Bo", language="de"))
    membership.organization = organization
    return membership


@pytest.mark.parametrize(
    "name",
    [
        "members:home",
        "members:organization-edit",
        "members:invite-create",
        "audit:log",
        "imports:run-list",
        "mail:message-list",
        "programs:today",
        "programs:match-detail",
    ],
)
def test_page_in_german_fits(page: Page, live_site, german_owner, name):
    sign_in_by_cookie(page, live_site, german_owner.user)
    page.goto(live_site + url_of(ROWS[name], german_owner))
    assert page.locator("html").get_attribute("lang") == "de"
    look_at(page, f"german-{name.replace(':', '-')}")
