"""Repeating an answer to "Did you meet?" changes nothing, and undo restores what was there before."""

from datetime import timedelta

import pytest

from mentoring.tenancy.scope import tenant_scope
from programs.extensions import AFTER_SESSION_QUESTIONS
from programs.models import Session
from tests.programs.meeting_answers.answering import answer, events, questions, state


@pytest.mark.parametrize(
    "fields",
    [
        {
            "met": "yes",
            "minutes": 30,
            "rating": 2,
            "fit": "not_good",
            "note": "A note",
            "private_note": "Mine",
        },
        {"met": "yes", "held_on": -3, "minutes": 30},
        {"met": "moved", "moved_to": 5},
        {"met": "moved"},
        {"met": "not_yet"},
        {"met": "help", "help_text": "Please call me."},
    ],
    ids=["yes", "another day", "moved", "moved to no date", "not yet", "help"],
)
@pytest.mark.parametrize("with_session", [True, False], ids=["planned", "missing"])
def test_undo_restores_what_was_there_before(
    fields, with_session, inquiry, link, client, organization, today
):
    asked = inquiry("mentee", with_session=with_session)
    with tenant_scope(organization.id):
        (question,) = questions(asked)
    days = {name: today + timedelta(days=fields[name]) for name in ("held_on", "moved_to") if name in fields}
    if fields["met"] == "yes" and not with_session:
        days.setdefault("held_on", today)
    before = state(organization)
    assert client.post(link(asked), answer(question, **{**fields, **days})).status_code == 302
    assert state(organization) != before
    # Changed once more in between: undo goes back to before both.
    client.post(link(asked), answer(question, met="yes", held_on=today, rating=1, note="Another"))
    client.post(link(asked), {"undo": question.pk})
    assert state(organization) == before
    assert client.post(link(asked), {"undo": question.pk}).status_code == 302
    assert state(organization) == before


def test_the_same_answer_twice_changes_nothing(inquiry, link, client, organization, yesterday):
    asked = inquiry("mentee")
    with tenant_scope(organization.id):
        (question,) = questions(asked)
    data = answer(question, met="yes", held_on=yesterday, minutes=45, rating=4, note="Once")
    client.post(link(asked), data)
    before, said = state(organization), events(organization)
    assert client.post(link(asked), data).status_code == 302
    assert state(organization) == before
    assert events(organization) == said


def test_a_session_that_the_partner_confirmed_stays_held(inquiry, link, client, organization, yesterday):
    one, other = inquiry("mentee"), inquiry("mentor")
    with tenant_scope(organization.id):
        (mine,) = questions(one)
        theirs = questions(other)[0]
    client.post(link(one), answer(mine, met="yes", held_on=yesterday))
    client.post(link(other), answer(theirs, met="yes", held_on=yesterday))
    client.post(link(one), {"undo": mine.pk})
    with tenant_scope(organization.id):
        assert Session.objects.get(match=mine.match).state == "held"
    client.post(link(one), answer(mine, met="not_yet"))
    with tenant_scope(organization.id):
        assert Session.objects.get(match=mine.match).state == "held"


class Moved:
    """A question of an upper app, as an upper app would write it."""

    template = "programs/match_card_nothing.html"

    def __init__(self):
        self.saved, self.undone = [], []

    def load(self, parties, *, now):
        return {}

    def save(self, party, data, *, prefix, by, now):
        self.saved.append((party.role, data.get(f"{prefix}-moved")))
        return {"was": 3}

    def undo(self, party, saved, *, by, now):
        self.undone.append(saved)


def test_questions_of_upper_apps_are_saved_and_undone(inquiry, link, client, organization, yesterday):
    extra = AFTER_SESSION_QUESTIONS.register("test", Moved())
    try:
        asked = inquiry("mentee")
        with tenant_scope(organization.id):
            (question,) = questions(asked)
        client.post(link(asked), answer(question, met="yes", held_on=yesterday, moved="goal-1"))
        assert extra.saved == [("mentee", "goal-1")]
        client.post(link(asked), {"undo": question.pk})
        assert extra.undone == [{"was": 3}]
    finally:
        AFTER_SESSION_QUESTIONS._items.pop("test")
