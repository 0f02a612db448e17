"""Answer an anonymous survey in the browser: by the link, from the home page, and again."""

from datetime import timedelta

import pytest
from django.test import Client

from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.scope import tenant_scope
from surveys.actions import close_wave
from surveys.models import AnswerToken, Invitation, Response, Wave
from tests.factories.tenancy import make_membership
from tests.surveys.anonymous import (
    answer,
    invitations_of,
    make_anonymous_survey,
    make_mentees,
    open_anonymous,
)
from tests.surveys.conftest import NOON

pytestmark = pytest.mark.django_db
GIVEN = {"meetings_happen": "4", "recommend": "9", "keep": "Thursdays"}


@pytest.fixture(autouse=True)
def it_is_noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.fixture
def wave(organization, program, by) -> Wave:
    return open_anonymous(organization, program, by)


@pytest.fixture
def link(organization, wave) -> str:
    with tenant_scope(organization.id):
        return LINK_VIEWS["survey"].path_to(invitations_of(wave)[0], organization)


def stored(organization) -> tuple[int, int]:
    """Return how many responses and tokens there are."""
    with tenant_scope(organization.id):
        return Response.objects.count(), AnswerToken.objects.count()


def test_the_page_promises_what_is_true_and_has_all_questions(link):
    text = Client().get(link).content.decode()

    for sentence in (
        "This survey is anonymous",
        "Your answers are stored without your name. We know whether you answered, but not what you answered.",
        "While the survey is open, two backups could be compared.",
        "Your email provider or your company’s network may record that you opened this page",
        "Stored with your answers, because at least 5 of the people invited share it: Department: Sales.",
        "Meetings happen as planned.",
        "Would you recommend the program?",
        "What should we keep?",
        "Send answers",
    ):
        assert sentence in text, sentence
    assert "data-autosave" not in text
    assert "data-draft" in text


def test_answers_are_sent_once_and_the_link_then_says_no_more_than_any_other(organization, link):
    client = Client()
    answer = client.post(link, GIVEN)
    assert "Thank you. Your answers have been sent." in answer.content.decode()
    assert stored(organization) == (1, 11)
    again = [client.get(link), client.post(link, GIVEN), client.get(f"{link}?stop=1")]
    unknown = client.get(link[:-3] + "xx/")
    assert {each.status_code for each in (*again, unknown)} == {404}
    assert again[0].content.decode() == unknown.content.decode()
    assert stored(organization) == (1, 11)


def test_a_missing_answer_is_asked_for_and_nothing_is_stored(organization, link):
    answer = Client().post(link, {"meetings_happen": "4", "keep": "Thursdays"})
    text = answer.content.decode()

    assert answer.status_code == 422
    assert "Choose an answer. “Prefer not to say” is one." in text
    assert "Thursdays" in text
    assert stored(organization) == (0, 12)


def test_drafts_and_answers_in_the_address_reach_nothing(organization, link):
    client = Client()
    assert client.post(link, GIVEN, headers={"X-Autosave": "1"}).status_code == 204
    assert " checked" not in client.get(f"{link}?meetings_happen=4").content.decode()
    assert stored(organization) == (0, 12)


def test_a_guessed_link_and_one_of_another_organization_do_nothing(organization, other_organization, link):
    client = Client()
    guessed = link.replace(link.split("/")[4].split(".")[0], "0" * 32)
    foreign = link.replace(f"/{organization.slug}/", f"/{other_organization.slug}/")
    for address in (guessed, foreign):
        assert client.post(address, GIVEN).status_code == 404
    assert stored(organization) == (0, 12)


def test_a_closed_survey_takes_nothing(organization, by, wave, link):
    with tenant_scope(organization.id):
        close_wave(wave, by=by, now=NOON + timedelta(days=1))
    assert Client().post(link, GIVEN).status_code == 404
    assert stored(organization) == (0, 0)


def test_the_home_page_leads_to_it_until_it_is_answered(organization, wave, client_of):
    with tenant_scope(organization.id):
        invitation, other, *_rest = invitations_of(wave)
        membership = make_membership(organization=organization, role="participant")
        invitation.person.membership = membership
        invitation.person.save(update_fields=["membership"])
    client, home = client_of(membership), f"/o/{organization.slug}/"
    address = f"/o/{organization.slug}/my/surveys/{invitation.pk}/"
    assert address in client.get(home, follow=True).content.decode()
    page = client.get(address).content.decode()
    assert "You have signed in. Your account is not stored with your answers." in page
    assert client.post(address.replace(str(invitation.pk), str(other.pk)), GIVEN).status_code == 404
    assert stored(organization) == (0, 12)
    assert "Your answers have been sent." in client.post(address, GIVEN).content.decode()
    assert client.get(address).status_code == 404
    assert address not in client.get(home, follow=True).content.decode()
    assert stored(organization) == (1, 11)


def test_stopping_the_emails_does_not_answer(organization, link):
    client = Client()
    assert client.post(f"{link}?stop=1", {"stop": "1"}).status_code == 302
    assert stored(organization) == (0, 12)
    assert Client().post(link, GIVEN).status_code == 200
    with tenant_scope(organization.id):
        assert Invitation.objects.filter(declined_at__isnull=False).count() == 1


def test_the_sending_page_forecasts_and_asks_before_results_stay_hidden(
    organization, program, by, client_of, administrator
):
    with tenant_scope(organization.id):
        survey = make_anonymous_survey(program, by)
        make_mentees(program, 10)
    base = f"/o/{organization.slug}/programs/{program.pk}/surveys/{survey.pk}"
    client = client_of(administrator)
    forecast = (
        "About 5 of 10 people are likely to answer, so results will probably stay hidden. "
        "Wait for more people, or use a named survey."
    )
    assert forecast in client.get(f"{base}/sending/").content.decode()
    refused = client.post(f"{base}/launch/", {"send-open_days": "14"})
    assert (refused.status_code, "Send anyway" in refused.content.decode()) == (422, True)
    with tenant_scope(organization.id):
        assert not Wave.objects.exists()
    sent = client.post(f"{base}/launch/", {"send-open_days": "14", "is_confirmed": "1"})
    assert sent.status_code == 302
    with tenant_scope(organization.id):
        wave = Wave.objects.get()
        for n, invitation in enumerate(invitations_of(wave)[:7]):
            answer(invitation, n, now=NOON)
    page = client.get(f"{base}/sending/").content.decode()
    assert "counted at the end" in page
    assert ">7<" not in page.replace(" ", "")
