"""The figures of a wave against a second library, the published cases, and the rules of what may be shown."""

import json
from collections import Counter
from datetime import date
from random import Random
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pytest import approx
from scipy.stats import wilcoxon
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

from surveys.results.comments import NameMask, mask
from surveys.results.inputs import InvitedPerson
from surveys.results.wave import stored_figures, wave_comments, wave_figures
from tests.data import PUBLISHED_CASES
from tests.examples import examples
from tests.surveys.waves import asked, of, wave

CASES = {case["id"]: case for case in json.loads(PUBLISHED_CASES.read_text("utf-8"))["cases"]}


def figures(*arguments, **keywords):
    return {figure.key: figure for figure in wave_figures(wave(*arguments, **keywords))}


def values_of(figure):
    return {number.name: number.value for number in figure.numbers}


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


KEYS = ("relationship-listening", "relationship-preparation", "relationship-purpose")


def test_unreliable_scale_has_no_mean():
    draw = Random(9)
    rows = [{key: draw.randint(1, 5) for key in KEYS} for _person in range(60)]
    found = figures(rows, *[asked(key) for key in KEYS])["scale.relationship"]
    assert set(values_of(found)) == {"alpha"}
    assert (found.state, found.notes[-1]["code"]) == ("too_few", "low_reliability")


def test_change_of_yes_agrees_with_the_published_case():
    case = CASES["PAIR-NEWC-1"]
    given_ = case["input"]
    before = [1] * given_["both"] + [0] * given_["only_first"] + [1] * given_["only_second"]
    after = [1] * given_["both"] + [1] * given_["only_first"] + [0] * given_["only_second"]
    found = figures(of("q", *after), asked(type_="yes_no"), earlier={"q": before})["change.q"]
    shown = values_of(found)
    names = ("rate_change", "rate_change_low", "rate_change_high")
    expected = [case["expected"][name] for name in ("diff", "ci_low", "ci_high")]
    assert [shown[name] for name in names] == approx(expected, abs=case["tolerance"]["abs"])
    assert found.state == "detectable_difference"


def test_mean_change_agrees_with_the_published_case():
    case = CASES["PAIR-T-SLEEP"]
    found = figures(
        of("q", *case["input"]["post"]), asked(type_="number"), earlier={"q": case["input"]["pre"]}
    )["change.q"]
    shown = values_of(found)
    assert shown["change"] == approx(case["expected"]["mean_change"])
    limits = (shown["change_low"], shown["change_high"])
    assert limits == approx(case["expected"]["ci"], abs=case["tolerance"]["ci_abs"])
    # Ten pairs lead with the three shares.
    assert [number.name for number in found.numbers][:3] == ["improved", "same", "worse"]
    assert found.notes[1] == {"code": "headline", "reason": "few pairs"}


def test_change_of_few_people_is_judged_by_the_published_exact_test():
    given_ = CASES["WILCOX-HW"]["input"]
    found = figures(of("q", *given_["post"]), asked(type_="number"), earlier={"q": given_["pre"]})["change.q"]
    assert found.p_value == approx(CASES["WILCOX-HW"]["expected"]["p_two_sided"])
    assert found.p_value == approx(
        wilcoxon([b - a for a, b in zip(given_["pre"], given_["post"], strict=True)], method="exact").pvalue
    )
    assert found.state == "detectable_difference"


def test_higher_needs_an_interval_without_zero():
    before = [4, 5, 6, 5, 4, 6, 5, 4, 6, 5, 4, 6, 5, 4, 6, 5]
    moved = [1, 2, 1, 2, 3, 1, 2, 1, 0, 2, 1, 2, 3, 1, 2, 0]
    up = figures(
        of("q", *[a + b for a, b in zip(before, moved, strict=True)]),
        asked(type_="scale0to10"),
        earlier={"q": before},
    )["change.q"]
    low, high = DescrStatsW(moved).tconfint_mean()
    shown = values_of(up)
    assert (shown["change"], shown["change_low"], shown["change_high"]) == approx((fmean(moved), low, high))
    assert (up.state, up.n) == ("detectable_difference", 16)
    level = figures(
        of("q", *[a + (-1) ** i for i, a in enumerate(before)]),
        asked(type_="scale0to10"),
        earlier={"q": before},
    )["change.q"]
    assert level.state == "no_detectable_difference"
    assert values_of(level)["detectable"] > 0
    assert {"code": "one_group"} in level.notes


def test_five_pairs_are_counted_and_not_tested():
    found = figures(of("q", 5, 5, 4, 4, 5), asked(), earlier={"q": [3, 3, 3, 4, 4]})["change.q"]
    assert found.state == "too_few"
    assert set(values_of(found)) == {"improved", "same", "worse"}


def test_four_pairs_show_nothing():
    answers = of("q", 5, 5, 4, 4, 5, 3, 2)
    found = figures(answers, asked(), earlier={"q": [3, 3, 3, 4]})["change.q"]
    assert (found.state, found.n, found.numbers) == ("suppressed", None, ())


def test_mean_change_is_withheld_where_it_would_disclose_those_who_answered_once():
    before = [4.0, 5, 6, 5, 4, 6, 5, 4, 6, 5, 4, 6, 5, 4, 6, 5]
    after = [a + i % 4 for i, a in enumerate(before)]
    found = figures(of("q", *after, 9.0), asked(type_="number"), earlier={"q": before})["change.q"]
    assert {number.name for number in found.numbers if number.is_withheld} == {
        "change", "change_low", "change_high", "typical", "typical_low", "typical_high",
    }  # fmt: skip
    assert {"code": "hidden_sums"} in found.notes
    assert found.state == "detectable_difference"


def test_change_within_eight_weeks_is_too_early():
    found = figures(of("q", *[5, 4] * 6), asked(), earlier={"q": [3, 2] * 6}, earlier_on=date(2026, 8, 1))[
        "change.q"
    ]
    assert found.state == "too_early"


def test_changes_of_one_wave_are_corrected_together():
    """One of ten changes is just beyond chance alone: with the others, it has no verdict."""
    before = [4.0, 5.0, 6.0] * 4
    single = [0, 1, 1, 0, 2, 1, 0, 0, 1, 2, 1, 0]
    keys = [f"q{i}" for i in range(10)]
    rows = [
        {key: before[person] + ((-1) ** (person + i) if i else single[person]) for i, key in enumerate(keys)}
        for person in range(12)
    ]
    questions = [asked(key, "number") for key in keys]
    found = figures(rows, *questions, earlier=dict.fromkeys(keys, before))
    alone = figures(rows, questions[0], earlier={"q0": before})
    assert alone["change.q0"].state == "detectable_difference"
    assert found["change.q0"].state == "no_detectable_difference"
    assert {"code": "several_comparisons", "count": 10} in found["change.q0"].notes


def test_late_answers_compared_with_early_ones_agree_with_the_published_case():
    case = CASES["RD-NEWC-a"]
    late, early = case["input"]["group_a"], case["input"]["group_b"]
    values = [
        *[5] * late["events"], *[2] * (late["n"] - late["events"]),
        *[5] * early["events"], *[2] * (early["n"] - early["events"]),
    ]  # fmt: skip
    found = figures(of("q", *values), asked(), late=[True] * late["n"] + [False] * early["n"])["late.q"]
    shown = values_of(found)
    names = ("difference", "difference_low", "difference_high")
    expected = [case["expected"][name] for name in ("diff", "ci_low", "ci_high")]
    assert [shown[name] for name in names] == approx(expected, abs=case["tolerance"]["abs"])


def test_four_late_answers_are_not_compared():
    found = figures(of("q", *[5, 4, 3, 2] * 5), asked(), late=[True] * 4 + [False] * 16)
    assert "late.q" not in found


def people(**groups: tuple[int, int]) -> list[InvitedPerson]:
    """Return invited people by department: how many answered and how many did not."""
    return [
        InvitedPerson((name, half, i), has_answered=half == 0, attributes={"department": name})
        for name, sizes in groups.items()
        for half, size in enumerate(sizes)
        for i in range(size)
    ]


def test_rate_of_a_group_needs_five_who_answered_and_five_who_did_not():
    invited = people(Sales=(12, 6), Finance=(14, 5), Legal=(9, 4), Plant=(4, 9))
    found = figures(of("q", *[4, 2] * 20)[:39], asked(), invited=invited)
    shown = {key: figure.n for key, figure in found.items() if key.startswith("response.")}
    assert shown == {
        "response.department.Finance": 14,
        "response.department.Legal": None,
        "response.department.Plant": None,
        "response.department.Sales": 12,
    }
    low, high = proportion_confint(12, 18, method="wilson")
    rate = values_of(found["response.department.Sales"])
    assert (rate["rate"], rate["rate_low"], rate["rate_high"]) == approx((12 / 18, low, high))


def test_rate_of_a_group_is_hidden_where_the_rest_would_be_known():
    """With two departments shown, the third would follow from the total."""
    invited = people(Sales=(12, 6), Finance=(14, 8), Legal=(9, 4))
    found = figures(of("q", *[4, 2] * 18)[:35], asked(), invited=invited)
    shown = {key: figure.n for key, figure in found.items() if key.startswith("response.")}
    assert shown["response.department.Legal"] is None
    assert [shown[f"response.department.{name}"] for name in ("Sales", "Finance")].count(None) == 1


def test_largest_gap_names_only_a_group_that_is_shown():
    invited = people(Sales=(20, 10), Finance=(10, 20), Legal=(1, 30), Plant=(5, 30))
    found = figures(of("q", *[4, 2] * 18), asked(), invited=invited)["gap"]
    assert found.value in ("Sales", "Finance")
    shown = values_of(found)
    assert shown["gap"] == approx(shown["of_answered"] - shown["of_invited"])


def test_only_the_fifteen_largest_groups_are_looked_at():
    groups = {f"D{n:02}": (6 + n, 6) for n in range(20)}
    invited = people(**groups)
    answered = sum(size[0] for size in groups.values())
    found = figures(of("q", *[4, 2] * 200)[:answered], asked(), invited=invited)
    shown = [figure.value for key, figure in found.items() if key.startswith("response.")]
    assert shown == [f"D{n:02}" for n in range(5, 20)]


def test_under_thirty_percent_no_figure_carries_a_verdict():
    before, after = [3.0, 2, 4] * 4, [5.0, 6, 5, 7, 5, 6, 5, 4, 6, 7, 6, 5]
    invited = [InvitedPerson(i, has_answered=i < 12) for i in range(60)]
    found = figures(of("q", *after), asked(type_="number"), earlier={"q": before}, invited=invited)
    assert {key: figure.state for key, figure in found.items()} == {
        "response": "too_few",
        "question.q": "too_few",
        "change.q": "too_few",
    }


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
