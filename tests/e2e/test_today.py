"""Open Today, filter, open a match, judge it, take that back; and what a first visit of fifty rows costs."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope
from programs.health.evaluate import evaluate_program
from programs.models import Match, Program
from programs.rollups.match_counts import refresh_matches
from tests.e2e.browser import ADMINISTRATOR, watch, within
from tests.e2e.looking import look_at
from tests.e2e.test_accounts import sign_in
from tests.factories.goals import make_goal
from tests.factories.people import make_attributes, make_person
from tests.factories.programs import make_match, make_participant, make_program, make_session
from tests.factories.tenancy import make_membership, make_organization, make_user

FIRST = ("Priya", "Jon", "Łukasz", "Aoife", "Søren")
LAST = ("Raman", "Lindqvist", "O’Brien", "Müller", "Al-Sayed")


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
    """A program of twelve weeks with fifty-five matches: some well, some late, some without a session."""
    today = acme.local_date(timezone.now())
    with tenant_scope(acme.id):
        program = make_program(name="Rising Leaders", starts_on=today - timedelta(weeks=12), ends_on=None)
        for n in range(55):
            mentor, mentee = (
                make_participant(
                    program=program,
                    role=role,
                    person=make_person(first_name=FIRST[(n + k) % 5], last_name=LAST[(n // 5 + k) % 5]),
                )
                for k, role in enumerate(("mentor", "mentee"))
            )
            match = make_match(
                program=program,
                mentor=mentor,
                mentee=mentee,
                started_on=today - timedelta(days=80 - n % 7),
                goals_agreed=1,
                overridden_by=None,
            )
            for days in () if n % 9 == 0 else range(3 + 12 * (n % 3), 70, 14):
                make_session(match=match, happens_on=today - timedelta(days=days))
        make_goal(match=match, title="Speak at the all-hands", progress_percent=40)
        make_attributes(person=mentee.person, valid_from=today - timedelta(days=200))
        refresh_matches(program.pk, on=today)
        evaluate_program(program, today=today)
    return program


def test_today_from_the_sentence_to_an_overridden_match(
    page: Page, live_site, mailbox, address, acme, program
):
    sign_in(page, live_site, mailbox, address)
    page.goto(f"{live_site}/o/{acme.slug}/programs/{program.pk}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("of 55 matches are on track")
    look_at(page, "today")

    page.get_by_role("link", name="At risk", exact=False).first.click()
    page.wait_for_url("**health=at_risk**")
    with tenant_scope(acme.id):
        at_risk = Match.objects.filter(program=program, health="at_risk").count()
    expect(page.get_by_role("heading", name=f"{at_risk} matches")).to_be_visible()

    page.get_by_role("combobox", name="Status").select_option("")
    page.get_by_role("searchbox", name="Name").fill("lukasz")
    page.wait_for_url("**q=lukasz**")
    expect(page.get_by_role("row").filter(has_text="Łukasz").first).to_be_visible()

    page.goto(f"{live_site}/o/{acme.slug}/programs/{program.pk}/?health=at_risk")
    page.get_by_role("table").get_by_role("link").filter(has_text="&").first.click()
    expect(page.get_by_role("heading", name="Status")).to_be_visible()
    page.get_by_text("Override status").click()
    look_at(page, "match")
    override = page.locator("#health").locator("form")
    override.get_by_label("On track").check()
    override.get_by_label("Reason").fill("They meet on the phone.")
    page.get_by_role("button", name="Save override").press("Enter")
    expect(page.get_by_text("Status set to “On track”.")).to_be_visible()
    expect(page.get_by_text("They meet on the phone.").first).to_be_visible()
    look_at(page, "match-overridden")
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_text("Override removed.")).to_be_visible()
    with tenant_scope(acme.id):
        assert not Match.objects.exclude(override="").exists()


def test_session_that_is_recorded_without_script_changes_health(
    open_page, live_site, mailbox, address, acme, program
):
    page = open_page(java_script_enabled=False)
    with tenant_scope(acme.id):
        match = Match.objects.filter(program=program, held_count=0).first()
    sign_in(page, live_site, mailbox, address)
    page.goto(f"{live_site}/o/{acme.slug}/programs/{program.pk}/matches/{match.pk}/")
    expect(page.get_by_role("link", name="Goals").last).to_be_visible()
    page.get_by_role("button", name="Record session").click()
    expect(page.get_by_text("Session saved. Status updated.")).to_be_visible()
    with tenant_scope(acme.id):
        match.refresh_from_db()
    assert (match.held_count, match.health) == (1, "on_track")


@pytest.mark.parametrize(
    "name",
    [
        "list",
        "new",
        "new-empty",
        "setup",
        "close",
        "edit",
        "participants",
        "directory",
        "person",
        "goals",
        "home",
    ],
)
def test_other_pages_are_accessible_and_fit(page: Page, live_site, mailbox, address, acme, program, name):
    with tenant_scope(acme.id):
        person = Match.objects.filter(goals__title="Speak at the all-hands").get().mentee.person_id
        draft = make_program(name="Reverse Mentoring Board", state="draft", ends_on=None)
    home = f"{live_site}/o/{acme.slug}/"
    inside = f"{home}programs/{program.pk}/"
    addresses = {
        "list": f"{home}programs/",
        "new": f"{home}programs/new/",
        "new-empty": f"{home}programs/new/empty/",
        "setup": f"{home}programs/{draft.pk}/setup/",
        "close": f"{inside}close/",
        "edit": f"{inside}edit/",
        "participants": f"{inside}participants/",
        "directory": f"{home}people/",
        "person": f"{home}people/{person}/",
        "goals": f"{inside}goals/",
        "home": home,
    }
    sign_in(page, live_site, mailbox, address)
    page.goto(addresses[name], wait_until="networkidle")
    look_at(page, f"programs-{name}")


@pytest.mark.parametrize("path", ["", "matches/first/"])
def test_first_visit_is_within_its_budget(open_page, live_site, mailbox, address, acme, program, path):
    page = open_page()
    sign_in(page, live_site, mailbox, address)
    with tenant_scope(acme.id):
        first = Match.objects.filter(program=program).first().pk
    # Again as a first visit: what the sign-in pages have loaded is not there.
    fresh = open_page(storage_state=page.context.storage_state())
    visit = watch(fresh)
    fresh.goto(
        f"{live_site}/o/{acme.slug}/programs/{program.pk}/{path.replace('first', str(first))}",
        wait_until="networkidle",
    )
    within(visit, ADMINISTRATOR)
    assert visit.complaints == []
