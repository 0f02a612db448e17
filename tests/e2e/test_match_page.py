"""The page of a match for those who run the program: sessions are edited in their row."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from mentoring.tenancy.scope import tenant_scope
from programs.models import Session
from tests.e2e import test_plans as plans
from tests.e2e.browser import press_to, tab_to
from tests.e2e.live import sign_in_by_cookie
from tests.e2e.looking import look_at
from tests.factories.programs import make_session
from tests.factories.tenancy import make_membership, make_user

world = plans.world


@pytest.fixture
def staff(world):
    """Ada runs the program; a session of four days ago has not been confirmed."""
    with tenant_scope(world.organization.id):
        user = make_user(email=f"ada-{world.organization.slug}@example.org", name="Ada")
        make_membership(user=user, role="administrator")
        make_session(match=world.match, state="planned", happens_on=world.today - timedelta(days=4))
    world.page = f"{world.home}programs/{world.match.program_id}/matches/{world.match.pk}/"
    return user


def session_of(world, days: int) -> Session:
    with tenant_scope(world.organization.id):
        return Session.objects.get(match=world.match, happens_on=world.today - timedelta(days=days))


def test_session_is_edited_in_its_row_by_keyboard(open_page, live_site, world, staff):
    page: Page = open_page(**plans.DESK)
    sign_in_by_cookie(page, live_site, staff)
    page.goto(world.page)
    look_at(page, "match-page")
    tab_to(page, "Edit session of", limit=80)
    before = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Session on")).to_be_focused()
    look_at(page, "match-page-edit")
    # Cancel leads back to where it was.
    tab_to(page, "Cancel")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Save session")).to_have_count(0)
    expect(page.get_by_label(before)).to_be_focused()
    # The focus is back a moment before the links of the new section are htmx's. Nobody presses that fast.
    expect(page.locator(".htmx-settling")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Session on")).to_be_focused()
    press_to(page, "Delete session")
    expect(
        page.get_by_text("Both people have an invitation").or_(page.get_by_text("Session deleted."))
    ).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_session_is_confirmed_on_a_phone(open_page, live_site, world, staff, scripts):
    page: Page = open_page(**plans.PHONE, java_script_enabled=scripts)
    sign_in_by_cookie(page, live_site, staff)
    page.goto(world.page)
    expect(page.get_by_text(": not confirmed yet")).to_have_count(0)  # another one is planned
    page.locator("#sessions tr").filter(has_text="Not confirmed").get_by_role("link").click()
    row = page.locator(".row-form")
    row.get_by_label("Status").select_option("held")
    row.get_by_label("Minutes").fill("0")
    row.get_by_role("button", name="Save session").click()
    expect(row.get_by_role("heading", name="One field needs to be corrected")).to_be_visible()
    if scripts:
        look_at(page, "match-page-refused")
    row.get_by_label("Minutes").fill("45")
    row.get_by_role("button", name="Save session").click()
    expect(page.get_by_text("Session saved. Status updated.")).to_be_visible()
    found = session_of(world, 4)
    assert (found.state, found.minutes) == ("held", 45)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Session restored.")).to_be_visible()
    assert session_of(world, 4).state == "planned"
