"""Which objective of the program a goal serves, and what that says about the match."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from goals.actions import agree_goal, create_goal, propose_goal, update_goal
from goals.models import Goal, GoalAgreement
from goals.selectors import goals_of_match
from goals.selectors.match_answer import match_answer
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from programs.selectors.parties import parties_in
from tests.factories.goals import make_goal, make_objective
from tests.programs.test_agreements import pair  # noqa: F401 - a fixture

TODAY = date(2026, 10, 1)
NOW = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
BY = Actor.system("test")
ANSWERS = {
    "title": "present our decisions", "measure": "rating", "baseline": Decimal(2), "target": Decimal(4),
    "due_on": date(2027, 1, 15),
}  # fmt: skip


@pytest.fixture
def sides(pair, organization):  # noqa: F811
    with tenant_scope(organization.id):
        yield parties_in(pair)


@pytest.fixture
def objective(sides):
    return make_objective(program=sides[0].match.program, statement="More posts are filled from within.")


def answer(match):
    return match_answer(goals_of_match(match.pk), today=TODAY)


def test_mentee_chooses_the_objective_in_the_form_and_later(client_of, sides, objective, organization):
    mentee = sides[1]
    goal = create_goal(mentee, values=ANSWERS, by=BY, today=TODAY)
    make_objective(program=mentee.match.program, statement="Given up", state="dropped")
    url = f"/o/acme/my/matches/{mentee.match.pk}/goals/{goal.pk}/"
    client = client_of(mentee.person.membership)
    page = client.get(f"{url}questions/why/").content.decode()
    assert "More posts are filled from within." in page
    assert "Given up" not in page
    client.post(f"{url}questions/why/", {"relevance": "Now", "objective_id": str(objective.pk)})
    assert Goal.objects.get().objective_id == objective.pk
    Goal.objects.update(state="agreed")
    assert "Which objective of the program does it serve?" in client.get(url).content.decode()
    client.post(f"{url}objective/", {"objective_id": ""})
    assert Goal.objects.get().objective_id is None


def test_form_asks_for_no_objective_where_the_program_has_none(client_of, sides):
    mentee = sides[1]
    goal = create_goal(mentee, values=ANSWERS, by=BY, today=TODAY)
    url = f"/o/acme/my/matches/{mentee.match.pk}/goals/{goal.pk}/questions/why/"
    page = client_of(mentee.person.membership).get(url).content.decode()
    assert "objective" not in page


def test_objective_of_an_agreed_goal_changes_without_a_new_agreement(sides, objective):
    mentor, mentee = sides
    goal = create_goal(mentee, values=ANSWERS, by=BY, today=TODAY)
    propose_goal(goal, party=mentee, by=BY, now=NOW, today=TODAY)
    agree_goal(goal, role=mentor.role, by=BY, now=NOW, today=TODAY)
    update_goal(goal, values={"objective_id": objective.pk}, by=BY, today=TODAY)
    saved = Goal.objects.get()
    assert (saved.state, saved.objective_id) == ("agreed", objective.pk)
    assert GoalAgreement.objects.filter(agreed_at__isnull=False).count() == 2
    with pytest.raises(ValidationError, match="agreed"):
        update_goal(goal, values={"objective_id": None, "title": "something else"}, by=BY, today=TODAY)


def test_objective_of_another_program_is_refused(sides):
    goal = create_goal(sides[1], values=ANSWERS, by=BY, today=TODAY)
    with pytest.raises(ValidationError, match="Choose an objective of this program"):
        update_goal(goal, values={"objective_id": make_objective().pk}, by=BY, today=TODAY)


@pytest.mark.parametrize(
    ("goals", "heading", "evidence"),
    [
        ([], "No agreed goal of this match serves an objective of the program", []),
        ([{"state": "proposed"}], "No agreed goal of this match serves an objective of the program", []),
        (
            [{"due_on": date(2027, 1, 15), "progress_percent": 40}],
            "Too early to tell: the first goal that serves an objective is due on Jan 15, 2027",
            ["More posts are filled from within: Writing (at 40%, due on Jan 15, 2027)."],
        ),
        (
            [{"due_on": date(2026, 9, 1)}],
            "0 of 1 goal that serves an objective of the program has been met",
            ["More posts are filled from within: Writing (at 0%, was due on Sep 1, 2026)."],
        ),
        (
            [{"state": "met", "met_on": date(2026, 9, 3)}, {}, {"state": "dropped"}],
            "1 of 2 goals that serve objectives of the program have been met",
            [
                "More posts are filled from within: Writing (at 0%, due on Jan 31, 2027); "
                "Writing (met on Sep 3, 2026); Writing (Dropped)."
            ],
        ),
    ],
)
def test_match_is_answered_from_the_goals_that_serve_an_objective(sides, objective, goals, heading, evidence):
    match = sides[0].match
    make_goal(match=match, title="Serves none", state="met")
    for number, fields in enumerate(goals):
        make_goal(match=match, title=f"private {number}", skill="Writing", objective=objective, **fields)
    found = answer(match)
    assert (found.heading, list(found.evidence)) == (heading, evidence)


def test_answer_is_on_the_page_of_the_match_and_in_the_api(
    client_of, administrator, sides, objective, organization
):
    match = sides[0].match
    make_goal(match=match, title="private", skill="Writing", objective=objective, state="met")
    client = client_of(administrator)
    url = f"/o/acme/programs/{match.program_id}/matches/{match.pk}/goals/"
    page = client.get(url).content.decode()
    assert "1 of 1 goal that serves an objective of the program has been met." in page
    assert "private" not in page
    found = client.get(f"/api/v1/o/acme/matches/{match.pk}/objectives/").json()
    assert (found["met"], found["total"]) == (1, 1)
    assert found["evidence"] == ["More posts are filled from within: Writing (Met)."]
