"""From suggestions to introductions, with the keyboard only, on a phone, and without JavaScript."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope
from programs.models import Match, Program
from tests.e2e.looking import look_at
from tests.e2e.test_accounts import sign_in
from tests.factories.people import make_attributes, make_person
from tests.factories.programs import make_match, make_participant, make_program
from tests.factories.tenancy import make_membership, make_organization, make_user

MENTEES = (("Mia", "Kern"), ("Kirra", "Nguyen"), ("Łucja", "Mazur"))
MENTORS = (("Gil", "Roth"), ("Helene", "Brandt"), ("Camila", "Rojas"), ("Dag", "Sørlie"))


@pytest.fixture
def address() -> str:
    return f"{uuid4().hex[:10]}@example.org"


@pytest.fixture
def acme(live_site, address) -> Organization:
    organization = make_organization(name="Acme", slug=f"acme-{uuid4().hex[:8]}")
    with tenant_scope(organization.id):
        make_membership(user=make_user(email=address, name="Ada Lovelace"), role="administrator")
    return organization


@pytest.fixture
def program(acme) -> Program:
    """Three mentees, four mentors with places, and a draft whose mentor has no place left."""
    with tenant_scope(acme.id):
        program = make_program(name="Rising Leaders")
        mentees = [
            make_participant(
                program=program,
                person=make_person(first_name=first, last_name=last, language="de" if first == "Mia" else ""),
                topics=["Leading a team", "Negotiating"],
            )
            for first, last in MENTEES
        ]
        mentors = [
            make_participant(
                program=program,
                role="mentor",
                person=make_person(
                    first_name=first, last_name=last, time_zone="America/Santiago" if n == 2 else ""
                ),
                topics=["Negotiating", "Leading a team"][: 2 - n % 2],
                capacity=2,
            )
            for n, (first, last) in enumerate(MENTORS)
        ]
        make_attributes(person=mentees[1].person, manager=mentors[0].person)
        full = make_participant(program=program, role="mentor", capacity=1)
        make_match(program=program, mentor=full, overridden_by=None)
        make_match(program=program, mentor=full, state="proposed", overridden_by=None)
    return program


def choose_and_approve(page: Page, *, pictures: bool = False) -> None:
    """Choose a mentor for Mia Kern and Kirra Nguyen with the keyboard, and approve both drafts."""
    for mentor, mentee in (("Gil Roth", "Mia Kern"), ("Camila Rojas", "Kirra Nguyen")):
        page.get_by_role("button", name=f"Choose {mentor} for {mentee}").press("Enter")
        expect(page.get_by_text(f"Draft added: {mentor} & {mentee}.")).to_be_visible()
    page.get_by_role("link", name="Drafts (3)").press("Enter")
    expect(page.get_by_text("No longer possible: No free place.")).to_be_visible()
    if pictures:
        look_at(page, "matching-drafts")
    page.get_by_role("button", name="Approve chosen matches").press("Enter")
    expect(page.get_by_text("2 matches approved. No emails have been sent yet.")).to_be_visible()


def test_from_suggestions_to_introductions_with_the_keyboard(
    page: Page, live_site, mailbox, address, acme, program
):
    sign_in(page, live_site, mailbox, address)
    page.goto(f"{live_site}/o/{acme.slug}/programs/{program.pk}/matches/")
    page.get_by_role("link", name="Matching").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("3 mentees without a mentor")
    # Gil Roth is the manager of Kirra Nguyen.
    expect(page.get_by_role("button", name="Choose Gil Roth for Mia Kern")).to_be_visible()
    expect(page.get_by_role("button", name="Choose Gil Roth for Kirra Nguyen")).to_have_count(0)
    look_at(page, "matching")
    choose_and_approve(page, pictures=True)
    page.get_by_role("link", name="Introductions (2)").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("4 introduction emails are ready")
    page.get_by_text("Mia Kern", exact=False).first.press("Enter")
    look_at(page, "introductions")
    page.get_by_role("link", name="Change the text").press("Enter")
    look_at(page, "program-emails")
    page.get_by_role("link", name="Change Introduction of the mentor: Deutsch").press("Enter")
    look_at(page, "email-text")
    page.go_back()
    page.go_back()
    page.get_by_role("button", name="Send introductions").press("Enter")
    expect(page.get_by_text("4 introductions go out in two minutes.")).to_be_visible()
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_text("Introductions canceled.", exact=False)).to_be_visible()
    with tenant_scope(acme.id):
        assert not Match.objects.filter(state="active", introduction__isnull=False).exists()


@pytest.mark.parametrize(
    "how",
    [{"java_script_enabled": False}, {"viewport": {"width": 390, "height": 844}, "has_touch": True}],
    ids=["without-script", "phone"],
)
def test_introductions_are_sent(how, open_page, live_site, mailbox, address, acme, program):
    page = open_page(**how)
    sign_in(page, live_site, mailbox, address)
    page.goto(f"{live_site}/o/{acme.slug}/programs/{program.pk}/matching/")
    choose_and_approve(page)
    page.goto(f"{live_site}/o/{acme.slug}/programs/{program.pk}/introductions/")
    page.get_by_role("button", name="Send introductions").click()
    expect(page.get_by_text("4 introductions go out in two minutes.")).to_be_visible()
    with tenant_scope(acme.id):
        assert Match.objects.filter(state="active", introduction__isnull=False).count() == 2
