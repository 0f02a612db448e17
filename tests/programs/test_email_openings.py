"""Emails whose subject and opening a program can change: what is sent, previewed and tested, and what stays fixed."""

from datetime import UTC, datetime

import pytest

from mentoring.mail.actions import queue_message
from mentoring.mail.extensions import MESSAGE_KINDS
from mentoring.mail.models import OutboxMessage
from mentoring.mail.preview import preview
from mentoring.mail.recipients import Recipient
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import tenant_scope
from programs.email_texts import EDITABLE_TEXTS
from programs.extensions import EMAIL_EXAMPLES
from programs.openings import example_of
from programs.review_emails import REVIEW
from tests.factories.people import make_person
from tests.factories.programs import make_email_text, make_match, make_participant, make_program
from tests.factories.support import make_review, make_review_answer
from tests.programs.pages import text_of

LATER = datetime(2099, 3, 4, 12, tzinfo=UTC)
OPENINGS = [name for name, text in EDITABLE_TEXTS.items() if text.is_opening]


@pytest.fixture
def program(organization):
    with tenant_scope(organization.id):
        return make_program(name="Rising Leaders")


@pytest.fixture
def page(program):
    return lambda name, language="en": f"/o/acme/programs/{program.pk}/setup/emails/{name}/{language}/"


@pytest.mark.parametrize("name", OPENINGS)
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_opening_is_changed_previewed_and_reset(
    client_of, administrator, organization, page, name, language
):
    client = client_of(administrator)
    url = page(name, language)
    standard = text_of(client.get(url))
    saved = client.post(url, {"subject": "S {name}", "body": "Own <b>opening</b>\n\n{name}"}, follow=True)
    shown = saved.content.decode()
    assert "S Alex" in shown
    assert "Own &lt;b&gt;opening&lt;/b&gt;" in shown
    text = text_of(saved)
    fixed = "Fixed part" in text or "Fester Teil" in text
    assert fixed
    client.post(f"{url}reset/")
    assert text_of(client.get(url)).split("Preview")[-1] == standard.split("Preview")[-1]


@pytest.mark.parametrize("name", OPENINGS)
def test_standard_text_uses_known_placeholders_and_has_an_example(organization, program, name):
    text = EDITABLE_TEXTS[name]
    with tenant_scope(organization.id):
        values = example_of(name, EMAIL_EXAMPLES[name](program, LATER.date()), None)
    assert set(text.names(EMAIL_EXAMPLES[name](program, LATER.date()))) <= set(text.placeholders)
    assert "{" not in values["text_subject"] + values["opening"]
    assert values["opening"]
    assert MESSAGE_KINDS[name].template


def queue_review(program, person, language="en"):
    """Queue the email that asks the mentee for a review; return the message."""
    match = make_match(
        program=program, mentee=make_participant(program=program, role="mentee", person=person)
    )
    answer = make_review_answer(review=make_review(match=match), role="mentee")
    return queue_message(
        REVIEW,
        recipient=Recipient(person.email, person.name, language, "UTC"),
        about=answer,
        dedup_key=f"{REVIEW}:{answer.pk.hex}",
        by=Actor.system("test"),
        scope_id=program.pk,
    )


def test_own_text_is_sent_in_its_language_only(organization, program):
    with tenant_scope(organization.id):
        make_email_text(
            program=program,
            name=REVIEW,
            language="de",
            subject="Für {first_name}",
            body="Hallo {name}, {partner}!",
        )
        acme = Organization.objects.get(pk=organization.pk)
        for first, language in (("Mia", "de"), ("Noa", "en")):
            person = make_person(first_name=first, last_name="Lang", email=f"{first}@example.org".lower())
            message = queue_review(program, person, language)
            subject, text = preview(message, acme)
            own = (subject, f"Hallo {first} Lang, " in text)
            assert own == (("Für Mia", True) if language == "de" else (subject, False))
            assert "each other’s answers" in text or "Antworten" in text
            assert "/l/" not in text


def test_unconfirmed_organization_sends_the_standard_text(organization, program):
    with tenant_scope(organization.id):
        make_email_text(program=program, name=REVIEW, language="en", subject="Win a prize", body="Click here")
        message = queue_review(program, make_person(email="mia@example.org"))
    Organization.objects.filter(pk=organization.pk).update(is_confirmed=False)
    with tenant_scope(organization.id):
        _subject, text = preview(message, Organization.objects.get(pk=organization.pk))
    assert "Click here" not in text
    assert "Five questions help" in text


def test_test_email_says_what_the_email_says(client_of, administrator, organization, program, page):
    with tenant_scope(organization.id):
        make_email_text(
            program=program, name="surveys.reminder", language="de", subject="Bitte", body="Nur {date}"
        )
    client = client_of(administrator)
    client.post(page("surveys.reminder", "de") + "test/")
    with tenant_scope(organization.id):
        message = OutboxMessage.objects.get(kind="programs.text_test")
        subject, text = preview(message, Organization.objects.get(pk=organization.pk))
    assert subject == "Bitte"
    assert "Nur " in text
    assert "Das ist die erste Frage:" in text


def test_placeholder_of_another_email_is_refused(client_of, administrator, page):
    answer = client_of(administrator).post(page(REVIEW), {"subject": "S", "body": "{survey}"})
    assert answer.status_code == 422
    assert "{survey} is not a placeholder." in answer.content.decode()


def test_page_lists_every_text_with_a_few_queries(
    client_of, administrator, organization, program, django_assert_max_num_queries
):
    client = client_of(administrator)
    url = f"/o/acme/programs/{program.pk}/setup/emails/"
    client.get(url)
    with django_assert_max_num_queries(14):
        shown = text_of(client.get(url))
    for text in EDITABLE_TEXTS:
        assert str(text.when) in shown
