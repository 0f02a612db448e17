"""Changes of the same people, and late answers compared with early ones: against the published cases."""

import json
from dataclasses import replace
from datetime import date
from statistics import fmean

from pytest import approx
from scipy.stats import wilcoxon
from statsmodels.stats.weightstats import DescrStatsW

from surveys.presentation.sentences import conclusion, notes
from surveys.results.inputs import EarlierAnswers
from surveys.results.wave import wave_figures
from tests.data import PUBLISHED_CASES
from tests.surveys.waves import BEFORE, asked, figures, of, values_of, wave

CASES = {case["id"]: case for case in json.loads(PUBLISHED_CASES.read_text("utf-8"))["cases"]}


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


def test_rates_of_the_pairs_are_hidden_where_one_to_four_people_answered_only_one_of_the_two_times():
    """Yes of all now, less yes of the pairs now, is what the two people answered who are new."""
    before = {**dict.fromkeys(range(8), 1), **dict.fromkeys(range(8, 12), 0), 20: 1, 21: 0, 22: 1}
    now = [1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1]
    given = wave(of("q", *now), asked(type_="yes_no"))
    earlier = {"q": EarlierAnswers("start", BEFORE, before)}
    change = {it.key: it for it in wave_figures(replace(given, earlier=earlier))}["change.q"]
    assert (change.n, [it.value for it in change.numbers]) == (12, [None, None, None])
    assert {"code": "hidden_sums"} in change.notes


def test_late_and_early_answers_are_not_compared_where_one_to_four_answers_have_no_time():
    """All less early less late would be the answers of people whose invitation has been deleted with their data."""
    values = [5, 2, 4, 1, 5, 3, 2, 5, 4, 1, 4]
    late = [False] * 5 + [True] * 5
    assert "late.q" in figures(of("q", *values[:10]), asked(), late=late)
    assert "late.q" not in figures(of("q", *values), asked(), late=[*late, None])


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
    verdict = conclusion(found["change.q0"].stored())
    assert verdict == "No detectable difference since the start, corrected for 10 comparisons"
    assert conclusion(found["change.q1"].stored()) == "No detectable difference since the start"


def test_late_answers_that_differ_alone_are_not_called_different_among_others():
    """Both corrections are named: the interval beside the sentence excludes zero."""
    keys = [f"q{i}" for i in range(10)]
    single = [5] * 14 + [2] * 6 + [5] * 7 + [2] * 13
    rows = [
        {key: single[person] if not i else 5 - 3 * (person % 2) for i, key in enumerate(keys)}
        for person in range(40)
    ]
    late = [True] * 20 + [False] * 20
    alone = figures(rows, asked("q0"), late=late)["late.q0"].stored()
    found = {key: it.stored() for key, it in figures(rows, *map(asked, keys), late=late).items()}
    assert conclusion(alone) == "People who answered after the first reminder are more favorable"
    assert conclusion(found["late.q0"]) == "No detectable difference, corrected for 10 comparisons"
    assert conclusion(found["late.q1"]) == "No detectable difference"


def test_interval_that_its_own_test_does_not_confirm_is_not_called_corrected():
    given = {"state": "no_detectable_difference", "measure": "late", "numbers": [], "n": 40}
    figure = given | {"notes": [{"code": "several_comparisons", "count": 1}]}
    assert conclusion(figure) == "No detectable difference by the test"
    assert notes(figure, {}) == ["The interval excludes zero, but the test does not confirm it."]


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
