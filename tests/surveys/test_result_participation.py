"""Who answered: rates of groups, the largest gap, and what a low rate does to verdicts."""

from pytest import approx
from statsmodels.stats.proportion import proportion_confint

from surveys.results.inputs import InvitedPerson
from tests.surveys.waves import asked, figures, of, values_of


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
