"""Signing in and looking after one's account, with the keyboard only."""

import time
from uuid import uuid4

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from mentoring.accounts.models import User
from tests.e2e.browser import press_to
from tests.e2e.looking import look_at


@pytest.fixture
def address() -> str:
    return f"{uuid4().hex[:10]}@example.org"


def sign_in(page: Page, live_site: str, mailbox, address: str) -> None:
    page.goto(live_site + "/accounts/login/")
    page.get_by_label("Email address").focus()
    page.keyboard.type(address)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Code")).to_be_focused()
    page.keyboard.type(mailbox.code(address))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/login/" not in url)
    if "/about-you/" in page.url:
        answer_about_you(page, name=address)


def answer_about_you(page: Page, name: str) -> None:
    """Enter a name; the script has chosen the browser's time zone."""
    page.get_by_label("Name").focus()
    page.keyboard.type(name)
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Berlin")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/about-you/" not in url)


def test_first_sign_in(page: Page, live_site, mailbox, address):
    page.goto(live_site)
    look_at(page, "welcome")
    press_to(page, "Sign in")
    look_at(page, "sign-in")
    press_to(page, "Send code")
    expect(page.get_by_text("One field needs to be corrected")).to_be_visible()
    look_at(page, "sign-in-error")
    page.get_by_role("textbox", name="Email address").focus()
    page.keyboard.type(address)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Code")).to_be_focused()
    look_at(page, "enter-code")
    code = mailbox.code(address)
    page.get_by_label("Code").focus()
    page.keyboard.type("000000" if code != "000000" else "111111")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This code is incorrect").first).to_be_visible()
    look_at(page, "enter-code-wrong")
    page.get_by_label("Code").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Profile")
    look_at(page, "about-you")
    answer_about_you(page, name="Ada")
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome")
    look_at(page, "no-organization")


def test_code_that_has_expired(page: Page, live_site, mailbox, address):
    page.goto(live_site + "/accounts/login/")
    page.get_by_label("Email address").focus()
    page.keyboard.type(address)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Code")).to_be_focused()
    key = next(it["value"] for it in page.context.cookies() if it["name"] == "sessionid")
    row = Session.objects.get(session_key=key)
    kept = row.get_decoded()
    kept["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 601
    Session.objects.filter(pk=key).update(session_data=Session.get_session_store_class()().encode(kept))
    page.keyboard.type(mailbox.code(address))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("no longer valid")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    look_at(page, "expired")


def test_another_code_by_keyboard(page: Page, live_site, mailbox, address):
    page.goto(live_site + "/accounts/login/")
    page.get_by_label("Email address").focus()
    page.keyboard.type(address)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Code")).to_be_focused()
    press_to(page, "Send new code")
    expect(page.get_by_role("status")).to_contain_text("New code sent")
    page.get_by_label("Code").focus()
    page.keyboard.type(mailbox.code(address))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Profile")
    assert len(mailbox.messages) == 2


def test_account_password_and_second_factor(page: Page, browser, live_site, mailbox, address):
    sign_in(page, live_site, mailbox, address)
    press_to(page, "Account")
    look_at(page, "account")
    press_to(page, "Password")
    look_at(page, "password-set")
    for name in ("New password", "New password (repeat)"):
        page.get_by_label(name, exact=True).focus()
        page.keyboard.type("correct horse battery staple")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Password set")
    press_to(page, "Password")
    look_at(page, "password-change")
    press_to(page, "Remove password")
    look_at(page, "password-remove")
    press_to(page, "Cancel")
    press_to(page, "Two-step sign-in")
    look_at(page, "second-factor-off")
    press_to(page, "Set up two-step sign-in")
    look_at(page, "second-factor-set-up")
    secret = page.locator("code").inner_text()
    page.get_by_role("textbox", name="Code from the app").focus()
    page.keyboard.type(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    recovery = page.locator("code").first.inner_text()
    look_at(page, "recovery-codes")
    press_to(page, "Create new codes")
    look_at(page, "recovery-codes-new")
    press_to(page, "Cancel")
    look_at(page, "second-factor-on")
    press_to(page, "Turn off two-step sign-in")
    look_at(page, "second-factor-remove")

    other = browser.new_context().new_page()
    other.goto(live_site + "/accounts/login/")
    press_to(other, "Sign in with a password")
    look_at(other, "password-sign-in")
    other.get_by_label("Email address").focus()
    other.keyboard.type(address)
    other.keyboard.press("Tab")
    other.keyboard.type("correct horse battery staple")
    other.keyboard.press("Enter")
    expect(other.get_by_role("heading", level=1)).to_have_text("Second step")
    look_at(other, "second-step")
    other.get_by_label("Code").focus()
    other.keyboard.type(recovery)
    other.keyboard.press("Enter")
    expect(other.get_by_role("heading", level=1)).to_have_text("Welcome")
    other.context.close()


def test_signing_another_device_out(page: Page, browser, live_site, mailbox, address):
    sign_in(page, live_site, mailbox, address)
    phone = browser.new_context(user_agent="Mozilla/5.0 (iPhone) Version/18.0 Mobile Safari/604.1").new_page()
    sign_in(phone, live_site, mailbox, address)
    page.goto(live_site + "/accounts/sessions/")
    look_at(page, "sessions")
    press_to(page, "Sign out Safari on iPhone")
    expect(page.get_by_role("status")).to_contain_text("Device signed out")
    phone.goto(live_site + "/accounts/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Sign in")
    phone.context.close()


def test_changing_the_address_and_signing_out(page: Page, live_site, mailbox, address):
    sign_in(page, live_site, mailbox, address)
    page.goto(live_site + "/accounts/email/")
    look_at(page, "address")
    page.get_by_label("New email address").focus()
    page.keyboard.type(f"new-{address}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Address confirmation")
    look_at(page, "address-confirm")
    page.get_by_label("Code").focus()
    page.keyboard.type(mailbox.code(f"new-{address}"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text(f"new-{address} is now your email address")
    page.goto(live_site + "/accounts/login/again/?next=/accounts/email/")
    look_at(page, "sign-in-again")
    press_to(page, "Cancel")
    press_to(page, "Sign out")
    look_at(page, "sign-out")
    press_to(page, "Sign out")
    expect(page.get_by_role("status")).to_contain_text("You are signed out")
    User.objects.filter(email=f"new-{address}").update(is_active=False)
    page.goto(live_site + "/accounts/login/")
    page.get_by_label("Email address").focus()
    page.keyboard.type(f"new-{address}")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Code")).to_be_focused()
    page.keyboard.type(mailbox.code(f"new-{address}"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("This account is closed")
    look_at(page, "closed")
