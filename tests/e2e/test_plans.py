"""An action plan on a phone and on a desk: by touch, by keyboard, and without JavaScript."""

import re
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from goals.actions import save_action_plan
from goals.models import ActionPlan, PlanAction
from goals.periodic import run_reminders
from goals.plan_starting_points import plan_starts
from mentoring.mail.delivery import deliver_due
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.rollups.match_counts import refresh_matches
from programs.selectors.parties import parties_in
from tests.e2e.browser import PARTICIPANT, watch, within
from tests.e2e.live import sign_in_by_cookie
from tests.e2e.looking import look_at
from tests.factories.goals import make_goal
from tests.factories.people import make_person
from tests.factories.programs import make_acceptance, make_match, make_participant, make_program, make_session
from tests.factories.tenancy import make_membership, make_organization, make_user

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 800}}


@pytest.fixture
def world(live_site):
    """Jon mentors Priya; they have met and agreed on the ground rules and a goal. There is no plan."""
    word = uuid4().hex[:8]
    # A time zone in which it is noon now: nobody gets reminders at night.
    hour = timezone.now().hour
    zone = f"Etc/GMT{hour - 12:+d}" if hour != 12 else "UTC"
    organization = make_organization(name="Acme", slug=f"acme-{word}", time_zone=zone)
    today = organization.local_date(timezone.now())
    with tenant_scope(organization.id):
        program = make_program(starts_on=today - timedelta(days=90), ends_on=None)

        def participant(name: str, role: str):
            user = make_user(email=f"{name.lower()}-{word}@example.org", name=name)
            person = make_person(
                first_name=name,
                last_name="Lindqvist",
                email=user.email,
                membership=make_membership(user=user),
            )
            return make_participant(program=program, role=role, person=person)

        match = make_match(
            program=program,
            mentor=participant("Jon", "mentor"),
            mentee=participant("Priya", "mentee"),
            started_on=today - timedelta(days=60),
            overridden_by=None,
        )
        for role in ("mentor", "mentee"):
            make_acceptance(match=match, role=role)
        make_session(match=match, happens_on=today - timedelta(days=3))
        make_session(match=match, state="planned", happens_on=today + timedelta(days=11))
        make_goal(match=match, state="agreed", title="present our decisions", last_check_in_on=today)
        refresh_matches(program.pk, on=today)
        program.organization = organization
    return SimpleNamespace(
        organization=organization,
        match=match,
        today=today,
        jon=match.mentor.person.membership,
        priya=match.mentee.person.membership,
        home=f"{live_site}/o/{organization.slug}/",
        plan=f"{live_site}/o/{organization.slug}/my/matches/{match.pk}/plan/",
    )


@pytest.fixture
def with_plan(world):
    """Give the match a plan that was saved so many days ago."""

    def save(days: int) -> None:
        with tenant_scope(world.organization.id):
            on = world.today - timedelta(days=days)
            save_action_plan(
                parties_in(world.match)[0],
                entries=plan_starts()["presenting"].entries(on),
                base=0,
                by=Actor.system("test"),
                now=timezone.now() - timedelta(days=days),
                today=on,
            )

    return save


def revisions(world) -> tuple[int, int]:
    with tenant_scope(world.organization.id):
        plan = ActionPlan.objects.get(match=world.match)
        return plan.revision, PlanAction.objects.filter(plan=plan).count()


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_plan_in_three_taps_from_a_starting_point(open_page, live_site, world, screen, scripts):
    page: Page = open_page(**screen, java_script_enabled=scripts)
    sign_in_by_cookie(page, live_site, world.jon.user)
    page.goto(world.home)
    page.get_by_role("link", name="Begin plan").click()
    if scripts:
        look_at(page, "plan-begin")
    page.get_by_role("link", name="The first 90 days").click()
    if scripts:
        look_at(page, "plan-new")
    page.get_by_role("button", name="Save plan").click()
    expect(page.get_by_text("Plan saved.")).to_be_visible()
    expect(page.get_by_text("Agree on the first goal")).to_be_visible()
    assert revisions(world) == (1, 4)
    if scripts:
        look_at(page, "plan")


def test_nothing_changed_in_one_tap_from_home(open_page, live_site, world, with_plan):
    with_plan(50)
    page: Page = open_page(**PHONE)
    sign_in_by_cookie(page, live_site, world.jon.user)
    page.goto(world.home)
    look_at(page, "plan-home")
    page.get_by_role("button", name="Nothing changed").click()
    expect(page.get_by_text("Plan confirmed.")).to_be_visible()
    assert revisions(world) == (2, 4)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Confirmation removed.")).to_be_visible()
    assert revisions(world) == (1, 4)


def test_mentee_ticks_by_keyboard(open_page, live_site, world, with_plan):
    with_plan(1)
    page: Page = open_page(**DESK)
    visit = watch(page)
    sign_in_by_cookie(page, live_site, world.priya.user)
    page.goto(world.plan)
    within(visit, PARTICIPANT)
    look_at(page, "plan-mentee")
    expect(page.get_by_role("button", name="Nothing changed")).to_have_count(0)
    tick = page.get_by_role("button", name="Mark “Give the talk” as done")
    tick.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Action done.")).to_be_visible()
    with tenant_scope(world.organization.id):
        assert PlanAction.objects.get(title="Give the talk").done_on == world.today


def test_two_windows_show_both_versions(open_page, live_site, world, with_plan):
    with_plan(1)
    first: Page = open_page(**DESK)
    sign_in_by_cookie(first, live_site, world.jon.user)
    second = first.context.new_page()
    for page in (first, second):
        page.goto(f"{world.plan}edit/")
    first.get_by_label("What").first.fill("Choose a topic for the town hall")
    first.get_by_role("button", name="Save plan").click()
    second.get_by_label("Another action").first.fill("Book the large room")
    second.get_by_role("button", name="Save plan").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("The plan was saved in another window")
    look_at(second, "plan-conflict")
    second.get_by_role("button", name="Keep both sets of changes").click()
    expect(second.get_by_text("Choose a topic for the town hall")).to_be_visible()
    expect(second.get_by_text("Book the large room")).to_be_visible()
    assert revisions(world) == (3, 5)
    second.get_by_role("link", name="Open revision 1").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Revision 1")
    look_at(second, "plan-revision")
    second.goto(f"{world.plan}print/")
    look_at(second, "plan-print")


def test_nothing_changed_in_two_taps_from_the_email(open_page, world, with_plan, mailbox):
    with_plan(50)
    assert run_reminders(world.organization.id, now=timezone.now()) == 1
    deliver_due(world.organization.id, clock=lambda: timezone.now() + timedelta(minutes=3))
    text = mailbox.last(world.jon.user.email).get_body(("plain",)).get_content()
    page: Page = open_page(**PHONE, java_script_enabled=False)
    page.goto(re.search(r"http\S+/l/plan/\S+", text)[0])  # the first tap, in the email
    expect(page.get_by_role("heading", level=1)).to_contain_text("Is the action plan for Priya")
    page.get_by_role("button", name="Nothing changed").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plan confirmed.")
    assert revisions(world) == (2, 4)


def test_administrator_sees_numbers_and_nudges(open_page, live_site, world, with_plan):
    with_plan(60)
    with tenant_scope(world.organization.id):
        ada = make_membership(
            user=make_user(email=f"ada-{uuid4().hex[:8]}@example.org", name="Ada"), role="owner"
        )
    page: Page = open_page(**DESK)
    sign_in_by_cookie(page, live_site, ada.user)
    program = f"{live_site}/o/{world.organization.slug}/programs/{world.match.program_id}/"
    page.goto(f"{program}plans/")
    expect(page.get_by_role("link", name="Priya").first).to_be_visible()
    look_at(page, "plan-list")
    page.get_by_role("link", name="Remind 1 mentor of a stale plan").click()
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text(world.jon.user.email).first).to_be_visible()
    page.goto(f"{program}matches/{world.match.pk}/")
    page.get_by_role("link", name="Action plan").scroll_into_view_if_needed()
    expect(page.get_by_role("heading", name="Action plan")).to_be_visible()
    look_at(page, "plan-match")
