"""A finance person changes an assumption and sees what follows; where nothing can be measured, no return is shown."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from mentoring.tenancy.scope import tenant_scope
from tests.e2e.live import sign_in_by_cookie
from tests.e2e.looking import look_at
from tests.factories.reports import make_benefit
from tests.factories.tenancy import make_membership, make_organization, make_user
from tests.reports.roi.worlds import make_sales_onboarding

pytestmark = pytest.mark.raw_sql


@pytest.fixture
def organization(live_site):
    return make_organization(slug=f"roi-{uuid4().hex[:8]}")


def open_roi(page: Page, live_site: str, organization, **figure) -> str:
    with tenant_scope(organization.id):
        program = make_sales_onboarding(**figure)
        make_benefit(program=program, kind="intangible", isolation="", name="94% keep what they agreed between them",
                     quantity=None, contribution=None, confidence=None, estimated_by="")  # fmt: skip
        finance = make_membership(role="administrator", user=make_user(name="Jonas Weber"))
    sign_in_by_cookie(page, live_site, finance.user)
    address = f"{live_site}/o/{organization.slug}/programs/{program.pk}/outcomes/roi/"
    page.goto(address)
    return address


def test_finance_changes_an_assumption_and_sees_what_follows(page: Page, live_site, organization):
    open_roi(page, live_site, organization)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Even in the conservative case, the benefit exceeds the cost"
    )
    look_at(page, "roi")
    page.locator('td[data-number="case.conservative.net"] button').click()
    expect(page.get_by_text("€287,712 − €197,561 = €90,151").first).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Edit Replacement cost").click()
    page.get_by_label("Best, %").fill("30")
    page.locator("#edit-assumption").get_by_label("Source").fill(
        "Finance memo 2026-14, agency fees and vacancy"
    )
    expect(page.locator("#assumption-effect")).to_have_text("Net benefit, conservative: €90,151 → €18,223")
    look_at(page, "roi-editing")
    page.get_by_role("button", name="Save assumption").click()
    expect(
        page.get_by_text("Assumption saved. Net benefit, conservative: €90,151 → €18,223.")
    ).to_be_visible()
    expect(page.locator('td[data-number="case.conservative.roi"]')).to_have_text("9%")
    page.get_by_text("History of assumptions").click()
    expect(page.get_by_text("Best: 40% → 30%")).to_be_visible()
    look_at(page, "roi-saved")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator('td[data-number="case.conservative.net"]')).to_have_text("€90,151")


def test_interval_over_zero_offers_no_return(page: Page, live_site, organization):
    address = open_roi(
        page, live_site, organization, low=-0.061, point=0.017, high=0.068, state="no_detectable_difference"
    )
    expect(page.get_by_role("heading", level=1)).to_have_text("Not measurable at this size")
    look_at(page, "roi-not-measurable")
    page.get_by_role("button", name="Reopen costs").click()
    expect(page.get_by_text("Costs reopened.")).to_be_visible()
    page.get_by_role("link", name="Add cost").click()
    look_at(page, "roi-cost")
    page.get_by_label("Description").fill("Kick-off")
    page.get_by_label("Amount").fill("4,150.50")
    page.get_by_role("button", name="Save cost").click()
    expect(page.get_by_text("Cost added.")).to_be_visible()
    look_at(page, "roi-costs")
    page.get_by_role("link", name="Edit Kick-off").click()
    page.get_by_role("button", name="Delete cost").click()
    expect(page.get_by_text("Cost deleted.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("€4,150.50").first).to_be_visible()
    page.goto(f"{address}benefits/new/")
    look_at(page, "roi-benefit")
