"""Creating an organization, inviting, joining, switching and revoking, with the keyboard only."""

from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from mentoring.mail.tasks import deliver
from mentoring.tenancy.models import Organization
from tests.e2e.browser import press_to, tab_to
from tests.e2e.looking import look_at
from tests.e2e.test_accounts import answer_about_you


@pytest.fixture
def word() -> str:
    return uuid4().hex[:8]


@pytest.fixture
def other_page(browser: Browser) -> Page:
    """The browser of another person."""
    context = browser.new_context(timezone_id="Europe/Berlin")
    yield context.new_page()
    context.close()


def heading(page: Page):
    return expect(page.get_by_role("heading", level=1))


def fill(page: Page, label: str, text: str) -> None:
    page.get_by_label(label).first.focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.type(text)


def pick(page: Page, label: str) -> None:
    """Go to the group's radio button and choose by the arrow keys, as a keyboard has to."""
    choice = page.get_by_role("radio", name=label)
    page.get_by_role("radio").first.focus()
    for _ in range(6):
        if choice.is_checked():
            return
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(choice).to_be_checked()


def enter_code(page: Page, code: str) -> None:
    page.get_by_label("Code").focus()  # not by autofocus, which a slow machine may give late
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def sign_in(page: Page, live_site: str, mailbox, address: str) -> None:
    page.goto(live_site + "/accounts/login/")
    fill(page, "Email address", address)
    page.keyboard.press("Enter")
    heading(page).to_have_text("Enter your code")
    enter_code(page, mailbox.code(address))
    page.wait_for_url(lambda url: "/login/" not in url)
    if "/about-you/" in page.url:
        answer_about_you(page, name=address)


def create_organization(page: Page, live_site: str, name: str) -> str:
    page.goto(live_site + "/organizations/new/")
    fill(page, "Name", name)
    page.keyboard.press("Enter")
    page.wait_for_url("**/o/*/")
    return page.url.rstrip("/").rpartition("/")[2]


def links_in(message) -> list[str]:
    body = message.get_body(("plain",)).get_content()
    return [part for part in body.split() if "/l/invite/" in part]


def test_an_organization_comes_to_life(page: Page, other_page: Page, live_site, mailbox, word):
    ada, bob = f"ada-{word}@example.org", f"bob-{word}@example.org"
    sign_in(page, live_site, mailbox, ada)
    press_to(page, "Create organization")
    heading(page).to_have_text("Create organization")
    look_at(page, "organization-new")
    fill(page, "Name", f"Acme {word}")
    fill(page, "Address", "new")
    page.keyboard.press("Enter")
    expect(page.get_by_text("“new” is not available.").first).to_be_visible()
    look_at(page, "organization-new-taken")
    fill(page, "Address", "")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/o/acme-{word}/")
    look_at(page, "home-administrator")

    press_to(page, "Invite people")
    look_at(page, "invite-new")
    fill(page, "Email addresses", f"not an address\n{bob}")
    pick(page, "Coordinator")
    fill(page, "Personal message", "Glad to have you, Bob.")
    press_to(page, "Send invitations")
    expect(page.get_by_text("Line 1, “not an address”: This is not an email address.")).to_be_visible()
    look_at(page, "invite-new-faults")
    fill(page, "Email addresses", bob)
    press_to(page, "Send invitations")
    expect(page.get_by_text(f"Invitation sent to {bob}.")).to_be_visible()
    look_at(page, "invite-list")

    organization = Organization.objects.get(slug=f"acme-{word}")
    deliver(organization.id)
    mail = mailbox.last(bob)
    assert mail["Subject"] == f"{ada} invited you to Acme {word}"
    (link,) = links_in(mail)

    other_page.goto(link)
    heading(other_page).to_have_text(f"Join Acme {word}?")
    look_at(other_page, "invite-link-anonymous")
    sign_in(other_page, live_site, mailbox, f"private-{word}@example.org")
    other_page.goto(link)
    heading(other_page).to_have_text(f"Join Acme {word}?")
    expect(other_page.get_by_text(bob).first).to_be_visible()
    look_at(other_page, "invite-link-other-address")
    press_to(other_page, f"Join Acme {word}")
    expect(other_page.get_by_text(f"Welcome to Acme {word}.")).to_be_visible()
    look_at(other_page, "home-coordinator")
    other_page.goto(link)
    expect(other_page.get_by_text("This link no longer works").first).to_be_visible()


def test_invited_person_joins_with_two_clicks(other_page: Page, live_site, mailbox, word):
    from mentoring.members.views.invite_link import InviteLink
    from mentoring.tenancy.scope import tenant_scope
    from tests.factories.members import make_invite
    from tests.factories.tenancy import make_organization

    organization = make_organization(name=f"Acme {word}", slug=f"acme-{word}")
    with tenant_scope(organization.id):
        path = InviteLink.path_to(make_invite(email=f"bob-{word}@example.org"), organization)
    other_page.goto(live_site + path)
    press_to(other_page, f"Join Acme {word}")
    expect(other_page.get_by_text(f"Welcome to Acme {word}.")).to_be_visible()
    answer_about_you(other_page, name="Bob")
    other_page.wait_for_url(f"**/o/acme-{word}/")


def test_switching_roles_leaving_and_the_log(page: Page, live_site, mailbox, word):
    from mentoring.tenancy.scope import tenant_scope
    from tests.factories.tenancy import make_membership, make_user

    sign_in(page, live_site, mailbox, f"ada-{word}@example.org")
    first = create_organization(page, live_site, f"First {word}")
    second = create_organization(page, live_site, f"Second {word}")
    with tenant_scope(Organization.objects.get(slug=second).id):
        bob = make_membership(user=make_user(name="Bob Barker"), role="coordinator")
        for name in ("Åsa Öberg", "Bundesausbildungsförderungsgesetz-Beauftragte", "Li"):
            make_membership(user=make_user(name=name), role="participant")
    page.goto(f"{live_site}/o/{second}/")
    tab_to(page, "Organization\nSecond")
    page.keyboard.press("Enter")
    press_to(page, f"First {word}")
    page.wait_for_url(f"**/o/{first}/")
    page.goto(f"{live_site}/organizations/")
    look_at(page, "organization-list")

    page.goto(f"{live_site}/o/{second}/members/")
    look_at(page, "member-list")
    page.get_by_label("Name or email").focus()
    page.keyboard.type("nobody-is-called-this")
    expect(page.get_by_text("No matching people")).to_be_visible()
    look_at(page, "member-list-nobody")
    page.goto(f"{live_site}/o/{second}/members/?state=ended")
    look_at(page, "member-list-ended")
    page.goto(f"{live_site}/o/{second}/members/{bob.pk}/")
    look_at(page, "member-detail")
    pick(page, "Analyst")
    press_to(page, "Change role")
    expect(page.get_by_text("Role changed: Bob Barker is now Analyst.")).to_be_visible()
    look_at(page, "member-role-changed")
    press_to(page, "Undo")
    expect(page.get_by_text("Role changed: Bob Barker is now Coordinator.")).to_be_visible()
    press_to(page, "Remove from the organization")
    expect(page.get_by_text("Member removed: Bob Barker.")).to_be_visible()
    press_to(page, "Undo")
    expect(page.get_by_text("Member restored: Bob Barker (Coordinator).")).to_be_visible()

    page.goto(f"{live_site}/o/{second}/audit/")
    expect(page.get_by_text("changed the role of Bob Barker from Coordinator to Analyst.")).to_be_visible()
    look_at(page, "audit-log")
    page.goto(f"{live_site}/o/{second}/audit/?who=nobody-at-all")
    look_at(page, "audit-log-nothing")
    page.goto(f"{live_site}/o/{second}/settings/")
    look_at(page, "organization-edit")
    page.goto(f"{live_site}/o/{second}/leave/")
    look_at(page, "leave")
    press_to(page, "Leave")
    expect(page.get_by_text("You are the only owner.")).to_be_visible()
    look_at(page, "leave-refused")


def test_a_token_is_shown_once_and_revoked(page: Page, live_site, mailbox, word):
    sign_in(page, live_site, mailbox, f"ada-{word}@example.org")
    slug = create_organization(page, live_site, f"Acme {word}")
    page.goto(f"{live_site}/o/{slug}/tokens/")
    look_at(page, "token-list-empty")
    press_to(page, "Create token")
    look_at(page, "token-new")
    fill(page, "Name", "Payroll sync")
    press_to(page, "Create token")
    secret = page.get_by_label("Token").input_value()
    assert secret.startswith("mt_")
    look_at(page, "token-made")
    press_to(page, "I have copied it")
    heading(page).to_have_text("API tokens")
    assert secret not in page.content()
    look_at(page, "token-list")
    press_to(page, "Revoke Payroll sync")
    look_at(page, "token-revoke")
    press_to(page, "Revoke")
    expect(page.get_by_text("Token revoked: Payroll sync.")).to_be_visible()
    look_at(page, "token-list-revoked")


def test_what_a_participant_sees(page: Page, live_site, mailbox, word):
    from mentoring.accounts.models import User
    from mentoring.tenancy.scope import tenant_scope
    from tests.factories.tenancy import make_membership, make_organization

    sign_in(page, live_site, mailbox, f"mia-{word}@example.org")
    organization = make_organization(name="Acme")
    with tenant_scope(organization.id):
        make_membership(user=User.objects.get(email=f"mia-{word}@example.org"), role="participant")
    page.goto(f"{live_site}/o/{organization.slug}/")
    expect(page.get_by_text("No mentoring yet")).to_be_visible()
    look_at(page, "home-participant")
