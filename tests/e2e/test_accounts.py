"""Signing in and looking after one's account, with the keyboard only."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.looking import look_at


@pytest.fixture
def address() -> str:
    return f"{uuid4().hex[:10]}@example.org"


def press_to(page: Page, name: str, *, limit: int = 40) -> None:
    """Press Tab until the element with this accessible name has the focus, then Enter."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(document.activeElement.getAttribute('aria-label') || document.activeElement.innerText || '').trim()"
        )
        if focused.startswith(name):
            page.keyboard.press("Enter")
            page.wait_for_load_state()
            return
    raise AssertionError(f"No Tab leads to {name!r}")


def sign_in(page: Page, live_site: str, mailbox, address: str) -> None:
    page.goto(live_site + "/accounts/login/")
    page.get_by_label("E-mail address").focus()
    page.keyboard.type(address)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter your code")
    page.keyboard.type(mailbox.code(address))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/login/" not in url)


def test_first_sign_in(page: Page, live_site, mailbox, address):
    page.goto(live_site)
    look_at(page, "welcome")
    press_to(page, "Sign in")
    look_at(page, "sign-in")
    press_to(page, "Send me a code")
    expect(page.get_by_text("One thing needs to be corrected")).to_be_visible()
    look_at(page, "sign-in-error")
    page.get_by_role("textbox", name="E-mail address").focus()
    page.keyboard.type(address)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Code")).to_be_focused()
    look_at(page, "enter-code")
    code = mailbox.code(address)
    page.get_by_label("Code").focus()
    page.keyboard.type("000000" if code != "000000" else "111111")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This code is not right").first).to_be_visible()
    look_at(page, "enter-code-wrong")
    page.get_by_label("Code").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome")
    look_at(page, "no-organization")
