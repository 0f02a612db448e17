"""From the invitation to the thanks on a phone: by touch, by keyboard, without JavaScript, and with what goes wrong."""

import re
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mentoring.mail.delivery import deliver_due
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.scope import tenant_scope
from surveys.actions import QuestionSpec, close_wave, create_survey, launch_wave
from surveys.models import Answer, Invitation
from tests.e2e.browser import RESPONDENT, axe, large_targets, no_sideways_scrolling, watch, within
from tests.e2e.looking import look_at
from tests.e2e.test_meetings import PHONE, acme  # noqa: F401 - a fixture
from tests.factories.people import make_person
from tests.factories.programs import make_participant, make_program

SYSTEM = Actor.system("test")
QUESTIONS = [
    QuestionSpec(
        "meetings",
        "agreement5",
        {"en": {"text": "Meetings happen."}, "de": {"text": "Die Treffen finden statt."}},
    ),
    QuestionSpec(
        "recommend",
        "scale0to10",
        {"en": {"text": "Would you recommend it?", "low": "not at all likely", "high": "extremely likely"}},
    ),
    QuestionSpec("met", "yes_no", {"en": {"text": "Have you met?"}}),
    QuestionSpec(
        "where",
        "several_choices",
        {"en": {"text": "Where do you meet?"}},
        options=[{"key": "office", "texts": {"en": "Office"}}, {"key": "video", "texts": {"en": "Video"}}],
    ),
    QuestionSpec("change", "short_text", {"en": {"text": "What should change?"}}),
]


@pytest.fixture
def invited(acme, mailbox):  # noqa: F811
    """Send a survey and return the link in the email: invited(5)."""

    def invite(count: int, **fields) -> str:
        address = f"{uuid4().hex[:10]}@example.org"
        with tenant_scope(acme.id):
            program = make_program(name="Rising Leaders", ends_on=None)
            person = make_person(first_name="Priya", email=address, **fields)
            make_participant(program=program, role="mentee", person=person)
            survey = create_survey(
                program,
                name="Pulse",
                kind="pulse",
                role="mentee",
                mode="confidential",
                languages=["en", "de"],
                title={"en": "How is your mentoring going?", "de": "Wie läuft Ihr Mentoring?"},
                questions=QUESTIONS[:count],
                by=SYSTEM,
            )
            launch_wave(survey, organization=acme, by=SYSTEM, now=timezone.now())
        # On a weekend the email is due on Monday.
        deliver_due(acme.id, clock=lambda: timezone.now() + timedelta(days=3))
        text = mailbox.last(address).get_body(("plain",)).get_content()
        return re.search(r"http\S+/l/survey/\S+", text)[0]

    return invite


def answers(acme) -> dict:  # noqa: F811
    with tenant_scope(acme.id):
        return {
            each.question.key: each.text or each.choices or each.state
            if each.number is None
            else int(each.number)
            for each in Answer.objects.select_related("question")
        }


def test_five_questions_by_touch_in_under_a_minute(open_page, invited, acme):  # noqa: F811
    page = open_page(**PHONE)
    visit = watch(page)
    link = invited(5)
    started = time.monotonic()
    page.goto(link)
    expect(page.get_by_role("heading", level=1, name="How is your mentoring going?")).to_be_visible()
    expect(page.get_by_role("heading", name="This survey is confidential")).to_be_visible()
    within(visit, RESPONDENT)
    page.get_by_role("link", name="Start").tap()
    page.get_by_text("Agree", exact=True).tap()
    page.get_by_role("button", name="Continue").tap()
    page.get_by_role("radio", name="9").tap()
    page.get_by_role("button", name="Continue").tap()
    page.get_by_text("Prefer not to say").tap()
    page.get_by_role("button", name="Continue").tap()
    page.get_by_text("Office").tap()
    page.get_by_text("Video").tap()
    page.get_by_role("button", name="Continue").tap()
    page.get_by_role("textbox").fill("Longer meetings")
    page.get_by_role("button", name="Send answers").tap()
    expect(page.get_by_role("heading", name="Thank you. Your answers are saved.")).to_be_visible()
    assert time.monotonic() - started < 60
    assert answers(acme) == {
        "meetings": 4,
        "recommend": 9,
        "met": "prefer_not",
        "where": ["office", "video"],
        "change": "Longer meetings",
    }


def test_every_page_on_a_phone(open_page, invited):
    link = invited(5)
    for number in range(6):
        page = open_page(**PHONE)
        visit = watch(page)
        page.goto(f"{link}?q={number}" if number else link)
        within(visit, RESPONDENT)
        axe(page)
        no_sideways_scrolling(page)
        large_targets(page)
    page.goto(f"{link}?q=2")
    look_at(page, "survey-scale")
    page.goto(link)
    look_at(page, "survey-start")


def test_the_back_button_and_a_change(open_page, invited, acme):  # noqa: F811
    page = open_page(**PHONE)
    page.goto(f"{invited(5)}?q=1")
    page.get_by_text("Agree", exact=True).tap()
    page.get_by_role("button", name="Continue").tap()
    expect(page.get_by_text("Question 2 of 5")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Question 1 of 5")).to_be_visible()
    expect(page.get_by_role("radio", name="Agree", exact=True)).to_be_checked()
    page.get_by_text("Strongly agree").tap()
    page.get_by_role("button", name="Continue").tap()
    expect(page.get_by_text("Question 2 of 5")).to_be_visible()
    page.get_by_role("link", name="Back").tap()
    expect(page.get_by_role("radio", name="Strongly agree")).to_be_checked()
    assert answers(acme) == {"meetings": 5}


def test_number_keys_and_saved_as_you_go(open_page, invited, acme):  # noqa: F811
    page = open_page()
    page.goto(f"{invited(5)}?q=1")
    page.keyboard.press("2")
    expect(page.get_by_role("radio", name="Agree", exact=True)).to_be_checked()
    expect(page.get_by_role("status").filter(has_text="Saved at")).to_be_visible()
    assert answers(acme) == {"meetings": 4}
    page.keyboard.press("Enter")
    expect(page.get_by_text("Question 2 of 5")).to_be_visible()
    page.keyboard.press("1")
    page.keyboard.press("0")
    expect(page.get_by_role("radio", name="10, extremely likely")).to_be_checked()


def test_prefer_not_to_say_and_an_answer_replace_each_other(open_page, invited, acme):  # noqa: F811
    page = open_page(**PHONE)
    page.goto(f"{invited(5)}?q=4")
    page.get_by_text("Office").tap()
    page.get_by_text("Prefer not to say").tap()
    expect(page.get_by_role("checkbox", name="Office")).not_to_be_checked()
    expect(page.get_by_role("radio", name="Prefer not to say")).to_be_checked()
    page.get_by_text("Video").tap()
    expect(page.get_by_role("radio", name="Prefer not to say")).not_to_be_checked()
    page.get_by_role("button", name="Continue").tap()
    expect(page.get_by_text("Question 5 of 5")).to_be_visible()
    assert answers(acme) == {"where": ["video"]}


def test_without_javascript(open_page, invited, acme):  # noqa: F811
    page = open_page(**PHONE, java_script_enabled=False)
    page.goto(invited(3))
    page.get_by_text("Disagree", exact=True).tap()
    page.get_by_role("radio", name="7").tap()
    page.get_by_text("Yes", exact=True).tap()
    page.get_by_role("button", name="Send answers").tap()
    expect(page.get_by_role("heading", name="Thank you. Your answers are saved.")).to_be_visible()
    assert answers(acme) == {"meetings": 2, "recommend": 7, "met": 1}
    page.get_by_role("link", name="Stop these emails").tap()
    page.get_by_role("button", name="Stop survey emails").tap()
    expect(page.get_by_role("heading", name="You get no more survey emails")).to_be_visible()


def test_a_screen_reader_starts_with_what_is_missing(open_page, invited):
    page = open_page(**PHONE)
    page.goto(f"{invited(5)}?q=1")
    page.get_by_role("button", name="Continue").tap()
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("One answer needs to be corrected")
    axe(page)
    page.get_by_role("link", name="Choose an answer").tap()
    expect(page.get_by_role("radio", name="Strongly agree")).to_be_focused()
    look_at(page, "survey-error")


def test_in_german(open_page, invited):
    page = open_page(**PHONE)
    page.goto(invited(3, language="de"))
    expect(page.get_by_role("heading", level=1, name="Wie läuft Ihr Mentoring?")).to_be_visible()
    expect(page.get_by_text("Stimme voll zu")).to_be_visible()
    page.get_by_role("link", name="English").tap()
    expect(page.get_by_role("heading", level=1, name="How is your mentoring going?")).to_be_visible()


def test_a_link_after_the_close(open_page, invited, acme):  # noqa: F811
    page = open_page(**PHONE)
    link = invited(3)
    with tenant_scope(acme.id):
        close_wave(Invitation.objects.get().wave, by=SYSTEM, now=timezone.now())
    page.goto(link)
    expect(page.get_by_role("heading", name="This link no longer works")).to_be_visible()
    axe(page)


@pytest.fixture
def invited_anonymously(acme, mailbox) -> str:  # noqa: F811
    """Send an anonymous survey to six people and return the link of one."""
    with tenant_scope(acme.id):
        program = make_program(name="Rising Leaders", ends_on=None)
        for number in range(6):
            person = make_person(first_name=f"Priya{number}", email=f"{uuid4().hex[:10]}@example.org")
            make_participant(program=program, role="mentee", person=person)
        survey = create_survey(
            program,
            name="Half-time",
            kind="half_time",
            role="mentee",
            mode="anonymous",
            languages=["en"],
            title={"en": "Half-time: how is it going?"},
            questions=QUESTIONS,
            by=SYSTEM,
        )
        wave = launch_wave(survey, organization=acme, by=SYSTEM, now=timezone.now())
        return LINK_VIEWS["survey"].url_to(wave.invitations.first(), acme)


def test_an_anonymous_draft_stays_in_the_browser_and_is_sent_once(open_page, acme, invited_anonymously):  # noqa: F811
    page = open_page(**PHONE)
    page.goto(invited_anonymously)
    expect(page.get_by_role("heading", name="This survey is anonymous")).to_be_visible()
    axe(page)
    no_sideways_scrolling(page)
    look_at(page, "survey-anonymous")
    page.get_by_text("Agree", exact=True).tap()
    page.get_by_role("textbox").fill("Longer meetings")
    page.reload()
    expect(page.get_by_role("radio", name="Agree", exact=True)).to_be_checked()
    expect(page.get_by_role("textbox")).to_have_value("Longer meetings")
    assert answers(acme) == {}
    page.get_by_role("radio", name="9").tap()
    page.get_by_text("Yes", exact=True).tap()
    page.get_by_text("Office").tap()
    page.get_by_role("button", name="Send answers").tap()
    expect(page.get_by_role("heading", name="Thank you. Your answers have been sent.")).to_be_visible()
    axe(page)
    assert page.evaluate("sessionStorage.length") == 0
    assert answers(acme)["change"] == "Longer meetings"
    page.go_back()
    expect(page.get_by_role("heading", name="This link no longer works")).to_be_visible()
