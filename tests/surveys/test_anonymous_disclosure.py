"""Everything that the results of made-up anonymous waves publish, solved as a linear system."""

from hypothesis import given, settings
from hypothesis import strategies as some

from mentoring.statistics import discloses_everyone
from mentoring.statistics.audit import is_determined
from surveys.results.anonymous import anonymous_figures, published_again
from surveys.results.rounding import in_steps
from tests.examples import examples
from tests.linear_system import computable_groups
from tests.surveys.anonymous_waves import (
    Someone,
    asked,
    counted,
    groups_of_participation,
    groups_of_question,
    inside,
    wave_of,
)

PROPERTY = settings(max_examples=examples(120))
QUESTIONS = (asked("one"), asked("two", "yes_no"))
ATTRIBUTES = ("department", "level", "location")


@some.composite
def waves(draw, least=5, most=18):
    """Small organizations whose departments, levels and locations overlap by little."""
    attributes = ATTRIBUTES[: draw(some.integers(0, 3))]
    options = {name: draw(some.integers(1, 4)) for name in attributes}
    mood = draw(some.sampled_from([(1, 2, 3, 4, 5), (4, 5), (5, 5, 5, 5, 1)]))
    people = []
    silent = draw(some.integers(0, 9))
    for number in range(silent + draw(some.integers(least, most))):
        segments = {
            name: draw(some.sampled_from([*(f"{name} {i}" for i in range(count)), ""]))
            for name, count in options.items()
        }
        answers = {
            "one": draw(some.sampled_from([*mood, None])),
            "two": draw(some.sampled_from([1, 0, 1, None])),
        }
        people.append(Someone(segments, None if number < silent else answers))
    return people, attributes


def published(people, attributes):
    return [
        figure.stored() for figure in anonymous_figures(wave_of(people, *QUESTIONS, attributes=attributes))
    ]


@PROPERTY
@given(waves())
def test_no_group_under_five_can_be_calculated_from_the_results(made):
    people, attributes = made
    figures = published(people, attributes)
    for question in QUESTIONS:
        groups = groups_of_question(people, figures, question.key)
        answered = frozenset().union(*groups)
        assert all(len(group) >= 5 for group in groups)
        assert computable_groups(groups, answered, 5) == set()


@PROPERTY
@given(waves())
def test_neither_answers_nor_missing_answers_of_under_five_people_can_be_counted(made):
    people, attributes = made
    for groups in groups_of_participation(people, published(people, attributes)):
        assert all(len(group) >= 5 for group in groups)
        assert computable_groups(groups, frozenset().union(*groups), 5) == set()


@PROPERTY
@given(waves())
def test_counts_are_published_of_groups_whose_missing_answers_are_five_or_more(made):
    people, attributes = made
    for figure in published(people, attributes):
        if figure["n"] is not None and figure["state"] != "no_data":
            silent = sum(person.answers is None and inside(person, figure) for person in people)
            assert silent >= 5 and figure["n"] >= 5
        elif figure["state"] != "no_data":
            assert figure["left_out"] is None
            assert not [it for it in figure["numbers"] if it["name"].endswith(("_low", "_high"))]
            assert all(cell["count"] is None for cell in figure["cells"])


@PROPERTY
@given(waves())
def test_share_of_a_small_group_that_answered_alike_cannot_be_calculated(made):
    people, attributes = made
    figures = published(people, attributes)
    for key, favorable_from in (("one", 4), ("two", 1)):
        exact, bounds = [], []
        for figure in figures:
            if figure["question"] != key or not figure["numbers"] or figure["measure"] == "unpaired":
                continue
            group = frozenset(
                i for i, person in enumerate(people) if counted(person, key) and inside(person, figure)
            )
            is_bound = figure["numbers"][0]["bound"] != "exactly"
            (bounds if is_bound else exact).append(group)
            favorable = sum(people[i].answers[key] >= favorable_from for i in group)
            assert is_bound == discloses_everyone([favorable, len(group) - favorable])
        if exact:
            assert not [group for group in bounds if is_determined(group, exact)]


@PROPERTY
@given(waves(most=12), waves(least=0, most=8))
def test_two_publications_differ_by_at_least_five_answers(made, added):
    people, attributes = made
    more = [Someone({}, person.answers) for person in added[0] if person.answers is not None]
    before = published(people, attributes)
    now = [
        figure.stored()
        for figure in anonymous_figures(wave_of([*people, *more], *QUESTIONS, attributes=attributes))
    ]
    again = published_again(
        before, anonymous_figures(wave_of([*people, *more], *QUESTIONS, attributes=attributes))
    )
    kept = {figure["key"] for figure in before if figure in again}
    later = [figure for figure in again if figure["key"] not in kept]
    assert later == [figure for figure in now if figure["key"] in {each["key"] for each in later}]
    for question in QUESTIONS:
        groups = groups_of_question(people, before, question.key)
        groups += groups_of_question([*people, *more], later, question.key)
        assert computable_groups(groups, frozenset().union(*groups), 5) == set()
    answered = groups_of_participation(people, before)[0]
    answered += groups_of_participation([*people, *more], later)[0]
    assert computable_groups(answered, frozenset().union(*answered), 5) == set()


@PROPERTY
@given(waves())
def test_rounded_shares_are_possible_with_any_number_of_answers_that_is_hidden(made):
    people, attributes = made
    figures = published(people, attributes)
    steps = [it["value"] for it in figures[0]["numbers"] if it["name"] == "rounded_to"]
    for figure in figures if steps else ():
        if figure["attribute"] or figure["measure"] not in ("agreement5", "yes_no"):
            continue
        shares = [it["share"] for it in figure["cells"]] + [it["value"] for it in figure["numbers"]]
        for n in range(max(5, len(people) - 4), len(people) + 1):
            possible = {in_steps(count / n, steps[0]) for count in range(n + 1)} | {0.9, 0.1}
            assert set(shares) <= possible
