"""Applying on a phone through an emailed link, with and without scripts; deciding at a desk, by keyboard."""

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from mentoring.mail.models import OutboxMessage
from mentoring.mail.tasks import deliver
from mentoring.tenancy.scope import tenant_scope
from programs.models import Application, Participant
from programs.views.application_link import ApplicationLink
from programs.views.manager_link import ManagerApprovalLink
from tests.e2e.browser import ADMINISTRATOR, PUBLIC, RESPONDENT, press_to, tab_to, watch, within
from tests.e2e.live import sign_in_by_cookie
from tests.e2e.looking import look_at
from tests.factories.people import make_person
from tests.factories.programs import make_application, make_intake, make_program
from tests.factories.tenancy import make_membership, make_organization, make_user

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 800}}


@pytest.fixture
def world(live_site):
    """A program that takes applications from guests too, and its administrator."""
    word = uuid4().hex[:8]
    organization = make_organization(name="Acme", slug=f"acme-{word}")
    today = organization.local_date(timezone.now())
    with tenant_scope(organization.id):
        program = make_program(
            state="open", starts_on=today + timedelta(days=40), ends_on=today + timedelta(days=220)
        )
        make_intake(program=program, slug="board", takes_guests=True, apply_until=today + timedelta(days=9))
        ada = make_membership(role="owner", user=make_user(email=f"ada-{word}@example.org", name="Ada Owner"))
    return SimpleNamespace(
        organization=organization,
        program=program,
        ada=ada,
        guest=f"noor-{word}@example.org",
        page=f"{live_site}/p/{organization.slug}/board/",
        list=f"{live_site}/o/{organization.slug}/programs/{program.pk}/applications/",
        setup=f"{live_site}/o/{organization.slug}/programs/{program.pk}/setup/",
    )


def sent(organization) -> None:
    """Send what is queued."""
    with tenant_scope(organization.id):
        now = timezone.now()
        OutboxMessage.objects.filter(state="waiting").update(due_at=now, claim_at=now)
    deliver(organization.id)


def link_in(message) -> str:
    return re.search(r"http\S+/l/application/\S+", message.get_body(("plain",)).get_content())[0]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_guest_applies_on_a_phone(open_page, world, mailbox, scripts):
    page: Page = open_page(**PHONE, java_script_enabled=scripts)
    visit = watch(page) if scripts else None
    page.goto(world.page)
    if visit:
        within(visit, PUBLIC)
        look_at(page, "public-page")
    page.get_by_label("Your email address").fill(world.guest)
    page.get_by_label("Mentee", exact=True).check()
    page.get_by_role("button", name="Email me a link").click()
    expect(page.get_by_text("a link is on its way")).to_be_visible()
    sent(world.organization)
    visit = watch(page) if scripts else None
    page.goto(link_in(mailbox.last(world.guest)))
    if visit:
        within(visit, RESPONDENT)
    page.get_by_label("Your name").fill("Noor Haddad")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Strategy").check()
    if scripts:
        look_at(page, "apply-topics")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Your answer").fill("I lead a team from spring on.")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Mornings").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("By video").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("I lead a team from spring on.")).to_be_visible()
    if scripts:
        look_at(page, "apply-review")
    page.get_by_role("button", name="Send application").click()
    expect(page.get_by_role("heading", name="Your application has arrived")).to_be_visible()
    with tenant_scope(world.organization.id):
        assert Application.objects.get().answers["topics-wanted"] == ["Strategy"]
    sent(world.organization)
    assert mailbox.last(world.guest)["Subject"].startswith("We received your application")


def test_answers_are_saved_while_they_are_typed(open_page, world):
    page: Page = open_page(**DESK)
    with tenant_scope(world.organization.id):
        application = make_application(program=world.program, state="draft", submitted_at=None)
        path = ApplicationLink.path_to(application, world.organization)
    page.goto(f"{world.page.partition('/p/')[0]}{path}?step=why")
    page.get_by_label("Your answer").fill("Half a sen")
    expect(page.locator(".saved")).to_contain_text("Saved")
    with tenant_scope(world.organization.id):
        assert Application.objects.get().answers == {"why": "Half a sen"}


def test_an_administrator_decides_by_keyboard_and_undoes_it(open_page, live_site, world):
    with tenant_scope(world.organization.id):
        for name, hour in (("Bea Brandt", 8), ("Cem Celik", 9)):
            submitted_at = datetime(2026, 10, 1, hour, tzinfo=UTC)
            make_application(program=world.program, name=name, submitted_at=submitted_at)
    page: Page = open_page(**DESK)
    sign_in_by_cookie(page, live_site, world.ada.user)
    visit = watch(page)
    page.goto(world.list)
    within(visit, ADMINISTRATOR)
    look_at(page, "applications")
    tab_to(page, "Select Bea Brandt", limit=60)
    page.keyboard.press("Space")
    press_to(page, "Accept", limit=60)
    expect(page.get_by_role("heading", name="Accept 1 application?")).to_be_visible()
    look_at(page, "application-decide")
    press_to(page, "Accept and send 1 email", limit=60)
    expect(page.get_by_text("1 application accepted.")).to_be_visible()
    press_to(page, "Undo", limit=60)
    expect(page.get_by_text("Decision undone.")).to_be_visible()
    with tenant_scope(world.organization.id):
        assert not Participant.objects.exists()
    page.get_by_role("link", name="Bea Brandt").click()
    expect(page.get_by_role("heading", name="Bea Brandt")).to_be_visible()
    look_at(page, "application")
    page.keyboard.press("j")
    expect(page.get_by_role("heading", name="Cem Celik")).to_be_visible()
    page.wait_for_load_state()  # before it, no script listens
    page.keyboard.press("k")
    expect(page.get_by_role("heading", name="Bea Brandt")).to_be_visible()


def test_a_line_manager_approves_on_a_phone(open_page, live_site, world):
    with tenant_scope(world.organization.id):
        boss = make_person(first_name="Bea", last_name="Boss")
        application = make_application(program=world.program, manager=boss, manager_answer="asked")
    page: Page = open_page(**PHONE)
    page.goto(f"{live_site}{ManagerApprovalLink.path_to(application, world.organization)}")
    look_at(page, "manager-approval")
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("You approved this.")).to_be_visible()


def test_j_and_k_move_between_applications_and_x_selects(open_page, live_site, world):
    with tenant_scope(world.organization.id):
        for name, hour in (("Bea Brandt", 8), ("Cem Celik", 9)):
            make_application(
                program=world.program, name=name, submitted_at=datetime(2026, 10, 1, hour, tzinfo=UTC)
            )
    page: Page = open_page(**DESK)
    sign_in_by_cookie(page, live_site, world.ada.user)
    page.goto(world.list)
    expect(page.get_by_text("Keys: J and K move between rows, X selects, Enter opens.")).to_be_visible()
    for key, name in (
        ("x", ""),
        ("k", "Bea Brandt"),
        ("j", "Cem Celik"),
        ("j", "Cem Celik"),
        ("k", "Bea Brandt"),
    ):
        page.keyboard.press(key)
        if name:
            expect(page.get_by_role("link", name=name)).to_be_focused()
    page.keyboard.press("x")
    expect(page.get_by_label("Select Bea Brandt")).to_be_checked()
    expect(page.get_by_label("Select Cem Celik")).not_to_be_checked()
    page.get_by_label("Name or email").press_sequentially("jx")
    expect(page.get_by_label("Name or email")).to_have_value("jx")


def test_the_pages_of_the_setup_hold(open_page, live_site, world):
    page: Page = open_page(**DESK)
    sign_in_by_cookie(page, live_site, world.ada.user)
    for name in ("intake", "questions", "questions/new", "questions/why"):
        page.goto(f"{world.setup}{name}/")
        look_at(page, f"setup-{name.replace('/', '-')}")
    page.goto(f"{world.setup}rules/")
    page.get_by_label("Days without a goal").fill("30")
    page.get_by_label("Meeting intervals before a match needs attention").fill("2")
    page.get_by_role("button", name="Save settings").click()
    expect(page.get_by_text("Settings saved.")).to_be_visible()
    look_at(page, "setup-rules")
    page.get_by_role("button", name="Reset to default Days without a goal").click()
    expect(page.get_by_label("Days without a goal")).to_have_value("60")
    expect(page.get_by_label("Meeting intervals before a match needs attention")).to_have_value("2.0")
    page.goto(f"{world.list}invite/")
    look_at(page, "application-invite")
