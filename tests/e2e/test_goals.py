"""Goals on a phone: set by touch, by keyboard and without JavaScript, agreed on by email, checked in on from home."""

import re
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from goals.actions import create_goal, propose_goal
from goals.models import CheckIn, Goal
from goals.periodic import run_reminders
from mentoring.mail.delivery import deliver_due
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope
from programs.models import Match
from programs.selectors.parties import parties_in
from tests.e2e.browser import (
    PARTICIPANT,
    RESPONDENT,
    axe,
    large_targets,
    no_sideways_scrolling,
    watch,
    within,
)
from tests.e2e.live import sign_in_by_cookie
from tests.e2e.looking import look_at
from tests.factories.goals import make_goal, make_milestone, make_objective
from tests.factories.people import make_person
from tests.factories.programs import (
    make_acceptance,
    make_briefing_reading,
    make_match,
    make_participant,
    make_program,
    make_session,
)
from tests.factories.tenancy import make_membership, make_organization, make_user

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
MOST_SCREENS = 10
BY = Actor.system("test")
NUMBERS = {"baseline": Decimal("2.5"), "target": Decimal(4), "unit": "of 5", "measure": "rating on the card"}


@pytest.fixture
def acme(live_site) -> Organization:
    # A time zone in which it is noon now: nobody is reminded at night.
    hour = timezone.now().hour
    zone = f"Etc/GMT{hour - 12:+d}" if hour != 12 else "UTC"
    return make_organization(name="Acme", slug=f"acme-{uuid4().hex[:8]}", time_zone=zone)


@pytest.fixture
def pair(acme):
    """Match Priya with Jon, who have accepted the agreement and planned a session: pair("de") in German."""

    def make(language: str = "en") -> Match:
        today, word = acme.local_date(timezone.now()), uuid4().hex[:8]
        with tenant_scope(acme.id):
            program = make_program(
                name="Rising Leaders",
                starts_on=today - timedelta(days=90),
                ends_on=today + timedelta(days=200),
                meeting_interval_days=14,
            )
            sides = {}
            for role, name in (("mentor", "Jon"), ("mentee", "Priya")):
                user = make_user(email=f"{name.lower()}-{word}@example.org", name=name, language=language)
                person = make_person(
                    first_name=name,
                    last_name="Raman",
                    email=user.email,
                    language=language,
                    membership=make_membership(user=user, role="participant"),
                )
                sides[role] = make_participant(program=program, role=role, person=person)
            match = make_match(
                program=program, **sides, started_on=today - timedelta(days=60), overridden_by=None
            )
            for role in sides:
                make_acceptance(match=match, role=role, contact="Teams chat")
                make_briefing_reading(participant=sides[role])
            make_session(match=match, state="planned", happens_on=today + timedelta(days=3))
            # The page reads the next session from the match.
            Match.objects.filter(pk=match.pk).update(next_planned_on=today + timedelta(days=3))
        return match

    return make


def home(page: Page, live_site: str, acme: Organization, person) -> None:
    sign_in_by_cookie(page, live_site, person.membership.user)
    page.goto(f"{live_site}/o/{acme.slug}/")


def link_in(mailbox, purpose: str, address: str) -> str:
    text = mailbox.last(address).get_body(("plain",)).get_content()
    return re.search(rf"http\S+/l/{purpose}/\S+", text)[0]


def deliver(acme: Organization) -> None:
    deliver_due(acme.id, clock=lambda: timezone.now() + timedelta(minutes=3))


def goals_of(acme: Organization) -> list[tuple]:
    with tenant_scope(acme.id):
        return sorted(Goal.objects.values_list("title", "state"))


def count_screens(page: Page) -> list[str]:
    screens: list[str] = []
    page.on("framenavigated", lambda frame: screens.append(frame.url) if frame == page.main_frame else None)
    return screens


def by_touch(page: Page, role: str, name: str) -> None:
    page.get_by_role(role, name=name).first.tap()


def by_keyboard(page: Page, role: str, name: str) -> None:
    """Reach a control with the Tab key alone, then press what it is pressed with."""
    wanted = page.get_by_role(role, name=name).first
    wanted.wait_for()
    for _n in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("it => it === document.activeElement"):
            page.keyboard.press("Space" if role == "radio" else "Enter")
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")


@pytest.mark.parametrize(
    ("way", "press"),
    [("touch", by_touch), ("keyboard", by_keyboard), ("without JavaScript", by_touch)],
)
def test_first_goal_in_at_most_ten_screens(open_page, live_site, acme, pair, mailbox, way, press):
    match = pair()
    page = open_page(**PHONE, java_script_enabled=way != "without JavaScript")
    screens = count_screens(page)
    home(page, live_site, acme, match.mentee.person)
    press(page, "link", "Set goal")
    page.get_by_label("What do you want to do?").fill("present our roadmap to the sales team")
    page.get_by_label("Growth area").fill("Presenting")
    press(page, "button", "Continue")
    page.get_by_label("What do you measure?").fill("rating on the feedback card")
    page.get_by_label("Today").fill("2.5")
    page.get_by_label("Target").fill("4")
    press(page, "button", "Continue")
    page.get_by_label("What or who helps you?").fill("Jon listens to a rehearsal")
    if way != "keyboard":
        page.get_by_text("Yes, with effort").tap()
    press(page, "button", "Continue")
    page.get_by_label("Why now?").fill("The review in February decides on the platform")
    press(page, "button", "Continue")
    due = acme.local_date(timezone.now()) + timedelta(days=100)
    page.get_by_label("By when?").fill(due.isoformat())
    press(page, "button", "Continue")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your goal in one sentence")
    press(page, "button", "Ask Jon Raman to agree")
    expect(page.get_by_text("Waiting for Jon Raman.")).to_be_visible()
    assert len(screens) <= MOST_SCREENS
    assert goals_of(acme) == [("present our roadmap to the sales team", "proposed")]
    deliver(acme)
    mentor = open_page(**PHONE, java_script_enabled=way != "without JavaScript")
    mentor.goto(link_in(mailbox, "goal", match.mentor.person.email))
    press(mentor, "button", "Agree")
    expect(mentor.get_by_role("heading", level=1)).to_have_text("You have agreed to this goal")
    assert goals_of(acme) == [("present our roadmap to the sales team", "agreed")]


@pytest.mark.parametrize("asked", ["mentor", "mentee"])
def test_either_side_agrees_through_the_link_in_an_email(open_page, live_site, acme, pair, mailbox, asked):
    match, now = pair(), timezone.now()
    today = acme.local_date(now)
    with tenant_scope(acme.id):
        mentor, mentee = parties_in(
            Match.objects.select_related("program", "mentor__person", "mentee__person").get()
        )
        asker = mentee if asked == "mentor" else mentor
        answers = {**NUMBERS, "title": "Run the review", "due_on": today + timedelta(days=90)}
        goal = create_goal(asker, values=answers, by=BY, today=today)
        propose_goal(goal, party=asker, by=BY, now=now, today=today)
    deliver(acme)
    page = open_page(**PHONE)
    visit = watch(page)
    page.goto(link_in(mailbox, "goal", getattr(match, asked).person.email))
    within(visit, RESPONDENT)
    assert goals_of(acme) == [("Run the review", "proposed")]
    page.get_by_role("button", name="Agree").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have agreed to this goal")
    assert goals_of(acme) == [("Run the review", "agreed")]
    assert visit.complaints == []
    look_at(page, f"goal-agreed-{asked}")


@pytest.fixture
def quiet(acme, pair):
    """Make a goal of Priya whose last check-in was 30 days ago: quiet("de")."""

    def make(language: str = "en") -> Match:
        match = pair(language)
        today = acme.local_date(timezone.now())
        with tenant_scope(acme.id):
            make_goal(
                match=match,
                title="Present our decisions to the sales team",
                agreed_on=today - timedelta(days=50),
                last_check_in_on=today - timedelta(days=30),
                due_on=today + timedelta(days=100),
                current_value=Decimal("3.1"),
                progress_percent=40,
                **NUMBERS,
            )
            goal, days = Goal.objects.get(match=match), (-20, 10)
            make_milestone(goal=goal, title="Outline", due_on=None, done_on=today + timedelta(days=days[0]))
            make_milestone(goal=goal, title="Rehearsal", due_on=today + timedelta(days=days[1]))
            Match.objects.filter(pk=match.pk).update(goals_agreed=1)
        return match

    return make


def check_ins(acme: Organization) -> list[tuple]:
    with tenant_scope(acme.id):
        return list(CheckIn.objects.values_list("pace", "progress_percent"))


@pytest.mark.parametrize(
    ("way", "press"),
    [("touch", by_touch), ("keyboard", by_keyboard), ("without JavaScript", by_touch)],
)
def test_check_in_in_two_taps_from_home(open_page, live_site, acme, quiet, way, press):
    match = quiet()
    page = open_page(**PHONE, java_script_enabled=way != "without JavaScript")
    visit = watch(page)
    home(page, live_site, acme, match.mentee.person)
    if way == "touch":
        within(visit, PARTICIPANT)
        axe(page)
        no_sideways_scrolling(page)
        large_targets(page)
    press(page, "link", "Check in")
    press(page, "button", "On track")
    expect(page.get_by_text("Check-in saved.")).to_be_visible()
    assert check_ins(acme) == [("on_track", 40)]
    if way == "touch":
        assert visit.complaints == []
        look_at(page, "goal-checked-in")


def test_check_in_from_the_reminder_without_signing_in(open_page, live_site, acme, quiet, mailbox):
    match = quiet()
    assert run_reminders(acme.id, now=timezone.now()) == 1
    deliver(acme)
    page = open_page(**PHONE, java_script_enabled=False)
    page.goto(link_in(mailbox, "check-in", match.mentee.person.email))
    expect(page.get_by_role("heading", level=1)).to_have_text("How is your goal going?")
    page.get_by_label("rating on the card").fill("3.4")
    page.get_by_role("button", name="Stuck").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check-in saved.")
    expect(page.get_by_text("Teams chat")).to_be_visible()
    assert check_ins(acme) == [("stuck", 60)]
    page.goto(link_in(mailbox, "check-in", match.mentee.person.email))
    expect(page.get_by_role("heading", level=1)).not_to_have_text("How is your goal going?")


def test_in_german(open_page, live_site, acme, quiet, mailbox):
    match = quiet("de")
    run_reminders(acme.id, now=timezone.now())
    deliver(acme)
    page = open_page(**PHONE)
    page.goto(link_in(mailbox, "check-in", match.mentee.person.email))
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie steht es um Ihr Ziel?")
    look_at(page, "goal-link-german")
    page.set_viewport_size(PHONE["viewport"])
    home(page, live_site, acme, match.mentee.person)
    page.get_by_role("link", name="Zwischenstand").first.tap()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    look_at(page, "goal-german")
    for address in ("", "new/"):
        page.goto(f"{live_site}/o/{acme.slug}/my/matches/{match.pk}/goals/{address}")
        look_at(page, f"goals-german-{address.strip('/') or 'list'}")


def test_every_page_of_a_new_goal_is_accessible(open_page, live_site, acme, pair):
    match = pair()
    page = open_page(**PHONE)
    home(page, live_site, acme, match.mentee.person)
    base = f"{live_site}/o/{acme.slug}/my/matches/{match.pk}/goals/"
    with tenant_scope(acme.id):
        make_objective(program=match.program, statement="More posts are filled from within")
        goal = make_goal(match=match, title="Run the review", state="draft", agreed_on=None, **NUMBERS)
    for step in ("what", "measure", "reach", "why", "when"):
        page.goto(f"{base}{goal.pk}/questions/{step}/")
        look_at(page, f"goal-{step}")
    page.goto(f"{base}{goal.pk}/")
    look_at(page, "goal-sentence")
    with tenant_scope(acme.id):
        agreed = make_goal(match=match, title="Hold the review alone", state="agreed", **NUMBERS)
    page.goto(f"{base}{agreed.pk}/")
    page.get_by_label("Which objective of the program does it serve?").select_option(
        "More posts are filled from within"
    )
    page.get_by_role("button", name="Save objective").click()
    expect(page.get_by_text("Objective saved.")).to_be_visible()
    look_at(page, "goal-objective")
