"""An administrator asks what the program achieved; the keen volunteered, and the page does not let that pass."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from mentoring.tenancy.scope import tenant_scope
from programs.models import Program
from reports.models import OutcomeRun
from reports.sample.loading import ADMINISTRATOR, load_sample
from reports.tasks import calculate_outcomes_task
from tests.e2e.browser import ADMINISTRATOR as ADMINISTRATOR_BUDGET
from tests.e2e.browser import watch, within
from tests.e2e.looking import look_at
from tests.e2e.test_accounts import sign_in

pytestmark = pytest.mark.raw_sql
TODAY = date(2026, 11, 21)


def calculate_everything(organization) -> None:
    with tenant_scope(organization.id):
        waiting = list(OutcomeRun.objects.filter(state="waiting").values_list("pk", flat=True))
    for pk in waiting:
        calculate_outcomes_task(organization.id, str(pk))


def test_what_the_sample_shows(page: Page, live_site, mailbox):
    organization = load_sample(today=TODAY, say=lambda line: None)
    with tenant_scope(organization.id):
        # Without the program that people can apply for.
        planned = Program.objects.filter(outcome_plans__isnull=False)
        finished, *_others, running = planned.order_by("starts_on")
    calculate_everything(organization)
    sign_in(page, live_site, mailbox, ADMINISTRATOR)
    page.goto(f"{live_site}/o/sample/outcomes/")
    look_at(page, "outcomes-list")
    page.get_by_role("link", name=finished.name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Mentees differed in performance rating before the program"
    )
    menu = page.get_by_role("navigation", name="Menu")
    expect(menu.get_by_role("link", name="Outcomes", exact=True)).to_have_attribute("aria-current", "page")
    menu.locator("summary", has_text=finished.name).click()
    expect(menu.get_by_role("link", name=running.name)).to_have_attribute(
        "href", f"/o/sample/programs/{running.pk}/outcomes/"
    )
    menu.locator("summary", has_text=finished.name).click()
    # Whether both averages may be shown depends on who is drawn for blocks, and ids are new in each sample.
    differed = re.compile(
        "Before the program( the groups already differed|, participants had higher values) in"
    )
    expect(page.get_by_text(differed).first).to_be_visible()
    expect(page.get_by_text("Among colleagues with the same performance rating").first).to_be_visible()
    assert "larger than expected by chance" not in page.locator("main").inner_text()
    look_at(page, "outcomes-finished")
    page.get_by_role("link", name="6 months").click()
    expect(page.get_by_text("this period was not fixed beforehand").first).to_be_visible()
    page.get_by_role("link", name="12 months").click()
    page.get_by_role("link", name="All numbers, definitions and breakdowns").click()
    expect(page.get_by_text("One attribute at a time, exploratory.")).to_be_visible()
    for summary in page.locator("main details:not([open]) > summary").all():
        if summary.is_visible():
            summary.click()
    look_at(page, "outcomes-opened")
    page.get_by_role("navigation", name="Outcomes of this program").get_by_role("link", name="Trends").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Largest decline: Matches that met")
    look_at(page, "trends")
    page.goto(f"{live_site}/o/sample/outcomes/notice/")
    look_at(page, "outcomes-notice")
    page.get_by_role("link", name="Open the page for objections").click()
    look_at(page, "outcomes-objection")
    page.goto(f"{live_site}/o/sample/programs/{running.pk}/")
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Outcomes", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Too early to measure")
    look_at(page, "outcomes-too-early")
    page.get_by_role("button", name="Recalculate").click()
    expect(page.get_by_text("Calculating. The page shows the results when they are ready.")).to_be_visible()
    look_at(page, "outcomes-waiting")
    calculate_everything(organization)
    # The page asks by itself every few seconds.
    expect(page.get_by_text("Calculating. The page shows the results when they are ready.")).to_have_count(0)


def test_what_a_first_visit_costs(open_page, page: Page, live_site, mailbox):
    organization = load_sample(today=TODAY, say=lambda line: None)
    with tenant_scope(organization.id):
        finished = Program.objects.order_by("starts_on").first()
    calculate_everything(organization)
    sign_in(page, live_site, mailbox, ADMINISTRATOR)
    # As a first visit: what the sign-in pages have loaded is not there.
    fresh = open_page(storage_state=page.context.storage_state())
    visit = watch(fresh)
    fresh.goto(f"{live_site}/o/sample/programs/{finished.pk}/outcomes/", wait_until="networkidle")
    expect(fresh.get_by_role("heading", level=1)).to_contain_text("differed in performance rating")
    assert visit.complaints == []
    within(visit, ADMINISTRATOR_BUDGET)
