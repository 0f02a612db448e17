"""The page "Did you meet?": what an answer changes."""

import re
from datetime import timedelta

import pytest

from mentoring.tenancy.scope import tenant_scope
from programs.models import Feedback, HelpRequest, Match, Note, Session
from tests.programs.meeting_answers.answering import answer, questions, state


def test_yes_saves_the_session_with_minutes_rating_fit_and_note(
    inquiry, link, client, organization, yesterday, today
):
    asked = inquiry("mentee")
    with tenant_scope(organization.id):
        (question,) = questions(asked)
    path = link(asked)
    page = client.get(f"{path}?met=yes").content.decode()
    assert re.search(r'value="yes"\s+checked', page)
    assert "Did you meet Jon on" in page
    data = answer(
        question, met="yes", held_on=yesterday, minutes=45, rating=4, fit="good", note="Read the timeline."
    )
    assert client.post(path, data).status_code == 302
    with tenant_scope(organization.id):
        session = Session.objects.get(match=question.match)
        assert (session.state, session.happens_on, session.minutes) == ("held", yesterday, 45)
        assert [(it.read(), it.is_private) for it in Note.objects.filter(session_ref=session.pk)] == [
            ("Read the timeline.", False)
        ]
        assert list(Feedback.objects.values_list("role", "rating", "fit", "given_on")) == [
            ("mentee", 4, "good", today)
        ]
        assert Match.objects.get(pk=question.match_id).held_count == 1
    done = client.get(path).content.decode()
    assert "Session saved" in done
    assert "45 min" in done
    assert "4 of 5" in done


def test_moved_changes_the_planned_session(inquiry, link, client, organization, today):
    asked = inquiry("mentee")
    with tenant_scope(organization.id):
        (question,) = questions(asked)
    client.post(link(asked), answer(question, met="moved", moved_to=today + timedelta(days=3)))
    with tenant_scope(organization.id):
        session = Session.objects.get(match=question.match)
        assert session.pk == question.session_id
        assert (session.happens_on, session.state) == (today + timedelta(days=3), "planned")
        assert Match.objects.get(pk=question.match_id).next_planned_on == today + timedelta(days=3)


@pytest.mark.parametrize(("met", "expected"), [("not_yet", "missed"), ("moved", "cancelled")])
def test_a_session_that_did_not_take_place(met, expected, inquiry, link, client, organization):
    asked = inquiry("mentee")
    with tenant_scope(organization.id):
        (question,) = questions(asked)
    client.post(link(asked), answer(question, met=met))
    with tenant_scope(organization.id):
        assert Session.objects.get(match=question.match).state == expected


def test_help_is_kept_with_its_words(inquiry, link, client, organization):
    asked = inquiry("mentee")
    with tenant_scope(organization.id):
        (question,) = questions(asked)
    client.post(link(asked), answer(question, met="help", help_text="Please call me."))
    with tenant_scope(organization.id):
        request = HelpRequest.objects.get()
        assert (request.match_id, request.role) == (question.match_id, "mentee")
        assert request.read() == "Please call me."
        assert "call me" not in request.sealed
        match = Match.objects.get(pk=question.match_id)
        assert match.health == "at_risk"
        assert "help" in [signal["code"] for signal in match.signals]
        assert Session.objects.get(match=match).state == "planned"


def test_a_mentor_answers_for_one_and_leaves_the_other_open(inquiry, link, client, organization, yesterday):
    asked = inquiry("mentor")
    with tenant_scope(organization.id):
        priya, sam = questions(asked)
    page = client.get(link(asked)).content.decode()
    assert "Did you meet Priya and Sam on" in page
    client.post(link(asked), answer(priya, met="yes", held_on=yesterday))
    with tenant_scope(organization.id):
        priya.refresh_from_db()
        sam.refresh_from_db()
    assert (priya.answer, sam.answer) == ("yes", "")
    page = client.get(link(asked)).content.decode()
    assert "Priya Doe: Session saved" in page
    assert f'name="m{sam.pk.hex}-met"' in page
    assert f'name="m{priya.pk.hex}-met"' not in page


def test_what_is_refused_is_said_and_nothing_is_saved(inquiry, link, client, organization, today):
    asked = inquiry("mentor")
    with tenant_scope(organization.id):
        priya, sam = questions(asked)
    before = state(organization)
    tomorrow = today + timedelta(days=1)
    data = answer(sam, met="not_yet") | answer(priya, met="yes", held_on=tomorrow)
    refused = client.post(link(asked), data)
    assert refused.status_code == 422
    assert "This date is in the future." in refused.content.decode()
    assert state(organization) == before
    nothing = client.post(link(asked), {})
    assert nothing.status_code == 422
    assert "Choose an answer." in nothing.content.decode()


def test_a_missing_session_needs_its_date(inquiry, link, client, organization):
    asked = inquiry("mentee", with_session=False)
    with tenant_scope(organization.id):
        (question,) = questions(asked)
    refused = client.post(link(asked), answer(question, met="yes"))
    assert refused.status_code == 422
    assert "Enter the date on which you met." in refused.content.decode()
