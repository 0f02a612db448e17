"""Search by keyboard, compact lists on a phone, and the account within reach of a mentee's thumb."""

import os

import pytest
from playwright.sync_api import Page, expect

from mentoring.tenancy.scope import tenant_scope
from programs.models import Match
from tests.e2e.browser import axe, large_targets, no_sideways_scrolling
from tests.e2e.looking import look_at
from tests.e2e.test_accounts import sign_in
from tests.e2e.test_today import acme, address, program  # noqa: F401 - fixtures
from tests.factories.tenancy import make_membership, make_user

PHONE = {"width": 390, "height": 844}


def height_of(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollHeight")


@pytest.mark.usefixtures("program")
def test_search_by_keyboard_opens_a_page(page: Page, live_site, mailbox, address, acme):  # noqa: F811 - fixtures
    sign_in(page, live_site, mailbox, address)
    page.goto(f"{live_site}/o/{acme.slug}/", wait_until="networkidle")
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("rising")
    expect(dialog.get_by_role("link", name="Rising Leaders")).to_be_visible()
    look_at(page, "search")
    dialog.get_by_role("searchbox").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/programs/*/")
    page.get_by_role("link", name="Search", exact=False).first.click()
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()


def test_search_without_script_is_a_page(open_page, live_site, mailbox, address, acme, program):  # noqa: F811 - fixtures
    page = open_page(java_script_enabled=False)
    sign_in(page, live_site, mailbox, address)
    page.goto(f"{live_site}/o/{acme.slug}/")
    page.get_by_role("link", name="Search").first.click()
    page.get_by_role("searchbox").fill("rising")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("link", name="Rising Leaders")).to_be_visible()


def test_lists_are_compact_on_a_phone(page: Page, live_site, mailbox, address, acme, program):  # noqa: F811 - fixtures
    page.set_viewport_size(PHONE)
    sign_in(page, live_site, mailbox, address)
    inside = f"{live_site}/o/{acme.slug}/programs/{program.pk}/"
    heights = {}
    for name, url in {
        "matches": f"{inside}matches/",
        "participants": f"{inside}participants/",
        "goals": f"{inside}goals/",
        "people": f"{live_site}/o/{acme.slug}/people/",
        "audit": f"{live_site}/o/{acme.slug}/audit/",
    }.items():
        page.goto(url, wait_until="networkidle")
        heights[name] = height_of(page)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            if os.environ.get("SCREENSHOTS"):
                page.screenshot(
                    path=f"{os.environ['SCREENSHOTS']}/lean-{name}-{heights[name]}-{theme}.png",
                    full_page=True,
                )
        axe(page)
        no_sideways_scrolling(page)
        large_targets(page)
        page.emulate_media(color_scheme="light")
    # 25 matches took 12,000 as cards; the other lists have up to 50 rows on a page.
    assert heights.pop("matches") < 3_000
    assert max(heights.values()) < 6_000, heights


def test_mentee_reaches_account_and_sign_out_on_a_phone(page: Page, live_site, mailbox, acme, program):  # noqa: F811 - fixtures
    with tenant_scope(acme.id):
        person = Match.objects.filter(program=program).first().mentee.person
        email = f"mia-{acme.slug}@example.org"
        person.membership = make_membership(user=make_user(email=email, name="Mia"), role="participant")
        person.save(update_fields=["membership"])
    page.set_viewport_size(PHONE)
    sign_in(page, live_site, mailbox, email)
    page.goto(f"{live_site}/o/{acme.slug}/", wait_until="networkidle")
    look_at(page, "participant-bar")
    page.set_viewport_size(PHONE)
    page.locator(".account-menu summary").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_in_viewport()
    no_sideways_scrolling(page)
    if os.environ.get("SCREENSHOTS"):
        page.screenshot(path=f"{os.environ['SCREENSHOTS']}/participant-menu.png")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: "/o/" not in url)
