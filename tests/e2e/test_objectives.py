"""An objective from the form to its review: with the keyboard, on a phone, and without JavaScript."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from mentoring.tenancy.scope import tenant_scope
from tests.e2e.live import sign_in_by_cookie
from tests.e2e.looking import look_at
from tests.factories.goals import make_objective, make_organization_goal
from tests.factories.people import make_person
from tests.factories.programs import make_participant, make_program
from tests.factories.reports import make_kpi_value, make_program_kpi
from tests.factories.tenancy import make_membership, make_organization, make_user
from tests.reports.roi.worlds import make_sales_onboarding

pytestmark = pytest.mark.raw_sql


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def organization(live_site):
    return make_organization(slug=f"objectives-{uuid4().hex[:8]}")


@pytest.fixture
def program(organization, today):
    with tenant_scope(organization.id):
        make_organization_goal(name="Fill leadership posts from within", owner="Board")
        make_organization_goal(name="Enter the Nordic market", owner="Board")
        return make_program(
            name="Rising Leaders",
            state="closed",
            starts_on=today - timedelta(days=300),
            ends_on=today - timedelta(days=100),
        )


def sign_in(page: Page, live_site: str, organization):
    with tenant_scope(organization.id):
        member = make_membership(role="administrator", user=make_user(name="Petra Novák"))
    sign_in_by_cookie(page, live_site, member.user)


def add_objective(page: Page, address: str, due) -> None:
    page.goto(f"{address}objectives/new/")
    page.get_by_label("Which organization goal does it serve?").select_option(
        "Fill leadership posts from within"
    )
    page.get_by_label("What is to change for the organization?").fill(
        "More team-lead posts are filled from within"
    )
    page.get_by_label("What do you measure?").fill("share of team-lead posts filled from within")
    page.get_by_label("Unit").fill("%")
    page.get_by_label("Today").fill("27")
    page.get_by_label("Target").fill("45")
    page.get_by_label("By when?").fill(due.isoformat())


def add_kpi(page: Page) -> None:
    page.get_by_role("link", name="Add KPI").first.click()
    page.get_by_label("Objective").select_option("More team-lead posts are filled from within")
    page.get_by_label("Name").fill("Posts filled from within")
    page.get_by_label("Source").select_option("Entered values")
    page.get_by_label("Unit").fill("%")


def enter_value(page: Page, day, value: str) -> None:
    page.get_by_label("Date").fill(day.isoformat())
    page.get_by_label("Value", exact=True).fill(value)
    page.get_by_role("button", name="Save value").press("Enter")
    expect(page.get_by_text("Value saved.")).to_be_visible()


def test_objective_from_the_form_to_its_review(page: Page, live_site, organization, program, today):
    sign_in(page, live_site, organization)
    address = f"{live_site}/o/{organization.slug}/programs/{program.pk}/outcomes/"
    page.goto(f"{address}objectives/")
    look_at(page, "objectives-empty")
    add_objective(page, address, today + timedelta(days=200))
    expect(page.locator("#checks .is-clear")).to_have_count(5)
    look_at(page, "objective-form")
    page.get_by_role("button", name="Save objective").press("Enter")
    expect(page.get_by_text("Objective added.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("No objective can be measured yet")
    page.get_by_role("link", name="KPIs").click()
    look_at(page, "kpis-missing")
    add_kpi(page)
    look_at(page, "kpi-form")
    page.get_by_role("button", name="Save KPI").press("Enter")
    expect(page.get_by_text("KPI added.")).to_be_visible()
    page.get_by_role("link", name="Enter values").click()
    enter_value(page, program.starts_on - timedelta(days=30), "27")
    enter_value(page, program.ends_on, "46")
    look_at(page, "kpi-values")
    page.goto(f"{address}kpis/")
    page.get_by_role("button", name="Make “Posts filled from within” primary").press("Enter")
    expect(page.get_by_text("KPI is primary and no longer changes.")).to_be_visible()
    page.get_by_role("link", name="Objectives").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 of 1 objective has reached its target")
    page.get_by_role("link", name="Review on").click()
    page.get_by_label("Raise the target").check()
    page.get_by_label("New target").fill("55")
    page.get_by_label("Reason").fill("Reached in the first cohort")
    look_at(page, "objective-review")
    page.get_by_role("button", name="Save review").press("Enter")
    expect(page.get_by_text("Review saved.")).to_be_visible()
    expect(page.get_by_text("Too early: due on").first).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Target reached").first).to_be_visible()


def test_pages_of_objectives_are_accessible(page: Page, live_site, organization, program, today):
    with tenant_scope(organization.id):
        reached = make_objective(program=program, due_on=today - timedelta(days=10), next_review_on=today)
        kpi = make_program_kpi(
            objective=reached, name="Retention after 12 months", baseline=82, primary_on=today
        )
        make_kpi_value(kpi=kpi, taken_on=program.starts_on, value="82", people=80)
        make_kpi_value(kpi=kpi, taken_on=program.ends_on, value="94.8", people=77)
        make_sales_onboarding()
        make_program_kpi(
            objective=reached, name="Goals met", source="program", reference="goals_met", target=60
        )
        below = make_objective(
            program=program,
            statement="Managers hand over more responsibility",
            due_on=today - timedelta(days=5),
        )
        make_program_kpi(objective=below, name="Delegation, reported by managers", source="")
        make_objective(
            program=program, statement="More team-lead posts are filled from within", baseline=None
        )
    sign_in(page, live_site, organization)
    address = f"{live_site}/o/{organization.slug}/programs/{program.pk}/outcomes/"
    page.goto(f"{address}objectives/")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 of 3 objectives have reached their targets")
    look_at(page, "objectives")
    page.goto(f"{address}kpis/")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 of 3 KPIs cannot be reported yet")
    look_at(page, "kpis")
    page.goto(f"{address}trends/")
    expect(page.get_by_role("heading", name="KPIs")).to_be_visible()
    look_at(page, "trends-kpis")
    page.goto(f"{address}dashboard/")
    look_at(page, "program-dashboard")
    page.goto(f"{address}strengths/")
    look_at(page, "strengths")
    page.goto(f"{live_site}/o/{organization.slug}/outcomes/dashboard/")
    expect(page.get_by_role("link", name="46%")).to_be_visible()
    look_at(page, "organization-dashboard")
    page.goto(f"{live_site}/o/{organization.slug}/organization-goals/")
    look_at(page, "organization-goals")


def test_target_too_small_to_be_detected_is_a_warning(page: Page, live_site, organization, program, today):
    with tenant_scope(organization.id):
        make_objective(program=program, statement="Mentors stay", due_on=today + timedelta(days=200))
        for _n in range(20):
            make_participant(program=program, role="mentor", state="accepted", person=make_person())
    sign_in(page, live_site, organization)
    page.goto(f"{live_site}/o/{organization.slug}/programs/{program.pk}/outcomes/kpis/new/")
    page.get_by_label("Objective").select_option("Mentors stay")
    page.get_by_label("Name").fill("Retention of mentors")
    page.get_by_label("Source").select_option("Retention")
    page.get_by_label("Whose values").select_option("Mentors")
    page.get_by_label("Baseline").fill("50")
    page.get_by_label("Target").fill("55")
    expect(page.get_by_text("With 20 mentors, only a change of about")).to_be_visible()
    look_at(page, "kpi-warning")
    page.get_by_role("button", name="Save KPI").click()
    expect(page.get_by_text("KPI added.")).to_be_visible()
    expect(page.get_by_text("HR rate: Retention (mentors)")).to_be_visible()
    look_at(page, "kpis-warning")


def test_objective_is_reviewed_on_a_phone_without_javascript(
    browser: Browser, live_site, organization, program, today
):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    sign_in(page, live_site, organization)
    address = f"{live_site}/o/{organization.slug}/programs/{program.pk}/outcomes/"
    add_objective(page, address, today + timedelta(days=200))
    page.get_by_role("button", name="Check wording").click()
    expect(page.locator("#checks .is-clear")).to_have_count(5)
    page.get_by_role("button", name="Save objective").click()
    page.get_by_role("link", name="Review on").click()
    expect(page.get_by_text("it is too early to say that it is not reached")).to_be_visible()
    page.get_by_label("Keep it").check()
    page.get_by_label("Reason").fill("Half of the year has passed")
    page.get_by_role("button", name="Save review").click()
    expect(page.get_by_text("Review saved.")).to_be_visible()
    context.close()
