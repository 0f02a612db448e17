"""The mail of an organization, unsubscribing from a link, the local inbox and the API's page, by keyboard only."""

from uuid import uuid4

import pytest
from django.test import override_settings
from playwright.sync_api import Page, expect

from mentoring.mail.actions import queue_message
from mentoring.mail.enums import Category
from mentoring.mail.extensions import MESSAGE_KINDS, MessageKind
from mentoring.mail.models import OutboxMessage
from mentoring.mail.recipients import Recipient
from mentoring.mail.tasks import check_delivery, deliver
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope
from tests.e2e.browser import press_to, tab_to
from tests.e2e.looking import look_at
from tests.e2e.test_members import create_organization, fill, heading, sign_in
from tests.factories.mail import make_message, make_suppression
from tests.factories.tenancy import make_organization
from tests.mail.dns_server import dns_server


@pytest.fixture
def word() -> str:
    return uuid4().hex[:8]


@pytest.fixture
def reminder():
    """A kind of message that can be switched off."""
    kind = MessageKind(
        name="test.reminder",
        label="Reminder",
        category=Category.REMINDERS,
        template="mail/test",
        subject="Your next session",
        context=lambda message: {},
    )
    yield MESSAGE_KINDS.register(kind.name, kind)
    MESSAGE_KINDS._items.pop(kind.name)


def make_messages() -> None:
    """Make a message in every state that a person has to understand."""
    make_message(recipient_name="Bundesausbildungsförderungsgesetz-Beauftragte", state="sent")
    make_message(
        recipient_name="Åsa Öberg",
        recipient_email="a-very-long-address-that-somebody-really-has@subdomain.of.a.company.example.org",
        state="failed",
        reason="refused",
        last_error="550 5.1.1 The e-mail account that you tried to reach does not exist. Please try again",
    )
    make_message(recipient_name="", state="suppressed", reason="unsubscribed", category="reminders")
    make_message(recipient_name="Li", reason="weekly_cap")


def check_records(page: Page, organization: Organization) -> None:
    """Check the records of the sender's domain, with a DNS server on loopback, until the page shows the result."""
    records = {"example.org": ["v=spf1 +all"], "_dmarc.example.org": ["v=DMARC1; p=reject"]}
    with (
        dns_server(records) as server,
        override_settings(DNS_SERVERS=[server.address], MAIL_FROM="mentoring@example.org"),
    ):
        fill(page, "DKIM selector", "s1")
        press_to(page, "Check records")
        expect(page.get_by_text("Checking…")).to_be_visible()
        check_delivery(organization.id)
        # The page asks again by itself.
        expect(page.get_by_text("Needs a change")).to_be_visible()
    expect(page.get_by_label("Record to add (DKIM)")).to_have_value(
        's1._domainkey.example.org. TXT "v=DKIM1; k=rsa; p=<public key of the mail server>"'
    )
    look_at(page, "mail-delivery")


def test_mail_of_an_organization(page: Page, live_site, mailbox, word):
    ada = f"ada-{word}@example.org"
    sign_in(page, live_site, mailbox, ada)
    slug = create_organization(page, live_site, f"Acme {word}")
    organization = Organization.objects.get(slug=slug)
    page.goto(f"{live_site}/o/{slug}/emails/")
    expect(page.get_by_text("No emails yet")).to_be_visible()
    look_at(page, "mail-list-empty")
    press_to(page, "Test email delivery")
    expect(page.get_by_text("Not checked yet")).to_be_visible()
    look_at(page, "mail-delivery-unchecked")
    press_to(page, "Send test email to me")
    expect(page.get_by_text(f"Test email sent to {ada}.")).to_be_visible()
    deliver(organization.id)
    assert mailbox.last(ada)["Subject"] == f"Test email from Acme {word}"
    check_records(page, organization)

    with tenant_scope(organization.id):
        make_messages()
        doubtful = make_message(
            recipient_name="Grace Hopper",
            recipient_email=f"grace-{word}@example.org",
            state="in_doubt",
            reason="interrupted",
        )
    page.goto(f"{live_site}/o/{slug}/emails/")
    expect(page.get_by_text("1 email may not have arrived")).to_be_visible()
    look_at(page, "mail-list")
    press_to(page, "Show")
    press_to(page, "Grace Hopper")
    expect(page.get_by_text("It may or may not have arrived.")).to_be_visible()
    look_at(page, "mail-message-in-doubt")
    press_to(page, "Resend")
    expect(page.get_by_text("Email queued again.")).to_be_visible()
    press_to(page, "Cancel email")
    expect(page.get_by_text("Email canceled.")).to_be_visible()
    look_at(page, "mail-message-taken-back")
    with tenant_scope(organization.id):
        assert OutboxMessage.objects.get(pk=doubtful.pk).state == "cancelled"

    page.goto(f"{live_site}/o/{slug}/emails/")
    fill(page, "Address", "nobody@example.org")
    expect(page.get_by_text("No matching emails")).to_be_visible()
    look_at(page, "mail-list-nothing-fits")


def test_address_that_came_back_is_written_to_again(page: Page, live_site, mailbox, word):
    sign_in(page, live_site, mailbox, f"ada-{word}@example.org")
    slug = create_organization(page, live_site, f"Acme {word}")
    address = f"gone-{word}@example.org"
    with tenant_scope(Organization.objects.get(slug=slug).id):
        make_suppression(email_norm=address)
        message = make_message(recipient_email=address, state="suppressed", reason="bounced")
    page.goto(f"{live_site}/o/{slug}/emails/{message.pk}/")
    look_at(page, "mail-message-suppressed")
    press_to(page, "Unblock address")
    expect(page.get_by_text("Address unblocked.")).to_be_visible()


def test_unsubscribing_from_a_mail(page: Page, live_site, mailbox, word, reminder):
    mia, organization = f"mia-{word}@example.org", make_organization(name="Acme")

    def remind(number: int) -> str:
        with tenant_scope(organization.id):
            message = queue_message(
                reminder.name,
                recipient=Recipient(mia, "Mia"),
                about=None,
                dedup_key=f"{word}:{number}",
                by=Actor.system("test"),
            )
        deliver(organization.id)
        return message.state

    assert remind(1) == "waiting"
    page.goto(mailbox.last(mia)["List-Unsubscribe"].strip("<>"))
    heading(page).to_have_text("Unsubscribe from these emails?")
    look_at(page, "unsubscribe")
    press_to(page, "Unsubscribe")
    heading(page).to_have_text("Preferences saved")
    expect(page.get_by_text("You will no longer receive these emails: Reminders.")).to_be_visible()
    look_at(page, "unsubscribe-done")
    assert remind(2) == "suppressed"
    press_to(page, "Undo")
    expect(page.get_by_text("Your choices apply from now on.")).to_be_visible()
    look_at(page, "unsubscribe-undone")
    assert remind(3) == "waiting"
    page.get_by_label("Surveys").focus()
    page.keyboard.press("Space")
    press_to(page, "Save")
    expect(page.get_by_text("Your choices apply from now on.")).to_be_visible()
    expect(page.get_by_label("Surveys")).not_to_be_checked()
    expect(page.get_by_label("Reminders")).to_be_checked()


def test_local_inbox(page: Page, live_site, tmp_path, word, reminder):
    organization = make_organization(name="Acme")
    with override_settings(
        LOCAL=True,
        MAIL_LOCAL_INBOX=tmp_path / "inbox",
        EMAIL_BACKEND="mentoring.mail.local_inbox.LocalInboxBackend",
    ):
        page.goto(live_site + "/mail/")
        expect(page.get_by_text("No emails yet")).to_be_visible()
        look_at(page, "inbox-empty")
        with tenant_scope(organization.id):
            queue_message(
                reminder.name,
                recipient=Recipient(f"mia-{word}@example.org", "Mia"),
                about=None,
                dedup_key=word,
                by=Actor.system("test"),
            )
        deliver(organization.id)
        page.goto(live_site + "/mail/")
        look_at(page, "inbox")
        press_to(page, "Your next session")
        heading(page).to_have_text("Your next session")
        expect(page.frame_locator("iframe").get_by_text("This is the test you requested.")).to_be_visible()
        look_at(page, "inbox-mail")


def test_reference_of_the_api(page: Page, live_site):
    page.goto(live_site + "/api/v1/")
    heading(page).to_have_text("API reference")
    look_at(page, "api-reference")
    tab_to(page, "Get the organization", limit=150)
    page.keyboard.press("Enter")
    expect(page).to_have_url(live_site + "/api/v1/#get_organization")
    expect(page.get_by_role("heading", name="Get the organization")).to_be_in_viewport()
