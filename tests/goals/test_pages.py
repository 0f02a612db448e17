"""The goals of a program and of a match: on their pages and in the API."""

from datetime import date

import pytest

from goals.models import Goal
from mentoring.tenancy.scope import tenant_scope
from tests.factories.goals import make_check_in, make_goal, make_milestone
from tests.factories.people import make_person
from tests.factories.programs import (
    make_match,
    make_participant,
    make_program,
    make_program_coordinator,
)
from tests.members.test_member_pages import queries_of

PRIVATE = "only for the two of them"


@pytest.fixture
def make_named(organization, program):
    """Make a goal of a mentee with this last name."""

    def make(last_name: str, **fields) -> Goal:
        with tenant_scope(organization.id):
            person = make_person(first_name="Zoë", last_name=last_name)
            mentee = make_participant(program=program, role="mentee", person=person)
            match = make_match(program=program, mentee=mentee, overridden_by=None)
            return make_goal(match=match, **fields)

    return make


def titles(page: str, *known: str) -> list[str]:
    """Return which of the goals are in the page, in the order of the page."""
    return sorted((title for title in known if title in page), key=page.index)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Delegate", "Negotiate", "Write"]),
        ("state=met", ["Negotiate"]),
        ("state=unheard-of", ["Delegate", "Negotiate", "Write"]),
        ("q=mull", ["Delegate"]),
        ("q=zoe+mul", ["Delegate"]),
        ("q=uller", []),
        ("q=muller&state=met", []),
    ],
)
def test_goals_are_found_by_state_and_by_a_word_of_the_mentees_name(
    client_of, coordinator, organization, program, make_named, query, expected
):
    make_named("Müller", title="Delegate")
    make_named("Okafor", title="Negotiate", state="met")
    make_named("Silva", title="Write", state="proposed")
    with tenant_scope(organization.id):
        make_goal(title="Of another program", match=make_match(program=make_program(name="Other")))
    page = client_of(coordinator).get(f"/o/acme/programs/{program.pk}/goals/?{query}").content.decode()
    assert titles(page, "Delegate", "Negotiate", "Write") == expected
    assert "Of another program" not in page


def test_list_of_goals_costs_the_same_for_one_and_for_four(client_of, coordinator, program, make_named):
    client, url = client_of(coordinator), f"/o/acme/programs/{program.pk}/goals/"
    make_named("One")
    few = queries_of(client, url)
    for name in ("Two", "Three", "Four"):
        make_named(name, title=f"Goal of {name}")
    assert queries_of(client, url) == few == 11


def test_goals_of_a_match_have_open_ones_first_and_nothing_of_their_steps(
    client_of, coordinator, organization, program, held
):
    match, other = held(70), held(70)
    with tenant_scope(organization.id):
        for title, state in (
            ("Given up", "dropped"),
            ("Done", "met"),
            ("Suggested", "proposed"),
            ("Going on", "agreed"),
        ):
            goal = make_goal(match=match, title=title, state=state, measure=PRIVATE, relevance=PRIVATE)
            make_milestone(goal=goal, title=PRIVATE)
            make_check_in(goal=goal, note=PRIVATE)
        make_goal(match=other, title="Of another match")
    url = f"/o/acme/programs/{program.pk}/matches/{match.pk}/goals/"
    page = client_of(coordinator).get(url).content.decode()
    assert titles(page, "Given up", "Done", "Suggested", "Going on") == [
        "Going on",
        "Suggested",
        "Done",
        "Given up",
    ]
    assert PRIVATE not in page
    assert "Of another match" not in page


def test_match_of_another_program_is_not_found(client_of, coordinator, organization, program, held):
    match = held(70)
    with tenant_scope(organization.id):
        other = make_program(name="Other")
        make_goal(match=match, title="Speak")
    answer = client_of(coordinator).get(f"/o/acme/programs/{other.pk}/matches/{match.pk}/goals/")
    assert answer.status_code == 404
    assert "Speak" not in answer.content.decode()


def test_api_lists_goals_by_program_match_and_state(
    client_of, coordinator, organization, program, make_named
):
    met = make_named("Müller", title="Delegate", state="met", met_on=date(2026, 10, 1), progress_percent=100)
    open_one = make_named("Okafor", title="Negotiate")
    with tenant_scope(organization.id):
        other = make_program(name="Other", shows_goal_titles=True)
        make_program_coordinator(program=other, membership=coordinator)
        elsewhere = make_goal(match=make_match(program=other), title="Elsewhere")
    client = client_of(coordinator)

    def found(query: str) -> list[str]:
        return [goal["title"] for goal in client.get(f"/api/v1/o/acme/goals/?{query}").json()["results"]]

    assert found("") == ["Delegate", "Negotiate", "Elsewhere"]
    assert found(f"program={program.pk}") == ["Delegate", "Negotiate"]
    assert found(f"match={open_one.match_id}") == ["Negotiate"]
    assert found("state=met") == ["Delegate"]
    assert found(f"match={elsewhere.match_id}&state=met") == []
    one = client.get(f"/api/v1/o/acme/goals/?match={met.match_id}").json()["results"][0]
    assert one == {
        "id": str(met.pk), "match_id": str(met.match_id), "title": "Delegate", "objective_id": None,
        "state": "met", "attainment": "",
        "agreed_on": "2026-09-01", "met_on": "2026-10-01", "due_on": "2027-01-31", "progress_percent": 100,
        "last_check_in_on": None,
    }  # fmt: skip


def test_api_lists_check_ins_by_day_without_their_notes(client_of, coordinator, organization, make_named):
    goal, other = make_named("Müller"), make_named("Okafor")
    with tenant_scope(organization.id):
        late = make_check_in(
            goal=goal, checked_on=date(2026, 10, 1), progress_percent=40, note=PRIVATE, is_stuck=True
        )
        early = make_check_in(goal=goal, checked_on=date(2026, 9, 1), progress_percent=10)
        make_check_in(goal=other)
    answer = client_of(coordinator).get(f"/api/v1/o/acme/check-ins/?goal={goal.pk}").json()["results"]
    assert answer == [
        {"id": str(early.pk), "goal_id": str(goal.pk), "checked_on": "2026-09-01", "progress_percent": 10},
        {"id": str(late.pk), "goal_id": str(goal.pk), "checked_on": "2026-10-01", "progress_percent": 40},
    ]
