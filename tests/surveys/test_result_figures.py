"""The figures of questions and scales against a second library, and the rules of what may be shown."""

import json
from collections import Counter
from datetime import date
from random import Random
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pytest import approx
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

from surveys.results.comments import NameMask, mask
from surveys.results.inputs import InvitedPerson
from surveys.results.wave import stored_figures, wave_comments, wave_figures
from tests.examples import examples
from tests.surveys.waves import asked, figures, of, values_of, wave


@settings(max_examples=examples(60), deadline=None)
@given(some.lists(some.one_of(some.integers(1, 5), some.none()), min_size=5, max_size=80))
def test_favorable_share_agrees_with_a_second_library(values):
    found = figures(of("q", *values), asked())["question.q"]
    answered = [value for value in values if value is not None]
    if len(answered) < 5:
        assert found.n in (None, 0)
        assert (found.numbers, found.cells) == ((), ())
        return
    assert (found.n, found.left_out) == (len(answered), len(values) - len(answered))
    favorable = sum(value >= 4 for value in answered)
    shown = values_of(found)
    if len(shown) == 1:
        assert len(answered) < 20
        assert favorable / len(answered) >= 0.9 or favorable / len(answered) <= 0.1
        return
    low, high = proportion_confint(favorable, len(answered), method="wilson")
    limits = (shown["favorable"], shown["favorable_low"], shown["favorable_high"])
    assert limits == approx((favorable / len(answered), low, high), abs=1e-9)
    counts = Counter(answered)
    if all(cell.count is not None for cell in found.cells):
        assert [cell.count for cell in found.cells] == [counts[value] for value in range(1, 6)]


def test_four_answers_show_nothing_not_even_how_many():
    invited = [InvitedPerson(i, has_answered=i < 4) for i in range(30)]
    found = wave_figures(wave(of("q", 5, 4, 3, 2), asked(), invited=invited))
    assert [(figure.key, figure.n, figure.state) for figure in found] == [("response", None, "suppressed")]
    assert values_of(found[0]) == {"invited": 30}


def test_not_applicable_and_prefer_not_to_say_are_in_no_denominator():
    found = figures(of("q", 5, 5, 4, 2, 1, None, None), asked())["question.q"]
    assert (found.n, found.left_out, values_of(found)["favorable"]) == (5, 2, 0.6)


def test_nearly_unanimous_small_group_shows_a_bound_without_an_interval():
    found = figures(of("q", *[5] * 10), asked())["question.q"]
    assert [(number.name, number.value, number.bound) for number in found.numbers] == [
        ("favorable", 0.9, "or_more")
    ]
    assert {cell.count for cell in found.cells} == {None}


def test_recommend_score_of_known_counts():
    values = [10] * 12 + [8] * 4 + [3] * 4
    found = figures(of("q", *values), asked(type_="scale0to10", is_recommendation=True))["question.q"]
    shown = values_of(found)
    # 60% less 20%; the error is sqrt((0.8 - 0.16) / 20).
    error = 0.1788854382
    assert (shown["score"], shown["score_low"], shown["score_high"]) == approx(
        (0.4, 0.4 - 1.959964 * error, 0.4 + 1.959964 * error), abs=1e-6
    )
    assert "median" not in shown


def test_single_items_have_no_mean():
    found = figures(of("q", *range(11)), asked(type_="scale0to10"))["question.q"]
    assert values_of(found) == {"median": 5.0}


def test_several_choices_are_shares_of_people():
    chosen = [frozenset({"a", "b"})] * 6 + [frozenset({"b"})] * 4
    found = figures(of("q", *chosen), asked(type_="several_choices", options=("a", "b", "c")))["question.q"]
    assert [(cell.value, cell.count, cell.share, cell.bound) for cell in found.cells] == [
        ("a", 6, 0.6, "exactly"),
        ("b", None, 0.9, "or_more"),
        ("c", None, 0.1, "or_fewer"),
    ]


def test_dates_are_counted_by_month():
    days = [date(2026, 9, 1)] * 3 + [date(2026, 10, 31)] * 3
    found = figures(of("q", *days), asked(type_="date"))["question.q"]
    assert [(cell.value, cell.count) for cell in found.cells] == [("2026-09", 3), ("2026-10", 3)]


def test_scale_has_a_mean_from_thirty_answers_and_enough_reliability():
    draw = Random(4)
    rows = []
    for _person in range(40):
        level = draw.choice((2, 3, 4))
        rows.append({key: level + draw.choice((-1, 0, 0, 1)) for key in KEYS})
    questions = [asked(key) for key in KEYS]
    found = figures(rows, *questions)["scale.relationship"]
    means = [fmean(row.values()) for row in rows]
    low, high = DescrStatsW(means).tconfint_mean()
    shown = values_of(found)
    assert shown["alpha"] > 0.7
    assert (shown["mean"], shown["mean_low"], shown["mean_high"]) == approx((fmean(means), low, high))
    few = figures(rows[:29], *questions)["scale.relationship"]
    assert set(values_of(few)) == {"alpha"}
    assert few.notes[-1]["code"] == "few_answers"


def test_scale_has_no_mean_where_one_to_four_people_answered_only_some_of_its_questions():
    """The mean times the people, less the sums of the questions, is what they answered."""
    draw = Random(4)
    rows = [{key: level + draw.choice((-1, 0, 1)) for key in KEYS} for level in (2, 3, 4) * 12]
    partial = [dict.fromkeys(KEYS[:2], 4)] * 5
    questions = [asked(key) for key in KEYS]
    assert "mean" in values_of(figures([*rows, *partial], *questions)["scale.relationship"])
    found = figures([*rows, *partial[:4]], *questions)["scale.relationship"]
    assert (values_of(found)["mean"], found.notes[-1]["code"]) == (None, "few_partial")


KEYS = ("relationship-listening", "relationship-preparation", "relationship-purpose")


def test_unreliable_scale_has_no_mean():
    draw = Random(9)
    rows = [{key: draw.randint(1, 5) for key in KEYS} for _person in range(60)]
    found = figures(rows, *[asked(key) for key in KEYS])["scale.relationship"]
    assert set(values_of(found)) == {"alpha"}
    assert (found.state, found.notes[-1]["code"]) == ("too_few", "low_reliability")


def test_comments_need_ten_answers_and_lose_names_addresses_and_numbers():
    names = NameMask([("Ana", "Ruiz"), ("Tom", "May")], [("Petra", "Koch")])
    said = "Ana Ruiz was great, write to ana.ruiz@example.org or call +49 221 123 4567. Koch knows E10023."
    question = asked(type_="short_text")
    nine = wave(of("q", *["Fine"] * 9), question)
    assert wave_comments(nine, names, random=Random(1)) == {"q": None}
    ten = wave(of("q", said, *["Fine"] * 9), question)
    comments = wave_comments(ten, names, random=Random(1))["q"]
    assert comments is not None
    assert sorted(comments)[-1] == "[name] was great, write to [email] or call [phone]. Koch knows [ID]."
    orders = {tuple(wave_comments(ten, names, random=Random(seed))["q"]) for seed in range(5)}
    assert len(orders) > 1


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Thanks to Petra Koch and Koch, Petra.", "Thanks to [name] and [name], [name]."),
        ("We may meet in May's office.", "We may meet in [name] office."),
        ("Der Koch war gut.", "Der Koch war gut."),
        ("In 2026 we met 10-15 times, at 14:30.", "In 2026 we met 10-15 times, at 14:30."),
        ("0221/1234567", "[phone]"),
    ],
)
def test_mask(text, masked):
    names = NameMask([("Tom", "May")], [("Petra", "Koch")])
    assert mask(text, names) == masked


def test_figures_can_be_stored():
    found = wave_figures(wave(of("q", *[5, 4, 3] * 8), asked(), earlier={"q": [3, 3, 4] * 8}))
    assert json.loads(json.dumps(stored_figures(found)))[0]["as_of"] == "2026-09-15"
    assert "p_value" not in stored_figures(found)[0]
