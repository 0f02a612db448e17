"""The same form in two windows: each gets a sentence, and what was typed is still there."""

import re
from datetime import date

import pytest

from goals.models import CheckIn, Goal, Milestone
from mentoring.tenancy.scope import tenant_scope
from tests.factories.goals import make_goal
from tests.goals.test_my_goals import ANSWERS
from tests.programs.test_agreements import pair  # noqa: F401 - a fixture


@pytest.fixture
def base(pair):  # noqa: F811
    return f"/o/acme/my/matches/{pair.pk}/goals/"


@pytest.fixture
def goal(pair, organization):  # noqa: F811
    def make(**fields):
        with tenant_scope(organization.id):
            return make_goal(
                match=pair, **{**ANSWERS, "due_on": date(2027, 1, 15), "state": "draft", **fields}
            )

    return make


def seen(page):
    return re.search(r'name="seen" value="(\w+)"', page.content.decode())[1]


def test_the_second_window_shows_the_first_answer_before_it_replaces_it(
    goal, base, mentee, organization, client_of
):
    client, address = client_of(mentee), f"{base}{goal().pk}/questions/why/"
    both = seen(client.get(address))
    assert client.post(address, {"relevance": "MARK first window", "seen": both}).status_code == 302
    second = client.post(address, {"relevance": "MARK second window", "seen": both})
    page = second.content.decode()
    assert second.status_code == 422
    assert "Changed in another window: MARK first window." in page
    assert "MARK second window</textarea>" in page
    with tenant_scope(organization.id):
        assert Goal.objects.get().relevance == "MARK first window"
    assert client.post(address, {"relevance": "MARK second", "seen": seen(second)}).status_code == 302
    with tenant_scope(organization.id):
        assert Goal.objects.get().relevance == "MARK second"


def test_the_same_answer_twice_is_no_conflict(goal, base, mentee, client_of):
    client, address = client_of(mentee), f"{base}{goal().pk}/questions/measure/"
    both = seen(client.get(address))
    given = {"kind": "number", "measure": "card", "direction": "raise", "baseline": "2.5", "target": "4.0"}
    for _n in range(2):
        assert client.post(address, {**given, "unit": "of 5", "seen": both}).status_code == 302


def test_a_goal_that_was_agreed_meanwhile_says_so_and_keeps_the_words(goal, base, mentee, client_of):
    client = client_of(mentee)
    address = f"{base}{goal(state='agreed').pk}/questions/why/"
    answer = client.post(address, {"relevance": "MARK late words", "seen": "0" * 16})
    assert answer.status_code == 422
    assert "MARK late words" in answer.content.decode()
    with_same = client.post(address, {"relevance": "MARK late words"})
    assert "This goal is agreed. Extend, replace or drop it instead." in with_same.content.decode()
    assert client.get(address).status_code == 302


def test_the_same_draft_twice_is_refused_with_a_sentence(base, mentee, organization, client_of):
    client = client_of(mentee)
    given = {"title": "MARK once", "owner": "mentee"}
    assert client.post(f"{base}new/", given).status_code == 302
    again = client.post(f"{base}new/", given)
    assert again.status_code == 422
    assert "This match already has this goal." in again.content.decode()
    assert "MARK once</textarea>" in again.content.decode()


def test_the_same_milestone_twice_is_refused_with_a_sentence(goal, base, mentee, organization, client_of):
    client, address = client_of(mentee), f"{base}{goal().pk}/milestones/add/"
    assert client.post(address, {"title": "MARK once"}).status_code == 302
    again = client.post(address, {"title": "MARK once"})
    assert again.status_code == 422
    assert "This goal already has this milestone." in again.content.decode()
    with tenant_scope(organization.id):
        assert Milestone.objects.count() == 1


@pytest.mark.parametrize(
    ("action", "given", "sentence"),
    [
        ("check-in", {"value": "3", "pace": "stuck", "note": "MARK words"}, "Check-ins are for agreed goals"),
        ("close", {"state": "dropped", "reason": "MARK words"}, "This goal is not open."),
        ("extend", {"due_on": "2027-01-20", "reason": "MARK words"}, "Only an agreed goal can be extended."),
    ],
)
def test_a_goal_that_was_closed_meanwhile_says_so_and_keeps_the_words(
    goal, base, mentee, organization, client_of, action, given, sentence
):
    client, closed = client_of(mentee), goal(state="dropped", closed_on=date(2026, 11, 1))
    answer = client.post(f"{base}{closed.pk}/{action}/", given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "MARK words" in page
    with tenant_scope(organization.id):
        assert not CheckIn.objects.exists()
