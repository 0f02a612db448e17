"""What a mentor and a mentee open, on a phone: accessible, in German too, and within the bytes of a first visit."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.scope import tenant_scope
from programs.rollups.match_counts import refresh_matches
from tests.e2e.browser import PARTICIPANT, RESPONDENT, watch
from tests.e2e.live import sign_in_by_cookie
from tests.e2e.looking import look_at
from tests.factories.goals import make_check_in, make_goal, make_milestone
from tests.factories.people import make_person
from tests.factories.programs import (
    make_acceptance,
    make_match,
    make_match_message,
    make_participant,
    make_program,
    make_session,
)
from tests.factories.tenancy import make_membership, make_organization, make_user
from tests.test_links import TARGETS

NAMES = ("Priya", "Sam", "Lena", "Olu", "Ines", "Tomás")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def world(live_site):
    """Jon mentors six, each with sessions, goals and messages; Priya is the first; Ada runs the program."""
    word = uuid4().hex[:8]
    organization = make_organization(name="Stadtwerke Donaudampfschiff", slug=f"acme-{word}")
    today = organization.local_date(timezone.now())
    with tenant_scope(organization.id):
        program = make_program(
            name=f"Rising Leaders {word}", starts_on=today - timedelta(days=90), ends_on=None
        )

        def member(name: str, role: str = "participant"):
            user = make_user(email=f"{name.lower()}-{word}@example.org", name=name)
            return make_membership(user=user, role=role)

        def participant(name: str, role: str):
            who = member(name)
            person = make_person(
                first_name=name, last_name="Lindqvist-Raman", email=who.user.email, membership=who
            )
            return make_participant(program=program, role=role, person=person)

        jon, matches = participant("Jon", "mentor"), []
        for name in NAMES:
            match = make_match(
                program=program,
                mentor=jon,
                mentee=participant(name, "mentee"),
                started_on=today - timedelta(days=60),
                overridden_by=None,
            )
            for days in (40, 26, 12):
                make_session(match=match, happens_on=today - timedelta(days=days))
            planned = make_session(
                match=match, state="planned", happens_on=today + timedelta(days=2), agenda="Review the plan"
            )
            make_acceptance(match=match)
            make_match_message(match=match, role="mentor", body="See you on Thursday, as agreed.")
            for title in ("Speak at the all-hands", "Present our roadmap to the sales team"):
                goal = make_goal(match=match, state="agreed", title=title, progress_percent=40)
                make_milestone(goal=goal)
                make_check_in(goal_id=goal.pk)
            matches.append(SimpleNamespace(match=match, planned=planned))
        refresh_matches(program.pk, on=today)
        ada = member("Ada", "administrator")
    return SimpleNamespace(
        organization=organization,
        program=program,
        matches=matches,
        jon=jon.person.membership,
        jon_takes_part=jon.pk,
        priya=matches[0].match.mentee.person.membership,
        ada=ada,
    )


def in_language(membership, language: str):
    user = membership.user
    user.language = language
    user.save(update_fields=["language"])
    return user


PAGES = {
    "my-match": "my/matches/{match}/",
    "agreement": "my/matches/{match}/agreement/",
    "messages": "my/matches/{match}/messages/",
    "session-plan": "my/matches/{match}/sessions/plan/",
    "session-record": "my/matches/{match}/sessions/record/",
    "session": "my/matches/{match}/sessions/{session}/",
    "notes": "my/matches/{match}/notes/",
    "plan": "my/matches/{match}/plan/",
    "email-preferences": "my/emails/",
    "visibility": "my/visibility/",
}


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("who", ["jon", "priya"])
def test_pages_of_the_two_are_accessible_and_fit(open_page, live_site, world, who, language):
    page: Page = open_page(**PHONE)
    sign_in_by_cookie(page, live_site, in_language(getattr(world, who), language))
    first = world.matches[0]
    for name, path in PAGES.items():
        where = path.format(match=first.match.pk, session=first.planned.pk)
        answer = page.goto(f"{live_site}/o/{world.organization.slug}/{where}")
        assert answer.status == 200, where
        assert page.locator("html").get_attribute("lang") == language
        look_at(page, f"{who}-{name}-{language}")


@pytest.mark.parametrize("language", ["en", "de"])
def test_announcement_with_its_preview(open_page, live_site, world, language):
    page: Page = open_page(**PHONE)
    sign_in_by_cookie(page, live_site, in_language(world.ada, language))
    page.goto(f"{live_site}/o/{world.organization.slug}/programs/{world.program.pk}/write/")
    look_at(page, f"announcement-{language}")
    page.locator("[name=subject]").fill("Donnerstag")
    page.locator("[name=body]").fill("Hello {first_name}")
    page.locator("main form:has([name=body]) button").first.click()
    page.get_by_text("Hello Jon").or_(page.get_by_text("Hello Priya")).first.wait_for(state="attached")
    page.evaluate("document.querySelectorAll('main details').forEach((it) => (it.open = true))")
    look_at(page, f"announcement-preview-{language}")


@pytest.mark.parametrize("who", ["jon", "priya"])
def test_first_visit_to_home_is_small(open_page, live_site, world, who):
    page = open_page(**PHONE)
    sign_in_by_cookie(page, live_site, getattr(world, who).user)
    visit = watch(page)
    page.goto(f"{live_site}/o/{world.organization.slug}/", wait_until="networkidle")
    assert page.get_by_role("link", name="Speak at the all-hands").or_(page.get_by_text("Raman")).count() >= (
        6 if who == "jon" else 1
    )
    assert visit.bytes <= PARTICIPANT.bytes
    assert visit.complaints == []


@pytest.mark.parametrize("purpose", sorted({*TARGETS} - {"mail-events"}))  # that one is for machines
def test_first_visit_from_an_email_is_small(open_page, world, purpose):
    with tenant_scope(world.organization.id):
        link = LINK_VIEWS[purpose].url_to(TARGETS[purpose](), world.organization)
        OutboxMessage.objects.filter(state="waiting").update(state="cancelled", claim_at=None)
    page = open_page(**PHONE)
    visit = watch(page)
    answer = page.goto(link, wait_until="networkidle")
    assert answer.status == 200
    assert visit.bytes <= RESPONDENT.bytes
    assert visit.complaints == []
    look_at(page, f"link-{purpose}")


def test_a_mentor_pauses_on_the_phone_and_the_mentee_sees_it_kindly(open_page, live_site, world):
    page: Page = open_page(**PHONE)
    sign_in_by_cookie(page, live_site, world.jon.user)
    page.goto(f"{live_site}/o/{world.organization.slug}/my/participations/{world.jon_takes_part}/")
    page.get_by_label("Until").fill((timezone.localdate() + timedelta(days=30)).isoformat())
    page.get_by_label("Reason").select_option("On leave")
    look_at(page, "participation")
    page.get_by_role("button", name="Pause participation").click()
    expect(page.get_by_role("heading", name="Your participation is paused")).to_be_visible()
    look_at(page, "participation-paused")
    other: Page = open_page(**PHONE)
    sign_in_by_cookie(other, live_site, world.priya.user)
    other.goto(f"{live_site}/o/{world.organization.slug}/my/matches/{world.matches[0].match.pk}/")
    expect(other.get_by_role("heading", name="Jon Lindqvist-Raman has paused")).to_be_visible()
    expect(other.get_by_text("On leave")).to_have_count(0)
    look_at(other, "match-of-a-break")
    desk: Page = open_page(viewport={"width": 1280, "height": 800})
    sign_in_by_cookie(desk, live_site, world.ada.user)
    desk.goto(f"{live_site}/o/{world.organization.slug}/programs/{world.program.pk}/participants/")
    look_at(desk, "participants-paused")
    desk.get_by_role("link", name="Pause Priya Lindqvist-Raman").click()
    expect(desk.get_by_role("heading", name="Priya Lindqvist-Raman")).to_be_visible()
    look_at(desk, "participant-pause")
    page.get_by_role("button", name="Resume participation").click()
    expect(page.get_by_role("button", name="Pause participation")).to_be_visible()
