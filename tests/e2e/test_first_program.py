"""From an empty organization to the first session: an administrator, a mentor and a mentee, in three ways of use."""

import re
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from mentoring.imports.models import ImportRun
from mentoring.imports.tasks import import_task
from mentoring.mail.models import OutboxMessage
from mentoring.mail.tasks import deliver
from mentoring.people.models import Person
from mentoring.tenancy.scope import tenant_scope
from programs.models import Match, Participant, Session
from tests.e2e.live import sign_in_by_cookie
from tests.factories.tenancy import make_membership, make_organization, make_user

WAYS = {
    "keyboard": {},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "without-script": {"java_script_enabled": False},
}
# Ten minutes at five seconds for each press or field, which is slow.
MOST_ACTIONS = 120


class User:
    """A browser and the presses and fields that its user has needed so far."""

    def __init__(self, page: Page, way: str) -> None:
        self.page, self.way, self.actions = page, way, 0

    def press(self, role: str, name: str | re.Pattern, *, within: Locator | None = None) -> None:
        self.actions += 1
        found = (within or self.page).get_by_role(role, name=name).first
        if self.way == "keyboard":
            found.press("Enter")
        elif self.way == "phone":
            found.tap()
        else:
            found.click()

    def fill(self, label: str, value: str) -> None:
        self.actions += 1
        self.page.get_by_label(label, exact=True).fill(value)

    def sees(self, text: str | re.Pattern) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(text)


@pytest.fixture
def world(live_site):
    word = uuid4().hex[:8]
    organization = make_organization(name="Acme", slug=f"acme-{word}")
    with tenant_scope(organization.id):
        ada = make_membership(
            user=make_user(email=f"ada-{word}@example.org", name="Ada"), role="administrator"
        )
    names = {"gil": "Gil Roth", "hana": "Hana Brandt", "mia": "Mia Kern", "kim": "Kim Mazur"}
    emails = {key: f"{key}-{word}@example.org" for key in names}
    return SimpleNamespace(organization=organization, ada=ada, names=names, emails=emails)


def send_what_waits(organization) -> None:
    with tenant_scope(organization.id):
        now = timezone.now()
        OutboxMessage.objects.filter(state="waiting").update(due_at=now, claim_at=now)
    deliver(organization.id)


def link_in(message) -> str:
    return re.search(r"http\S+/l/invite/\S+", message.get_body(("plain",)).get_content())[0]


def import_rows(user: User, organization, rows: str) -> None:
    page = user.page
    user.fill("Or paste from a spreadsheet", rows)
    user.press("button", "Continue")
    user.press("button", re.compile("^Import"), within=page.get_by_role("main"))
    user.sees("Importing rows…")
    with tenant_scope(organization.id):
        run = ImportRun.objects.light().get(state="importing")
    import_task(str(organization.id), str(run.pk))
    page.reload()
    user.sees(re.compile("^Imported"))


@pytest.mark.parametrize("way", WAYS)
def test_from_nothing_to_the_first_session(open_page, live_site, mailbox, world, way):
    organization, names, emails = world.organization, world.names, world.emails
    ada = User(open_page(**WAYS[way]), way)
    sign_in_by_cookie(ada.page, live_site, world.ada.user)
    ada.page.goto(f"{live_site}/o/{organization.slug}/")
    ada.press("link", "Import your directory")
    rows = ["Employee ID,First name,Last name,Email,Department"]
    rows += [
        ",".join([str(n), *name.split(), emails[key], "Sales"])
        for n, (key, name) in enumerate(names.items(), 1)
    ]
    import_rows(ada, organization, "\n".join(rows))
    with tenant_scope(organization.id):
        assert Person.objects.count() == 4

    ada.press("link", "Home")
    ada.press("link", "Create the first program")
    ada.press("link", re.compile("Leadership"))
    ada.fill("Name", "Rising Leaders")
    ada.press("button", "Create program")
    ada.press("link", "Add mentors and mentees")
    ada.press("link", "Add participants")
    topics = ("Leading a team", "Negotiating", "Leading a team", "Negotiating")
    roles = ("mentor", "mentor", "mentee", "mentee")
    rows = ["Employee ID,Role,Topics"]
    rows += [f"{n},{role},{topic}" for n, (role, topic) in enumerate(zip(roles, topics, strict=True), 1)]
    import_rows(ada, organization, "\n".join(rows))
    with tenant_scope(organization.id):
        assert Participant.objects.count() == 4
    ada.press("link", "Programs")
    ada.press("link", "Rising Leaders")
    ada.press("button", "Launch program")
    ada.press("link", "Choose mentors")
    for mentor, mentee in ((names["gil"], names["mia"]), (names["hana"], names["kim"])):
        ada.press("button", f"Choose {mentor} for {mentee}")
        expect(ada.page.get_by_text(f"Draft added: {mentor} & {mentee}.")).to_be_visible()
    ada.press("link", "Drafts (2)")
    ada.press("button", "Approve chosen matches")
    ada.press("link", "Introductions (2)")
    ada.press("button", "Send introductions")
    expect(ada.page.get_by_text("4 introductions go out in two minutes.")).to_be_visible()
    assert ada.actions <= MOST_ACTIONS, ada.actions
    send_what_waits(organization)

    mia = User(open_page(**WAYS[way]), way)
    mia.page.goto(link_in(mailbox.last(emails["mia"])))
    mia.press("button", "Join Acme")
    mia.sees("Your mentoring with Gil Roth")
    gil = User(open_page(**WAYS[way]), way)
    gil.page.goto(link_in(mailbox.last(emails["gil"])))
    gil.press("button", "Join Acme")
    gil.sees("Your mentoring with Mia Kern")
    for user in (mia, gil):
        user.press("link", "Read and accept")
        user.fill("How can your partner reach you best?", "By email")
        user.press("button", "Accept agreement")
        expect(user.page.get_by_text("Agreement accepted.")).to_be_visible()
        user.press("link", "Home")
        user.press("link", "Read the briefing")
        user.press("button", "Mark as read")
        expect(user.page.get_by_text("Marked as read.")).to_be_visible()
    today = organization.local_date(timezone.now())
    gil.press("link", "Home")
    gil.press("link", "Plan session")
    gil.fill("Date", (today + timedelta(days=7)).isoformat())
    gil.fill("Starts at", "10:00")
    gil.press("button", "Plan session")
    expect(gil.page.get_by_text("Session planned.", exact=False)).to_be_visible()
    mia.press("link", "Home")
    expect(mia.page.get_by_text("at 10:00")).to_be_visible()
    gil.press("link", "Home")
    gil.press("link", "Mia Kern")
    gil.press("link", "Record session")
    gil.fill("Date", today.isoformat())
    gil.press("button", "Save session")
    expect(gil.page.get_by_text("Session saved.")).to_be_visible()
    with tenant_scope(organization.id):
        match = Match.objects.get(mentee__person__email=emails["mia"])
        assert set(Session.objects.filter(match=match).values_list("state", flat=True)) == {"planned", "held"}
