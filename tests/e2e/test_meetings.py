"""From the email "Did you meet?" to the saved session on a phone: by touch, by keyboard, and without JavaScript."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from mentoring.mail.delivery import deliver_due
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope
from programs.actions import ask_whether_met
from programs.models import Program, Session
from programs.rollups.match_counts import refresh_matches
from tests.e2e.browser import RESPONDENT, axe, large_targets, no_sideways_scrolling, watch, within
from tests.e2e.looking import look_at
from tests.e2e.test_accounts import sign_in
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant, make_program, make_session
from tests.factories.tenancy import make_membership, make_organization, make_user

NAMES = ("Priya", "Sam", "Lena", "Olu", "Ines", "Tomás")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def acme(live_site) -> Organization:
    # A time zone in which it is noon now: nobody is asked at night.
    hour = timezone.now().hour
    zone = f"Etc/GMT{hour - 12:+d}" if hour != 12 else "UTC"
    return make_organization(name="Acme", slug=f"acme-{uuid4().hex[:8]}", time_zone=zone)


@pytest.fixture
def asked(acme, mailbox):
    """Ask Jon about his mentees, and return the link in his email: asked(6)."""

    def ask(count: int, **fields) -> str:
        now, address = timezone.now(), f"{uuid4().hex[:10]}@example.org"
        today = acme.local_date(now)
        with tenant_scope(acme.id):
            program = make_program(name="Rising Leaders", starts_on=today - timedelta(days=90), ends_on=None)
            jon = make_person(first_name="Jon", last_name="Lindqvist", email=address, **fields)
            mentor = make_participant(program=program, role="mentor", person=jon)
            for name in NAMES[:count]:
                mentee = make_participant(
                    program=program, person=make_person(first_name=name, last_name="Raman", email="")
                )
                match = make_match(
                    program=program,
                    mentor=mentor,
                    mentee=mentee,
                    started_on=today - timedelta(days=60),
                    overridden_by=None,
                )
                make_session(match=match, state="planned", happens_on=today - timedelta(days=1), minutes=45)
            refresh_matches(program.pk, on=today)
            ask_whether_met([jon.pk], organization=acme, by=Actor.system("test"), now=now)
        deliver_due(acme.id, clock=lambda: timezone.now() + timedelta(minutes=3))
        text = mailbox.last(address).get_body(("plain",)).get_content()
        return re.search(r"http\S+/l/met/\S+", text)[0]

    return ask


def sessions(acme) -> list[tuple[str, int]]:
    with tenant_scope(acme.id):
        return sorted(Session.objects.values_list("state", "minutes"))


def test_two_taps_after_the_email(open_page, asked, acme):
    link = asked(1)
    page = open_page(**PHONE)
    visit = watch(page)
    page.goto(link)  # the first tap, in the email
    expect(page.get_by_role("heading", level=1)).to_contain_text("Did you meet Priya on")
    expect(page.get_by_role("radio", name="Yes, we met")).to_be_checked()
    within(visit, RESPONDENT)
    axe(page)
    no_sideways_scrolling(page)
    large_targets(page)
    page.get_by_role("button", name="Save answer").tap()
    expect(page.get_by_role("heading", name="Session saved")).to_be_visible()
    assert sessions(acme) == [("held", 45)]
    look_at(page, "met-saved")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Did you meet Priya on")
    assert sessions(acme) == [("planned", 45)]


def test_by_keyboard(open_page, asked, acme):
    page = open_page(**PHONE)
    page.goto(asked(1).partition("?")[0])
    page.get_by_role("radio", name="Yes, we met").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="We moved it")).to_be_checked()
    expect(page.get_by_text("What is the new time?")).to_be_visible()
    expect(page.get_by_text("How useful was the session?")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Answer saved")).to_be_visible()
    assert sessions(acme) == [("missed", 45)]


def test_without_javascript(open_page, asked, acme):
    page = open_page(**PHONE, java_script_enabled=False)
    page.goto(asked(1))
    page.get_by_role("radio", name="30 min").tap()
    page.get_by_role("radio", name="4 of 5").tap()
    page.get_by_role("button", name="Save answer").tap()
    expect(page.get_by_role("heading", name="Session saved")).to_be_visible()
    expect(page.get_by_text("4 of 5")).to_be_visible()
    assert sessions(acme) == [("held", 30)]


def test_six_mentees_on_one_page(open_page, asked, acme):
    page = open_page(**PHONE)
    visit = watch(page)
    page.goto(asked(6))
    expect(page.get_by_role("heading", level=1)).to_contain_text("One page for your 6 matches")
    assert visit.bytes <= RESPONDENT.bytes
    look_at(page, "met-six")
    page.set_viewport_size(PHONE["viewport"])
    for name in NAMES:
        card = page.get_by_role("region", name=f"{name} Raman")
        card.get_by_role("radio", name="Not yet" if name == "Sam" else "Yes, we met").tap()
    page.get_by_role("button", name="Save answers").tap()
    expect(page.get_by_role("heading", name="Priya Raman: Session saved")).to_be_visible()
    assert [state for state, _minutes in sessions(acme)] == ["held"] * 5 + ["missed"]


def test_in_german(open_page, asked, acme):
    page: Page = open_page(**PHONE)
    page.goto(asked(1, language="de"))
    expect(page.get_by_role("radio", name="Ja, wir haben uns getroffen")).to_be_checked()
    look_at(page, "met-german")
    page.set_viewport_size(PHONE["viewport"])
    page.get_by_role("button", name="Antwort speichern").tap()
    expect(page.get_by_role("heading", name="Treffen gespeichert")).to_be_visible()


def test_the_send_calendar(open_page, asked, acme, live_site, mailbox):
    address = f"{uuid4().hex[:10]}@example.org"
    asked(3)
    with tenant_scope(acme.id):
        make_membership(user=make_user(email=address, name="Ada Lovelace"), role="administrator")
        program = Program.objects.get()
    page: Page = open_page()
    sign_in(page, live_site, mailbox, address)
    page.goto(f"{live_site}/o/{acme.slug}/programs/{program.pk}/sends/")
    expect(page.get_by_role("heading", name="Send calendar")).to_be_visible()
    look_at(page, "sends")
    kind = page.get_by_role("listitem").filter(has_text="Did you meet?")
    kind.get_by_role("button", name="Pause emails").click()
    expect(page.get_by_text("Emails paused.")).to_be_visible()
    kind.get_by_role("button", name="Resume emails").click()
    expect(kind.get_by_role("button", name="Pause emails")).to_be_visible()
