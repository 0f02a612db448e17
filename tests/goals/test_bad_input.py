"""Bad input on the pages: each case gets a sentence, and what was typed is still there."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from goals.models import Goal, Milestone
from mentoring.tenancy.scope import tenant_scope
from programs.models import Program
from tests.factories.goals import make_goal
from tests.programs.test_agreements import pair  # noqa: F401 - a fixture

MEASURE = {"kind": "number", "measure": "MARK card", "direction": "raise", "baseline": "2.5", "target": "4"}
LONG = "MARK " + "x" * 4995
PAST = timezone.localdate() - timedelta(days=1)


@pytest.fixture
def page(pair, mentee, organization, client_of):  # noqa: F811
    """Post to a page of a draft that is due in a month; return the status and the page."""

    def post(path: str, given: dict) -> tuple[int, str]:
        today = timezone.localdate()
        with tenant_scope(organization.id):
            Program.objects.filter(pk=pair.program_id).update(ends_on=today + timedelta(days=90))
            goal = make_goal(
                match=pair, title="Run the review", state="draft", due_on=today + timedelta(days=30)
            )
        answer = client_of(mentee).post(f"/o/acme/my/matches/{pair.pk}/goals/{goal.pk}/{path}/", given)
        return answer.status_code, unescape(answer.content.decode())

    return post


@pytest.mark.parametrize(
    ("path", "given", "sentence"),
    [
        ("questions/measure", {**MEASURE, "measure": ""}, "This field is required."),
        ("questions/measure", {**MEASURE, "target": ""}, "Enter a number."),
        ("questions/measure", {**MEASURE, "target": "2.5"}, "The target is the same as today's value."),
        ("questions/measure", {**MEASURE, "target": "1"}, "The target lies in the other direction."),
        ("questions/measure", {**MEASURE, "direction": "lower"}, "The target lies in the other direction."),
        ("questions/measure", {**MEASURE, "target": "many"}, "Enter a number."),
        ("questions/when", {"due_on": PAST.isoformat()}, "This date has passed."),
        ("questions/when", {"due_on": "2199-01-01"}, "This is after the program ends."),
        ("questions/why", {"relevance": LONG}, "at most 300 characters (it has 5000)"),
        ("questions/what", {"title": LONG, "owner": "mentee"}, "at most 300 characters (it has 5000)"),
        ("milestones/add", {"title": "MARK", "due_on": "2199-01-01"}, "This is after the goal is due."),
    ],
)
def test_each_case_gets_a_sentence_and_nothing_is_lost(page, organization, path, given, sentence):
    status, text = page(path, given)
    assert status == 422
    assert sentence in text
    for typed in given.values():
        assert typed in text
    with tenant_scope(organization.id):
        goal = Goal.objects.get()
        assert (goal.title, goal.measure, goal.relevance) == ("Run the review", "", "")
        assert not Milestone.objects.exists()


def test_a_goal_may_lower_something(page, organization):
    assert page("questions/measure", {**MEASURE, "direction": "lower", "target": "1"})[0] == 302
    with tenant_scope(organization.id):
        assert (Goal.objects.get().direction, Goal.objects.get().target) == ("lower", 1)


def test_a_goal_without_a_measure_cannot_be_proposed(page, organization):
    assert page("propose", {})[0] == 302
    with tenant_scope(organization.id):
        assert Goal.objects.get().state == "draft"
