"""Answer from a link, without signing in and without JavaScript."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from mentoring.mail.models import MailPreference
from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.scope import tenant_scope
from surveys.actions import QuestionSpec, close_wave, launch_wave, replace_questions, update_survey
from surveys.models import Answer, Invitation, Response
from tests.factories.surveys import make_survey_invitation
from tests.surveys.conftest import NOON, QUESTIONS

pytestmark = pytest.mark.django_db

FIVE = [
    *QUESTIONS,
    QuestionSpec("met", "yes_no", {"en": {"text": "Have you met?"}}),
    QuestionSpec(
        "where",
        "several_choices",
        {"en": {"text": "Where do you meet?"}},
        options=[{"key": "office", "texts": {"en": "Office"}}, {"key": "video", "texts": {"en": "Video"}}],
    ),
]


@pytest.fixture(autouse=True)
def it_is_noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.fixture
def questions(organization, survey, by):
    def replace(specs):
        with tenant_scope(organization.id):
            replace_questions(survey, specs, by=by)

    return replace


@pytest.fixture
def link(organization, launched, mentees):
    wave = launched()
    with tenant_scope(organization.id):
        invitation = Invitation.objects.get(wave=wave, person=mentees[0].person)
    return LINK_VIEWS["survey"].path_to(invitation, organization)


def answers(organization):
    with tenant_scope(organization.id):
        return {
            answer.question.key: (answer.state, answer.number, answer.choices, answer.text)
            for answer in Answer.objects.select_related("question")
        }


@pytest.mark.parametrize(
    ("key", "said", "not_said"),
    [
        ("keep", "Your mentoring partner and your manager do not see them.", "Your mentor reads"),
        (
            "feedback-keep",
            "Your mentor reads your answers to the questions that say so.",
            "Your mentoring partner",
        ),
    ],
)
def test_a_survey_with_names_says_who_reads_it(
    organization, survey, questions, mentees, by, key, said, not_said
):
    questions([QuestionSpec(key, "short_text", {"en": {"text": "What should stay?"}})])
    with tenant_scope(organization.id):
        update_survey(survey, {"mode": "named"}, by=by)
        launch_wave(survey, organization=organization, by=by, now=NOON)
        invitation = Invitation.objects.get(person=mentees[0].person)
    page = Client().get(LINK_VIEWS["survey"].path_to(invitation, organization)).content.decode()
    assert said in page
    assert not_said not in page


@pytest.mark.parametrize(
    ("mode", "type_", "is_said"),
    [("confidential", "agreement5", True), ("confidential", "yes_no", False), ("named", "agreement5", False)],
)
def test_a_survey_that_results_by_mentor_use_says_so(
    organization, survey, questions, mentees, by, mode, type_, is_said
):
    questions([QuestionSpec("listening", type_, {"en": {"text": "My mentor listens."}})])
    with tenant_scope(organization.id):
        update_survey(survey, {"mode": mode}, by=by)
        launch_wave(survey, organization=organization, by=by, now=NOON)
        invitation = Invitation.objects.get(person=mentees[0].person)
    page = Client().get(LINK_VIEWS["survey"].path_to(invitation, organization)).content.decode()
    assert ("what at least 5 mentees of one mentor answered together" in page) == is_said


def test_three_questions_are_on_one_page(organization, link):
    client = Client()
    page = client.get(link).content.decode()
    assert page.index("This survey is confidential") < page.index("Meetings happen as planned.")
    assert "3 questions, 2 minutes. Open until the end of Monday, November 16, 2026." in page
    sent = client.post(link, {"meetings_happen": "4", "recommend": "prefer_not", "keep": " The lunches "})
    assert (sent.status_code, sent["Location"]) == (302, link)
    assert answers(organization) == {
        "meetings_happen": ("given", Decimal(4), [], ""),
        "recommend": ("prefer_not", None, [], ""),
        "keep": ("given", None, [], "The lunches"),
    }
    assert "Thank you. Your answers are saved." in client.get(link).content.decode()


def test_four_questions_have_a_page_each_and_back_leads_back(organization, questions, monkeypatch, request):
    questions(FIVE)
    link = request.getfixturevalue("link")
    client = Client()
    first = client.get(link).content.decode()
    assert "This survey is confidential" in first
    assert "Meetings happen as planned." not in first
    page = client.get(f"{link}?q=1").content.decode()
    assert "Question 1 of 5" in page
    assert client.post(f"{link}?q=1", {"meetings_happen": "5"})["Location"] == f"{link}?q=2"
    assert client.post(f"{link}?q=2", {"recommend": "10"})["Location"] == f"{link}?q=3"
    assert f'href="{link}?q=1"' in client.get(f"{link}?q=2").content.decode()
    # The link leads to where the person stopped.
    assert f'href="{link}?q=3"' in client.get(link).content.decode()
    # A text may be left out.
    assert client.post(f"{link}?q=3", {"keep": ""})["Location"] == f"{link}?q=4"
    assert client.post(f"{link}?q=4", {"met": "no"})["Location"] == f"{link}?q=5"
    assert client.post(f"{link}?q=5", {"where": ["video", "office"]})["Location"] == link
    assert answers(organization) == {
        "meetings_happen": ("given", Decimal(5), [], ""),
        "recommend": ("given", Decimal(10), [], ""),
        "met": ("given", Decimal(0), [], ""),
        "where": ("given", None, ["office", "video"], ""),
    }
    with tenant_scope(organization.id):
        assert Response.objects.get().submitted_at == NOON


def test_a_question_without_an_answer_is_asked_again_with_a_summary(organization, questions, request):
    questions(FIVE)
    link = request.getfixturevalue("link")
    refused = Client().post(f"{link}?q=1", {})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "<title>Error: Question 1 of 5" in page
    assert 'class="error-summary" tabindex="-1" autofocus' in page
    assert 'href="#meetings_happen-1"' in page and 'id="meetings_happen-1"' in page
    assert answers(organization) == {}


def test_a_refused_answer_does_not_lose_the_others(organization, link):
    refused = Client().post(link, {"meetings_happen": "4", "recommend": "11", "keep": "Lunch"})
    assert refused.status_code == 422
    assert "Choose one of the answers." in refused.content.decode()
    assert set(answers(organization)) == {"meetings_happen", "keep"}
    with tenant_scope(organization.id):
        assert not Invitation.objects.answered().exists()


def test_answers_are_saved_as_you_go(organization, link):
    saved = Client().post(link, {"meetings_happen": "4"}, headers={"X-Autosave": "1"})
    assert saved.status_code == 204
    assert set(answers(organization)) == {"meetings_happen"}
    with tenant_scope(organization.id):
        assert not Invitation.objects.answered().exists()


def test_answers_can_be_changed_and_removed_until_the_close(organization, link):
    client = Client()
    client.post(link, {"meetings_happen": "4", "recommend": "5", "keep": "Lunch"})
    page = client.get(f"{link}?change=1").content.decode()
    assert "Lunch" in page
    client.post(link, {"meetings_happen": "2", "recommend": "5", "keep": ""})
    assert {key: value[1] for key, value in answers(organization).items()} == {
        "meetings_happen": Decimal(2),
        "recommend": Decimal(5),
    }


HOURS = QuestionSpec("hours", "number", {"en": {"text": "How many hours?"}})


def test_prefer_not_to_say_takes_back_what_was_answered(organization, questions, request):
    """A browser without JavaScript sends both: the one that was not there before counts."""
    questions([HOURS, FIVE[-1]])
    link = request.getfixturevalue("link")
    client = Client()
    client.post(link, {"hours": "1.50", "where": ["office", "video"]})
    assert 'value="1.5"' in client.get(f"{link}?change=1").content.decode()
    both = {"hours": ["1.5", "prefer_not"], "where": ["office", "video", "not_applicable"]}
    assert client.post(link, both).status_code == 302
    assert {key: value[0] for key, value in answers(organization).items()} == {
        "hours": "prefer_not",
        "where": "not_applicable",
    }
    assert (
        client.post(link, {"hours": ["2", "prefer_not"], "where": ["video", "not_applicable"]}).status_code
        == 302
    )
    assert answers(organization) == {
        "hours": ("given", Decimal(2), [], ""),
        "where": ("given", None, ["video"], ""),
    }


def test_an_answer_and_prefer_not_to_say_at_once_are_asked_again(organization, questions, request):
    """The radio button cannot be taken back without JavaScript, so the page comes without it."""
    questions([HOURS])
    link = request.getfixturevalue("link")
    refused = Client().post(link, {"hours": ["3", "prefer_not"]})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Enter an answer or choose “Prefer not to say”, not both." in page
    assert 'value="3"' in page
    assert " checked" not in page
    assert answers(organization) == {}


def test_a_choice_of_the_reminder_is_filled_in_and_not_saved(organization, link):
    page = Client().get(f"{link}?meetings_happen=4").content.decode()
    assert re.findall(r'name="meetings_happen"\s+value="(\w+)"(?:\s+id="\S+")?\s+checked', page) == ["4"]
    assert answers(organization) == {}


@pytest.mark.parametrize(
    "query", ["", "?q=99", "?q=0", "?q=x", "?q=²", "?lang=xx", "?stop", "?change=1", "?keep=<b>"]
)
def test_no_address_changes_or_breaks_anything(organization, link, query):
    assert Client().get(link + query).status_code == 200
    with tenant_scope(organization.id):
        assert not Response.objects.exists()
        assert not Invitation.objects.filter(started_at__isnull=False).exists()


def test_stop_these_emails(organization, link, mentees):
    client = Client()
    assert "Stop survey emails?" in client.get(f"{link}?stop=1").content.decode()
    with tenant_scope(organization.id):
        assert not MailPreference.objects.exists()
    client.post(f"{link}?stop=1", {"stop": "1"})
    with tenant_scope(organization.id):
        [preference] = MailPreference.objects.all()
        assert (preference.email_norm, preference.category) == (mentees[0].person.email, "surveys")
    assert "You get no more survey emails" in client.get(f"{link}?stop=1").content.decode()
    assert "Meetings happen as planned." in client.get(link).content.decode()


def test_german_by_link_and_by_the_persons_language(organization, link, mentees):
    page = Client().get(f"{link}?lang=de").content.decode()
    assert '<html lang="de"' in page
    assert "Die Treffen finden wie geplant statt." in page
    assert "Diese Umfrage ist vertraulich" in page
    with tenant_scope(organization.id):
        mentees[0].person.language = "de"
        mentees[0].person.save()
    assert "Die Treffen finden wie geplant statt." in Client().get(link).content.decode()


def test_every_dead_link_looks_the_same(organization, link, by, other_organization, monkeypatch):
    alive = Client().get(link)
    with tenant_scope(organization.id):
        invitation = Invitation.objects.first()
        other = make_survey_invitation()
        close_wave(other.wave, by=by, now=NOON)
    closed = LINK_VIEWS["survey"].path_to(other, organization)
    guessed = link[:-3] + ("aa/" if not link.endswith("aa/") else "bb/")
    elsewhere = link.replace(organization.slug, other_organization.slug)
    dead = [Client().get(path) for path in (closed, guessed, elsewhere, "/l/survey/nobody/x.y/")]
    dead += [Client().post(path, {"meetings_happen": "4"}) for path in (closed, guessed, elsewhere)]
    monkeypatch.setattr("django.utils.timezone.now", lambda: invitation.closes_at + timedelta(days=1))
    dead.append(Client().get(link))
    dead.append(Client().post(link, {"meetings_happen": "4"}))
    assert alive.status_code == 200
    assert {(each.status_code, each.content) for each in dead} == {(404, dead[0].content)}
    assert "There is nothing left to do here: the survey has closed" in dead[0].content.decode()
    assert answers(organization) == {}


def test_a_link_without_the_csrf_token_of_the_page_saves_nothing(organization, link):
    assert Client(enforce_csrf_checks=True).post(link, {"meetings_happen": "4"}).status_code == 403
    assert answers(organization) == {}


def test_saving_a_page_takes_a_fixed_number_of_statements(organization, link, django_assert_num_queries):
    """Three of them are the test's transaction (two) and the first answer, which fixes the version."""
    # Organization, its scope (four), invitation, questions, lock, version, secret, response,
    # ids of the questions, answers, invitation.
    with django_assert_num_queries(14):
        Client().post(link, {"meetings_happen": "4", "recommend": "9", "keep": "Lunch"})
    assert len(answers(organization)) == 3
    # Again: neither version, invitation nor response to save and no ids to read, but the earlier response and answers.
    with django_assert_num_queries(14):
        Client().post(link, {"meetings_happen": "5", "recommend": "9", "keep": "Lunch"})
    assert answers(organization)["meetings_happen"][1] == 5
