"""An administrator starts the listening plan and edits a question."""

import pytest
from playwright.sync_api import Page, expect

from mentoring.tenancy.scope import tenant_scope
from tests.e2e.looking import look_at
from tests.e2e.test_accounts import sign_in
from tests.factories.programs import make_match, make_program
from tests.factories.tenancy import make_membership, make_organization, make_user

pytestmark = pytest.mark.raw_sql


def test_plan_and_builder(page: Page, live_site, mailbox):
    organization = make_organization(name="Acme", slug="acme-surveys")
    with tenant_scope(organization.id):
        user = make_user(email="ada.surveys@example.org", name="Ada")
        make_membership(user=user, role="administrator")
        program = make_program(name="Rising Leaders")
        make_match(program=program)
    sign_in(page, live_site, mailbox, "ada.surveys@example.org")
    page.goto(f"{live_site}/o/acme-surveys/programs/{program.pk}/")
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Surveys", exact=True).click()
    look_at(page, "survey-plan-empty")
    page.get_by_label("Skill 1").fill("Leading a team")
    page.get_by_role("button", name="Use this plan").click()
    expect(page.get_by_text("10 surveys planned.")).to_be_visible()
    look_at(page, "survey-plan")
    page.get_by_role("link", name="Library").click()
    look_at(page, "survey-library")
    page.go_back()
    page.get_by_role("link", name="End, mentees", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("14 questions, about 5 minutes")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_text("How confident are you today in this skill: Leading a team?")).to_be_visible()
    look_at(page, "survey-builder")
    page.get_by_role("button", name="Move question down").click()
    expect(page.get_by_role("heading", name="Question 2")).to_be_visible()
    page.get_by_role("link", name="The match fits my goals.").click()
    page.get_by_role("link", name="Deutsch").click()
    expect(page.get_by_label("Question", exact=True)).to_have_value("Das Tandem passt zu meinen Zielen.")
    page.get_by_label("Question", exact=True).fill("")
    page.get_by_role("button", name="Save question").click()
    expect(page.get_by_text("One field needs to be corrected")).to_be_visible()
    page.get_by_text("Add question").click()
    look_at(page, "survey-builder-error")
    page.get_by_role("link", name="One choice").click()
    look_at(page, "survey-question-new")
    page.get_by_role("link", name="Sending").click()
    page.get_by_label("When", exact=True).select_option("sessions")
    expect(page.get_by_label("Sessions (optional, 6 if left empty)")).to_be_visible()
    look_at(page, "survey-sending")
    page.get_by_role("button", name="Schedule survey").click()
    expect(page.get_by_text("Survey scheduled. Nothing has been sent.")).to_be_visible()
    expect(page.get_by_text("After 6 sessions", exact=True)).to_have_count(1)
