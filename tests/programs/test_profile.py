"""Profile questions of a program, and the organization's list of topics."""

import pytest
from django.core.exceptions import ValidationError

from mentoring.audit.models import AuditEvent
from mentoring.tenancy.scope import tenant_scope
from programs.actions.profile import (
    add_question,
    add_topic,
    move_question,
    remove_question,
    remove_topic,
    restore_question,
    restore_topic,
    update_question,
)
from programs.models import ProfileQuestion, Topic
from programs.selectors.profile import all_questions, is_missing, questions_of, topic_names, topics_in
from tests.factories.programs import make_program
from tests.programs.conftest import NOON

TEXT = {"audience": "both", "kind": "text", "text": "Anything else?", "hint": "", "options": []}


@pytest.fixture(autouse=True)
def _scope(organization):
    with tenant_scope(organization.id):
        yield


def keys(program, role: str = "") -> list[str]:
    return [question.key for question in questions_of(program, role)]


def test_a_program_asks_the_questions_of_its_template(organization):
    leaders = make_program(template="leadership")

    assert keys(leaders, "mentee") == ["topics-wanted", "leading", "why", "when", "how"]
    assert keys(make_program(), "mentor") == ["topics-offered", "experience", "when", "how"]
    assert not ProfileQuestion.objects.exists()


def test_the_first_change_stores_the_questions_of_the_template(program, by):
    added = add_question(program, values=TEXT, by=by)

    assert keys(program) == ["topics-wanted", "topics-offered", "why", "experience", "when", "how", added.key]


def test_a_removed_question_is_no_longer_asked_and_comes_back_to_its_place(program, by):
    remove_question(program, "why", by=by, at=NOON)
    assert "why" not in keys(program)
    assert "why" in [question.key for question in all_questions(program)]

    restore_question(program, "why", by=by)

    assert keys(program)[2] == "why"


def test_a_second_removal_or_restoration_does_nothing(program, by):
    for _ in range(2):
        remove_question(program, "why", by=by, at=NOON)
    for _ in range(2):
        restore_question(program, "why", by=by)

    for action in ("programs.remove_question", "programs.restore_question"):
        assert AuditEvent.objects.filter(action=action).count() == 1


def test_questions_move_past_those_that_were_removed(program, by):
    remove_question(program, "topics-offered", by=by, at=NOON)

    move_question(program, "why", up=True, by=by)
    move_question(program, "why", up=True, by=by)

    assert keys(program)[:2] == ["why", "topics-wanted"]


def test_a_choice_needs_two_options(program, by):
    with pytest.raises(ValidationError, match="at least two choices"):
        add_question(program, values={**TEXT, "kind": "one", "options": ["Yes", " Yes "]}, by=by)

    question = update_question(program, "how", values={"options": ["Here", "There"]}, by=by)

    assert question.options == ["Here", "There"]


def test_a_program_asks_at_most_thirty_questions(program, by):
    for _number in range(24):
        add_question(program, values=TEXT, by=by)

    with pytest.raises(ValidationError, match="at most 30"):
        add_question(program, values=TEXT, by=by)


def test_a_required_answer_is_missing_when_it_is_empty(program):
    why = next(question for question in questions_of(program) if question.key == "why")

    assert [is_missing(why, {"why": answer}) for answer in ("", [], None, "Now")] == [True, True, True, False]


def test_topics_come_from_all_questions_about_them(program):
    answers = {"topics-offered": ["Strategy", "Delegation"], "why": "Strategy", "topics-wanted": ["Strategy"]}

    assert topics_in(questions_of(program), answers) == ["Strategy", "Delegation"]


def test_the_list_of_topics_starts_with_the_standard_one(organization, by):
    assert "Delegation" in topic_names()

    add_topic("  welding ", by=by)
    with pytest.raises(ValidationError, match="already in the list"):
        add_topic("Welding", by=by)

    assert {"Delegation", "welding"} <= set(topic_names())


def test_a_removed_topic_comes_back(organization, by):
    removed = remove_topic("Delegation", by=by, at=NOON)
    assert "Delegation" not in topic_names()

    restore_topic(removed.pk, by=by)

    assert "Delegation" in topic_names()


def test_an_emptied_list_stays_empty(organization, by):
    for name in topic_names():
        remove_topic(name, by=by, at=NOON)

    assert topic_names() == []
    assert Topic.objects.count() == 12
