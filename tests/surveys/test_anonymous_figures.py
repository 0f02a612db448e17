"""The figures of anonymous waves: what is shown, what is hidden, what is compared."""

from dataclasses import replace
from datetime import date

from surveys.results.anonymous import anonymous_figures, published_again
from surveys.results.anonymous_inputs import EarlierShare
from tests.surveys.anonymous_waves import Someone, asked, wave_of


def people(*groups, silent=10):
    """Make (department, answers…) groups, and people without a department who did not answer."""
    made = [Someone({"department": name}, {"q": value}) for name, *values in groups for value in values]
    return made + [Someone({}, None)] * silent


def silent_in(department, count):
    return [Someone({"department": department}, None)] * count


def figures_of(made, *questions, **options):
    options.setdefault("attributes", ["department"])
    return {figure.key: figure.stored() for figure in anonymous_figures(wave_of(made, *questions, **options))}


def shown_departments(found):
    return [it["value"] for it in found.values() if it["measure"] == "breakdown" and it["numbers"]]


def value_of(figure, name):
    return next((it["value"] for it in figure["numbers"] if it["name"] == name), None)


def test_four_answers_show_nothing_not_even_how_many():
    found = figures_of(people(("Sales", 5, 4, 3, 2), silent=20))
    assert list(found) == ["response"]
    assert (found["response"]["state"], found["response"]["n"]) == ("suppressed", None)
    assert [it["name"] for it in found["response"]["numbers"]] == ["invited"]


def test_five_answers_show_figures_with_whole_percentages():
    found = figures_of(people(("Sales", 5, 4, 4, 3, 2, 1), silent=20))
    assert found["question.q"]["n"] == 6
    assert [it["value"] for it in found["question.q"]["numbers"]] == [0.5, 0.19, 0.81]
    assert [cell["share"] for cell in found["question.q"]["cells"]] == [0.17, 0.17, 0.17, 0.33, 0.17]


def test_counts_are_hidden_where_fewer_than_five_did_not_answer():
    found = figures_of(people(("Sales", *[5, 3] * 15), ("Legal", *[5, 1] * 10), silent=4))
    response = found["response"]
    assert (response["n"], response["state"]) == (None, "no_comparison")
    assert response["notes"] == [{"code": "few_silent"}]
    assert {it["name"]: it["value"] for it in response["numbers"]} == {
        "invited": 54, "answered": None, "rate": None, "rounded_to": 0.02,
    }  # fmt: skip
    question = found["question.q"]
    assert (question["n"], question["left_out"]) == (None, None)
    assert [it["name"] for it in question["numbers"]] == ["favorable"]
    assert {cell["count"] for cell in question["cells"]} == {None}
    assert found["breakdown.q.department.Sales"]["n"] is None


def test_cohort_of_nine_has_no_breakdown():
    found = figures_of(people(("Sales", 5, 4, 1, 2, 3), ("Legal", *[3] * 4), silent=0))
    assert list(found) == ["response", "question.q"]


def test_group_of_four_and_the_next_smallest_are_hidden():
    found = figures_of(people(("Engineering", *[5, 1] * 10), ("Legal", 5, 4, 1, 2), ("Sales", *[4, 2] * 4)))
    assert shown_departments(found) == ["Engineering"]
    hidden = found["breakdown.q.department.Legal"]
    assert (hidden["state"], hidden["n"], hidden["numbers"]) == ("suppressed", None, [])


def test_group_is_hidden_where_the_rest_answered_alike():
    # Without Sales, everybody is five people who all agree.
    found = figures_of(people(("Sales", *[5, 1] * 5), ("Legal", 4), ("", 5, 4, 5, 4)))
    assert shown_departments(found) == []


def test_bound_of_a_small_group_is_not_undone_by_its_siblings():
    found = figures_of(people(("Sales", *[5, 1] * 5), ("Legal", *[5] * 10)))
    assert shown_departments(found) == ["Legal"]
    number = found["breakdown.q.department.Legal"]["numbers"][0]
    assert (number["value"], number["bound"]) == (0.9, "or_more")


def test_distribution_is_hidden_where_it_would_give_away_the_bound():
    found = figures_of(people(("", *[5, 4] * 5)))["question.q"]
    assert [(it["value"], it["bound"]) for it in found["numbers"]] == [(0.9, "or_more")]
    assert found["cells"] == []


def test_response_of_a_department_is_hidden_where_the_rest_is_under_five():
    made = people(("Sales", *[5, 1] * 4), ("Finance", *[5, 1] * 3), ("Legal", 5, 1, 3), silent=0)
    made += silent_in("Sales", 6) + silent_in("Finance", 5) + silent_in("Legal", 9)
    found = figures_of(made)
    shown = [it["value"] for it in found.values() if it["measure"] == "response" and it["n"] is not None]
    assert shown == ["", "Sales"]


def test_number_of_answers_only_of_departments_whose_response_is_shown():
    made = people(("Sales", *[5, 1] * 6), ("Finance", *[5, 1] * 6), ("Legal", *[3, 5] * 6), silent=0)
    found = figures_of(made + silent_in("Sales", 6) + silent_in("Legal", 7) + silent_in("Finance", 8))
    assert [found[f"breakdown.q.department.{name}"]["n"] for name in ("Sales", "Finance", "Legal")] == [
        12
    ] * 3
    found = figures_of(made + silent_in("Sales", 6) + silent_in("Legal", 7) + silent_in("Finance", 1))
    sizes = [found[f"breakdown.q.department.{name}"]["n"] for name in ("Sales", "Finance", "Legal")]
    assert sizes == [None, None, 12]
    assert [it["name"] for it in found["breakdown.q.department.Finance"]["numbers"]] == ["favorable"]


def test_only_the_first_attribute_has_response_rates():
    made = [Someone({"department": f"D{n % 2}", "level": f"L{n % 2}"}, {"q": 1 + n % 5}) for n in range(30)]
    made += [Someone({"department": f"D{n % 2}", "level": f"L{n % 2}"}, None) for n in range(30)]
    found = figures_of(made, attributes=["department", "level"])
    rates = {it["attribute"] for it in found.values() if it["measure"] == "response"}
    assert rates == {"", "department"}
    assert {it["attribute"] for it in found.values() if it["measure"] == "breakdown"} == {
        "department",
        "level",
    }


def test_early_and_late_and_paired_changes_are_never_calculated():
    found = figures_of(people(("Sales", *[5, 1] * 10)))
    assert {it["measure"] for it in found.values()} <= {"response", "agreement5", "breakdown", "gap"}


def test_change_since_an_earlier_anonymous_wave_is_unpaired():
    earlier = {"q": EarlierShare("pulse", date(2026, 5, 4), favorable=27, n=30)}
    found = figures_of(people(("Sales", *[5, 1] * 20)), earlier=earlier)["unpaired.q"]
    assert (found["state"], value_of(found, "rate_change")) == ("detectable_difference", -0.4)
    assert {"code": "unpaired"} in found["notes"]
    assert {"code": "since", "kind": "pulse", "opened_on": "2026-05-04"} in found["notes"]


def test_change_is_left_out_where_counts_are_hidden_or_only_a_bound_is_shown():
    earlier = {"q": EarlierShare("pulse", date(2026, 5, 4), favorable=27, n=30)}
    assert "unpaired.q" not in figures_of(people(("Sales", *[5, 1] * 20), silent=4), earlier=earlier)
    assert "unpaired.q" not in figures_of(people(("Sales", *[5] * 10)), earlier=earlier)


def test_results_are_published_again_with_five_more_answers_only():
    before = list(figures_of(people(("Sales", *[5, 1] * 6))).values())
    for added, replaced in ((4, False), (5, True)):
        more = people(("Sales", *[5, 1] * 6, *[4] * added))
        again = {it["key"]: it for it in published_again(before, anonymous_figures(wave_of(more)))}
        assert again["question.q"]["n"] == (12 + added if replaced else 12)
        assert again["response"]["n"] == (12 + added if replaced else 12)


def test_breakdowns_stay_as_they_were_published():
    made = people(("Sales", *[5, 1] * 6), ("Legal", *[5, 1] * 6), silent=0)
    made += silent_in("Sales", 20) + silent_in("Legal", 20)
    before = list(figures_of(made).values())
    # Seven more, five of them of Sales: the difference of both publications would be two people of Legal.
    made += people(("Sales", *[4] * 5), ("Legal", 1, 2), silent=0)
    again = published_again(before, anonymous_figures(wave_of(made, attributes=["department"])))
    sizes = {it["key"]: it["n"] for it in again}
    assert sizes["question.q"] == 31
    assert sizes["breakdown.q.department.Sales"] == sizes["breakdown.q.department.Legal"] == 12


def test_wave_that_showed_nothing_is_published_as_a_whole():
    before = list(figures_of(people(("Sales", 5, 4, 1, 2))).values())
    more = wave_of(people(("Sales", 5, 4, 1, 2, 3, 3)), attributes=["department"])
    assert [it["key"] for it in published_again(before, anonymous_figures(more))] == [
        "response",
        "question.q",
    ]


def test_several_choices_numbers_and_days_are_rounded_too():
    made = [
        Someone({}, {"hours": float(n) + 0.25, "where": frozenset({"a"} if n % 3 else {"a", "b"})})
        for n in range(7)
    ]
    found = figures_of(
        made + [Someone({}, None)] * 9,
        asked("hours", "number"),
        asked("where", "several_choices", ("a", "b")),
    )
    assert value_of(found["question.hours"], "median") == 3.2
    assert [cell["share"] for cell in found["question.where"]["cells"]] == [0.9, 0.43]


def test_number_of_answers_is_hidden_where_answers_have_coarser_segments():
    made = people(("Sales", *[5, 1] * 6), ("Legal", *[3, 5] * 6), ("", 5, 1, 4, 2, 3), silent=0)
    made += silent_in("Sales", 6) + silent_in("Legal", 7)
    wave = wave_of(made, attributes=["department"])
    sales = ("department", "Sales")
    coarser = replace(
        wave,
        invited_by={**wave.invited_by, sales: 23},
        answered_by={**wave.answered_by, sales: 17},
    )
    found = {figure.key: figure for figure in anonymous_figures(coarser)}
    assert found["response.department.Sales"].n == 17
    assert found["breakdown.q.department.Sales"].n is None
    assert found["breakdown.q.department.Legal"].n == 12
