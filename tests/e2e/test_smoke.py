"""One short journey for each kind of person: the browser tests of the fast set. All others are marked `journey`."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from mentoring.accounts.models import User
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope
from programs.models import Session
from tests.e2e.live import sign_in_by_cookie
from tests.e2e.looking import look_at
from tests.e2e.test_accounts import sign_in
from tests.factories.programs import make_match, make_program
from tests.factories.tenancy import make_membership, make_organization, make_user


@pytest.fixture
def address() -> str:
    return f"{uuid4().hex[:10]}@example.org"


@pytest.fixture
def acme(live_site) -> Organization:
    return make_organization(name="Acme", slug=f"acme-{uuid4().hex[:8]}")


def test_visitor_finds_the_way_in(page: Page, live_site):
    page.goto(live_site)
    look_at(page, "smoke-welcome")
    page.locator("main a[href*='/accounts/login/']").first.click()
    expect(page.locator("input[type=email]")).to_be_visible()
    answer = page.goto(live_site + "/nowhere/")
    assert answer.status == 404
    look_at(page, "smoke-not-found")


def test_respondent_answers_on_a_phone(open_page, site):
    page = open_page(width=390)
    page.goto(f"{site}/styleguide/respondent/")
    page.get_by_role("radio").first.check()
    look_at(page, "smoke-respondent")


def test_participant_signs_in_by_code(page: Page, live_site, mailbox, acme, address):
    with tenant_scope(acme.id):
        make_membership(user=make_user(email=address, name="Mia"), role="participant")
    sign_in(page, live_site, mailbox, address)
    page.goto(f"{live_site}/o/{acme.slug}/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    look_at(page, "smoke-participant")
    assert User.objects.get(email=address).last_login is not None


def test_administrator_records_a_session(page: Page, live_site, acme, address):
    user = make_user(email=address, name="Ada Lovelace")
    today = acme.local_date(timezone.now())
    with tenant_scope(acme.id):
        make_membership(user=user, role="administrator")
        program = make_program(name="Rising Leaders", starts_on=today - timedelta(weeks=12), ends_on=None)
        match = make_match(program=program, started_on=today - timedelta(days=60))
    sign_in_by_cookie(page, live_site, user)
    page.goto(f"{live_site}/o/{acme.slug}/programs/{program.pk}/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    look_at(page, "smoke-today")
    page.locator(f"main a[href*='{match.pk}']").first.click()
    page.wait_for_url(f"**/{match.pk}/")
    look_at(page, "smoke-match")
    page.locator("input[name='session-happens_on']").fill((today - timedelta(days=1)).isoformat())
    page.locator("form", has=page.locator("input[name='session-happens_on']")).get_by_role(
        "button"
    ).last.press("Enter")
    page.wait_for_load_state("networkidle")
    with tenant_scope(acme.id):
        assert [it.happens_on for it in Session.objects.filter(match=match)] == [today - timedelta(days=1)]
