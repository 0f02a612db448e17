"""The preview of a survey, and its test email."""

from itertools import pairwise

from django.conf import settings

from mentoring.mail.extensions import MESSAGE_KINDS
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.scope import tenant_scope
from surveys.models import Answer, SurveyVersion
from tests.factories.programs import make_email_text


def test_preview_is_in_the_language_of_the_text_and_may_stand_in_our_own_pages(browse, survey):
    page = browse("preview", query="?language=de", survey_id=survey.pk, key="meetings_happen")
    text = page.content.decode()
    assert "Die Treffen finden wie geplant statt." in text
    assert "Stimme voll zu" in text
    assert "Noch zu früh" in text
    assert "Keine Angabe" in text
    assert 'lang="de"' in text
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "SAMEORIGIN"


def test_test_email_goes_to_oneself_only_and_opens_the_preview(browse, organization, survey, administrator):
    assert browse("test-email", {}, survey_id=survey.pk).status_code == 302
    with tenant_scope(organization.id):
        message = OutboxMessage.objects.get(kind="surveys.test")
        assert message.recipient_email == administrator.user.email
        said = MESSAGE_KINDS["surveys.test"].context(message)
    assert said["subject_line"] == "Test: How is your mentoring going? (3 questions, 2 minutes)"
    assert said["length"] == "3 questions, 2 minutes"
    path = said["action_url"].removeprefix(settings.BASE_URL)
    page = browse("preview", survey_id=survey.pk, key="meetings_happen")
    assert path.startswith(page.wsgi_request.path)


def test_test_email_has_the_program_s_own_opening(browse, organization, program, survey):
    with tenant_scope(organization.id):
        subject, body = "{program} asks you", "Hello {name},\n\nwelcome to {survey}."
        make_email_text(program=program, name="surveys.invitation", language="en", subject=subject, body=body)
    browse("test-email", {}, survey_id=survey.pk)
    with tenant_scope(organization.id):
        message = OutboxMessage.objects.get(kind="surveys.test")
        said = MESSAGE_KINDS["surveys.test"].context(message)
    assert said["subject_line"] == f"Test: {program.name} asks you"
    hello, welcome = said["opening"].split("\n\n")
    assert hello == f"Hello {message.recipient_name},"
    assert welcome == "welcome to How is your mentoring going?."


def test_preview_is_the_page_that_participants_get(browse, survey):
    """Three questions are on one page, with the promise; four or more have a page each."""
    page = browse("preview", survey_id=survey.pk, key="recommend").content.decode()
    for text in ("This survey is confidential", "Meetings happen as planned.", "What should we keep?"):
        assert text in page
    assert "data-autosave" not in page
    browse("question-new", {"text": "Anything else?", "type": "short_text"}, survey_id=survey.pk)
    page = browse("preview", survey_id=survey.pk, key="recommend").content.decode()
    assert "Question 2 of 4" in page
    assert "Meetings happen as planned." not in page
    assert "questions/meetings_happen/preview/?language=en" in page  # Back
    first = browse("preview", query="?start=1", survey_id=survey.pk, key="meetings_happen").content.decode()
    assert "This survey is confidential" in first
    assert "Meetings happen as planned." not in first


def test_preview_leads_from_question_to_question_and_saves_nothing(browse, organization, survey):
    keys = ["meetings_happen", "recommend", "keep", "meetings_happen"]
    for key, following in pairwise(keys):
        answer = browse("preview", {key: "4"}, query="?language=de", survey_id=survey.pk, key=key)
        assert answer["Location"].endswith(f"questions/{following}/preview/?language=de")
    with tenant_scope(organization.id):
        assert not Answer.objects.exists()
        assert not SurveyVersion.objects.filter(is_answered=True).exists()
