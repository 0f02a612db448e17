"""Notes, reviews, help and endings: by touch, by keyboard and without scripts, accessible in both themes."""

from types import SimpleNamespace

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from mentoring.tenancy.scope import tenant_scope
from programs.enums import ReviewFrequency
from programs.models import Concern, Match, Note, ReviewAnswer
from programs.selectors.reviews import answers_in
from programs.views.reviews import ReviewLink
from programs.views.still_meeting import StillMeetingLink
from tests.e2e import test_plans as plans
from tests.e2e.browser import PARTICIPANT, RESPONDENT, press_to, tab_to, watch, within
from tests.e2e.live import sign_in_by_cookie
from tests.e2e.looking import look_at
from tests.factories.support import make_concern, make_review, make_review_answer, make_still_meeting_question
from tests.factories.tenancy import make_membership, make_user

world = plans.world
PHONE, DESK = plans.PHONE, plans.DESK
ON = pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])


@pytest.fixture
def ruth(world):
    """The person whom the program names for concerns."""
    organization, program = world.organization, world.match.program
    with tenant_scope(organization.id):
        user = make_user(email=f"ruth-{organization.slug}@example.org", name="Ruth Adler")
        program.concern_contact = make_membership(user=user, role="analyst")
        program.save(update_fields=["concern_contact"])
    return program.concern_contact


def of_match(world, path: str) -> str:
    return f"{world.home}my/matches/{world.match.pk}/{path}"


@ON
@SCRIPTS
def test_private_note_is_written_deleted_and_restored(open_page, live_site, world, screen, scripts):
    page: Page = open_page(**screen, java_script_enabled=scripts)
    sign_in_by_cookie(page, live_site, world.priya.user)
    page.goto(of_match(world, "notes/"))
    page.get_by_label("Note", exact=True).fill("Ask about the planning round.")
    page.get_by_role("button", name="Save note").click()
    expect(page.get_by_text("Ask about the planning round.")).to_be_visible()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Ask about the planning round.")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Ask about the planning round.")).to_be_visible()
    with tenant_scope(world.organization.id):
        assert [(note.is_private, note.deleted_at) for note in Note.objects.all()] == [(True, None)]


def test_shared_note_by_keyboard(open_page, live_site, world):
    page: Page = open_page(**DESK)
    sign_in_by_cookie(page, live_site, world.priya.user)
    page.goto(of_match(world, "notes/"))
    tab_to(page, "Only me")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Bring the two slides.")
    press_to(page, "Save note")
    expect(page.get_by_text("Bring the two slides.")).to_be_visible()
    press_to(page, "Delete")
    expect(page.get_by_text("Bring the two slides.")).to_have_count(0)
    press_to(page, "Undo")
    expect(page.get_by_text("Bring the two slides.")).to_be_visible()
    with tenant_scope(world.organization.id):
        assert [(note.is_private, note.deleted_at) for note in Note.objects.all()] == [(False, None)]


@SCRIPTS
def test_concern_reaches_the_named_person(open_page, live_site, world, ruth, scripts):
    page: Page = open_page(**PHONE, java_script_enabled=scripts)
    sign_in_by_cookie(page, live_site, world.priya.user)
    page.goto(of_match(world, "support/"))
    page.get_by_role("link", name="Raise a concern").click()
    expect(page.get_by_text("This is not an emergency line.")).to_be_visible()
    page.get_by_label("What is it about?").fill("Something is not right.")
    page.get_by_role("button", name="Send concern").click()
    expect(page.get_by_role("heading", name="Concern sent")).to_be_visible()
    with tenant_scope(world.organization.id):
        concern = Concern.objects.get()
    theirs: Page = open_page(**PHONE, java_script_enabled=scripts)
    sign_in_by_cookie(theirs, live_site, ruth.user)
    theirs.goto(f"{world.home}concerns/{concern.pk}/")
    expect(theirs.get_by_text("Something is not right.")).to_be_visible()
    theirs.get_by_role("button", name="Mark as answered").click()
    expect(theirs.get_by_text("Answered").first).to_be_visible()


@ON
@SCRIPTS
def test_review_from_the_link_of_an_email(open_page, live_site, world, screen, scripts):
    with tenant_scope(world.organization.id):
        answer = make_review_answer(review=make_review(match=world.match, opened_on=world.today))
    page: Page = open_page(**screen, java_script_enabled=scripts)
    page.goto(live_site + ReviewLink.path_to(answer, world.organization))
    page.get_by_text("Just right").click()
    for group in (
        "How engaged are your conversations?",
        "I get feedback I can use",
        "My feedback is welcome",
    ):
        page.get_by_role("group", name=group).get_by_role("radio", name="4").check()
    page.get_by_role("button", name="Save review").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    with tenant_scope(world.organization.id):
        assert ReviewAnswer.objects.get().answered_at is not None


def test_review_by_keyboard(open_page, live_site, world):
    with tenant_scope(world.organization.id):
        answer = make_review_answer(review=make_review(match=world.match, opened_on=world.today))
    page: Page = open_page(**DESK)
    page.goto(live_site + ReviewLink.path_to(answer, world.organization))
    tab_to(page, str(ReviewFrequency.choices[0][1]))
    page.keyboard.press("ArrowDown")
    for _question in range(3):
        page.keyboard.press("Tab")
        for _step in range(3):
            page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.type("Meet outside once.")
    press_to(page, "Save review")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    with tenant_scope(world.organization.id):
        given = answers_in(ReviewAnswer.objects.get())
    assert given == {
        "frequency": "right",
        "frequency_label": "Just right",
        "engagement": 4,
        "receives": 4,
        "gives": 4,
        "change": "Meet outside once.",
    }


def test_exit_without_blame_and_back(open_page, live_site, world):
    page: Page = open_page(**PHONE)
    sign_in_by_cookie(page, live_site, world.priya.user)
    page.goto(of_match(world, "support/"))
    page.get_by_text("I would like another match").click()
    page.get_by_role("button", name="End match").click()
    expect(page.get_by_text("Both of you are told in two minutes.").first).to_be_visible()
    page.get_by_role("button", name="Undo").first.click()
    with tenant_scope(world.organization.id):
        assert Match.objects.get(pk=world.match.pk).state == "active"


def test_pages_are_accessible_and_fit(open_page, live_site, world, ruth):
    match, made = world.match, SimpleNamespace()
    with tenant_scope(world.organization.id):
        review = make_review(match=match, opened_on=world.today)
        for role in ("mentor", "mentee"):
            made.answer = make_review_answer(
                review=review, role=role, mark="Keep the last ten minutes for next steps."
            )
        made.open = make_review_answer(review=make_review(match=match, number=2, opened_on=world.today))
        made.concern = make_concern(match=match, reader=ruth)
        made.question = make_still_meeting_question(match=match)
        for is_private in (True, False):
            note = Note(match=match, author=match.mentee, is_private=is_private, written_at=timezone.now())
            note.write("We practice the opening next time. Bring the two slides with the numbers.")
            note.save()
    page: Page = open_page()
    sign_in_by_cookie(page, live_site, world.priya.user)
    for name, path in (
        ("notes", "notes/"),
        ("support", "support/"),
        ("concern", "support/concern/"),
        ("reviews", "reviews/"),
        ("review", f"reviews/{made.open.pk}/"),
        ("visibility", "../../visibility/"),
    ):
        first: Page = open_page(**PHONE)
        sign_in_by_cookie(first, live_site, world.priya.user)
        visit = watch(first)
        first.goto(of_match(world, path))
        within(visit, PARTICIPANT)
        page.goto(of_match(world, path))
        look_at(page, name)
    for name, link in (
        ("review-link", ReviewLink.path_to(made.open, world.organization)),
        ("still-meeting", StillMeetingLink.path_to(made.question, world.organization)),
    ):
        first = open_page(**PHONE)
        visit = watch(first)
        first.goto(live_site + link)
        within(visit, RESPONDENT)
        page.goto(live_site + link)
        look_at(page, name)
    sign_in_by_cookie(page, live_site, ruth.user)
    page.goto(f"{world.home}concerns/{made.concern.pk}/")
    look_at(page, "concern-read")
