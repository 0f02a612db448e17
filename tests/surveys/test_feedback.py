"""Keep, more, less: the mentor reads what the mentee wrote by name, and nobody else does there."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from mentoring.tenancy.scope import tenant_scope
from surveys.models import Answer, Response
from tests.factories.people import make_person
from tests.factories.programs import make_match, make_participant
from tests.factories.surveys import (
    make_survey,
    make_survey_invitation,
    make_survey_question,
    make_survey_version,
    make_wave,
)

AT = datetime(2026, 10, 2, 9, tzinfo=UTC)


@pytest.fixture
def match(organization, program, mentor, mentee):
    with tenant_scope(organization.id):
        people = [make_person(membership=member) for member in (mentor, mentee)]
        sides = {
            role: make_participant(program=program, role=role, person=person)
            for role, person in zip(("mentor", "mentee"), people, strict=True)
        }
        return make_match(program=program, **sides)


def write(
    match, key="feedback-more", text="More examples, please.", *, mode="named", at=AT, match_of=None
) -> None:
    survey = make_survey(program=match.program, mode=mode)
    question = make_survey_question(
        version=make_survey_version(survey=survey), key=key, type="short_text",
        texts={"en": {"text": "What would you like more of?", "label": "More"}},
    )  # fmt: skip
    wave = make_wave(version=question.version, mode=mode)
    make_survey_invitation(wave=wave, participant=match.mentee, match=match_of or match)
    person = match.mentee.person if mode == "named" else None
    response = Response.objects.create(
        wave=wave, version=wave.version, person=person, person_key="" if person else "ab" * 32,
        started_at=AT, submitted_at=at,
    )  # fmt: skip
    Answer.objects.create(response=response, question=question, text=text)


def page(client, member, match) -> str:
    client.force_login(member.user)
    address = reverse("surveys:my-feedback", kwargs={"slug": "acme", "match_id": match.pk})
    return client.get(address).content.decode()


def test_mentor_reads_the_feedback_and_the_mentee_does_not(client, organization, match, mentor, mentee):
    with tenant_scope(organization.id):
        write(match)
    said = page(client, mentor, match)
    assert "More examples, please." in said
    assert "Your mentee knows that you read this with their name." in said
    assert "More examples, please." not in page(client, mentee, match)


@pytest.mark.parametrize(
    "written",
    [{"key": "open-change"}, {"mode": "confidential"}, {"at": None}],
    ids=["another question", "confidential", "not sent"],
)
def test_nothing_else_that_a_mentee_wrote_is_shown(client, organization, match, mentor, written):
    with tenant_scope(organization.id):
        write(match, **written)
    assert "More examples, please." not in page(client, mentor, match)


def test_feedback_about_another_mentor_is_not_shown(client, organization, program, match, mentor):
    with tenant_scope(organization.id):
        other = make_match(program=program, mentee=match.mentee)
        write(match, match_of=other)
    assert "More examples, please." not in page(client, mentor, match)
