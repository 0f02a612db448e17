"""From the email of an invitation to the next step of one's match, on a phone."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from mentoring.mail.models import OutboxMessage
from mentoring.mail.tasks import deliver
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Membership
from mentoring.tenancy.scope import tenant_scope
from programs.actions.invitations import invite_participants
from tests.e2e.browser import PARTICIPANT, PUBLIC, watch, within
from tests.e2e.live import sign_in_by_cookie
from tests.e2e.looking import look_at
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant, make_program
from tests.factories.tenancy import make_membership, make_organization, make_user

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def word() -> str:
    return uuid4().hex[:8]


@pytest.fixture
def program(committed_db, word):
    """Mia and Max are a match without accounts; Gus has left."""
    organization = make_organization(name=f"Acme {word}", slug=f"acme-{word}", time_zone="Europe/Berlin")
    with tenant_scope(organization.id):
        program = make_program(name=f"Rising Leaders {word}", starts_on=date(2026, 8, 1), ends_on=None)
        people = {
            name: make_person(first_name=name, last_name="Nowak", email=f"{name.lower()}-{word}@example.org")
            for name in ("Mia", "Max")
        }
        mentor = make_participant(program=program, person=people["Max"], role="mentor")
        make_match(
            program=program, mentor=mentor, mentee=make_participant(program=program, person=people["Mia"])
        )
        gone = make_person(first_name="Gus", last_name="Nowak", left_on=date(2026, 1, 1))
        make_participant(program=program, person=gone)
    program.organization = organization
    return program


def sent_invitations(organization) -> None:
    """Send what waits for its two minutes."""
    with tenant_scope(organization.id):
        now = timezone.now()
        OutboxMessage.objects.filter(state="waiting").update(due_at=now, claim_at=now)
    deliver(organization.id)


def link_in(message) -> str:
    body = message.get_body(("plain",)).get_content()
    (link,) = [part for part in body.split() if "/l/invite/" in part]
    return link


def invited(program, **more) -> None:
    with tenant_scope(program.organization.id):
        by = Actor.member(make_membership(role="administrator", user=make_user(name="Ada")))
        invite_participants(program, by=by, at=timezone.now(), today=date(2026, 11, 2), **more)
    sent_invitations(program.organization)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_the_email_to_home_in_three_taps(browser: Browser, script, program, live_site, mailbox, word):
    invited(program)
    mail = mailbox.last(f"mia-{word}@example.org")
    assert mail["Subject"] == f"Your invitation to Rising Leaders {word}"
    context = browser.new_context(**PHONE, java_script_enabled=script)
    page = context.new_page()
    visit = watch(page) if script else None
    taps = 1
    page.goto(link_in(mail))
    if visit:
        within(visit, PUBLIC)
        look_at(page, "invitation-participant")
    page.get_by_role("button", name=f"Join Acme {word}").tap()
    taps += 1
    page.wait_for_url(f"**/o/acme-{word}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your mentoring with Max Nowak")
    assert taps <= 3
    # The first step of the match is a button on this page.
    expect(page.locator(".match-next").first).to_be_visible()
    context.close()
    if script:
        home = browser.new_context(**PHONE)
        again = home.new_page()
        with tenant_scope(program.organization.id):
            user = Membership.objects.select_related("user").get(user__email=f"mia-{word}@example.org").user
        sign_in_by_cookie(again, live_site, user)
        seen = watch(again)
        again.goto(f"{live_site}/o/acme-{word}/")
        within(seen, PARTICIPANT)
        home.close()


def test_administrator_invites_with_preview_and_undo(page: Page, program, live_site, mailbox, word):
    with tenant_scope(program.organization.id):
        ada = make_membership(role="administrator", user=make_user(name="Ada"))
    sign_in_by_cookie(page, live_site, ada.user)
    page.goto(f"{live_site}/o/acme-{word}/programs/{program.pk}/participants/")
    look_at(page, "participants")
    page.get_by_role("link", name="Invite 2 participants").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Invite 2 participants?")
    look_at(page, "participants-invite")
    page.get_by_role("button", name="Send 2 emails").click()
    expect(page.get_by_text("2 invitations go out in two minutes.")).to_be_visible()
    look_at(page, "participants-invited")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("2 emails were not sent.")).to_be_visible()
    expect(page.get_by_role("link", name="Invite 2 participants")).to_be_visible()
    page.get_by_role("link", name="Add participant").click()
    look_at(page, "participant-new")
    page.goto(f"{live_site}/o/acme-{word}/programs/{program.pk}/matches/new/")
    look_at(page, "match-new")
    assert not mailbox.messages
