"""Check the arithmetic of money with worked examples and exact fractions."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mentoring.statistics import (
    Assumption,
    Effect,
    break_even,
    estimated_benefit,
    per_participant,
    promotion_savings,
    prorated,
    return_on,
    sensitivity,
    three_cases,
    time_cost,
    turnover_avoided,
)

amounts = some.decimals(1, 10_000_000, places=2)


def test_ratio_and_percent_are_not_mixed_up():
    # A ratio of 3.21 is a return of 221 %; a published summary printed it as "$1.21".
    found = return_on(Decimal(321), Decimal(100))
    assert (found.ratio, found.percent, found.net) == (Decimal("3.21"), 221, 221)


def test_negative_return_is_returned():
    found = return_on(Decimal(50), Decimal(200))
    assert (found.percent, found.net) == (-75, -150)
    assert return_on(Decimal(-50), Decimal(200)).payback_months is None
    assert return_on(Decimal(0), Decimal(200)).payback_months is None


def test_payback_is_in_months_of_a_years_benefit():
    assert return_on(Decimal(150), Decimal(100)).payback_months == 8
    assert return_on(Decimal(150), Decimal(100), annual_benefits=Decimal(50)).payback_months == 24


@given(some.decimals(-10_000_000, 10_000_000, places=2), amounts)
def test_percent_is_the_ratio_less_one(benefits, costs):
    found = return_on(benefits, costs)
    exact = (Fraction(benefits) - Fraction(costs)) / Fraction(costs) * 100
    assert abs(Fraction(found.percent) - exact) < Fraction(1, 10**12)
    assert abs(found.percent - (found.ratio - 1) * 100) < Decimal("1e-12")


def test_program_of_ten_pairs_costs_what_it_costs():
    pairs = sum(time_cost(Decimal(12), Decimal(50)) for _ in range(20))
    assert pairs + Decimal(35_000) == Decimal(47_000)


def test_one_off_cost_is_shared_in_whole_units_per_person():
    assert prorated(Decimal(56_000), over=110, charged=25) == 12_725
    assert prorated(Decimal(56_000), over=110, charged=25, unit=Decimal("0.01")) == Decimal("12727.25")
    with pytest.raises(ValueError, match="shared by the people"):
        prorated(Decimal(100), over=10, charged=11)


def test_turnover_avoided_multiplies_people_rates_and_salary():
    assert turnover_avoided(60, Decimal("0.10"), Decimal(80_000)) == 96_000
    assert turnover_avoided(60, Decimal("-0.05"), Decimal(80_000)) == -48_000
    assert turnover_avoided(60, Decimal("0.10"), Decimal(80_000), replacement=Decimal("0.5")) == 240_000
    for share in ("0.09", "1.5"):
        with pytest.raises(ValueError, match="between 10 % and 50 %"):
            turnover_avoided(60, Decimal("0.10"), Decimal(80_000), replacement=Decimal(share))


def test_internal_fills_save_the_difference():
    assert promotion_savings(4, external_cost=Decimal(20_000), internal_cost=Decimal(4_000)) == 64_000


def test_estimates_are_discounted():
    found = estimated_benefit(Decimal(3_800_000), contribution=Decimal("0.7"), confidence=Decimal("0.65"))
    assert found * Decimal("0.3") == 518_700
    with pytest.raises(ValueError, match="between 0 and 1"):
        estimated_benefit(Decimal(100), confidence=Decimal(70))


def _benefit(difference):
    return turnover_avoided(100, difference, Decimal(100_000))


def test_conservative_case_is_the_limit_nearest_zero():
    found = three_cases(Effect.from_fractions(0.02, 0.1, 0.18), Decimal(100_000), benefit_of=_benefit)
    assert [case.benefits for case in (found.conservative, found.central, found.optimistic)] == [
        40_000,
        200_000,
        360_000,
    ]
    assert found.conservative.percent == -60


def test_conservative_case_of_a_loss_is_the_larger_loss():
    found = three_cases(Effect.from_fractions(-0.18, -0.1, -0.02), Decimal(100_000), benefit_of=_benefit)
    assert [case.benefits for case in (found.conservative, found.central, found.optimistic)] == [
        -360_000,
        -200_000,
        -40_000,
    ]


@pytest.mark.parametrize(("low", "high"), [(-0.01, 0.2), (0.0, 0.2), (-0.2, 0.0)])
def test_interval_over_zero_gives_no_return(low, high):
    effect = Effect.from_fractions(low, (low + high) / 2, high)
    assert effect.crosses_zero
    assert three_cases(effect, Decimal(100), benefit_of=_benefit) is None


def test_limits_around_another_estimate_are_refused():
    with pytest.raises(ValueError, match="limits around its estimate"):
        Effect.from_fractions(0.2, 0.1, 0.3)
    with pytest.raises(ValueError, match="missing effect"):
        Effect.from_fractions(float("nan"), 0.1, 0.3)


@given(amounts, amounts)
def test_break_even_is_the_first_number_that_pays(costs, each):
    found = break_even(costs, benefit_per_unit=each)
    assert found * Fraction(each) >= Fraction(costs) > (found - 1) * Fraction(each)


def test_break_even_without_a_benefit_is_refused():
    assert break_even(Decimal(47_000), benefit_per_unit=Decimal(16_000)) == 3
    assert break_even(Decimal(0), benefit_per_unit=Decimal(16_000)) == 0
    with pytest.raises(ValueError, match="no number of them"):
        break_even(Decimal(47_000), benefit_per_unit=Decimal(0))


def test_assumptions_are_ordered_by_how_far_they_move_the_result():
    found = sensitivity(
        [
            Assumption("rate", Decimal(40), Decimal(50), Decimal(55)),
            Assumption("leavers", Decimal(1), Decimal(4), Decimal(7)),
            Assumption("unused", Decimal(1), Decimal(2), Decimal(3)),
        ],
        lambda given: given["leavers"] * 1000 - given["rate"] * 10,
    )
    assert [(swing.name, swing.at_low, swing.at_high) for swing in found] == [
        ("leavers", 500, 6500),
        ("rate", 3600, 3450),
        ("unused", 3500, 3500),
    ]
    with pytest.raises(ValueError, match="outside its range"):
        sensitivity([Assumption("rate", Decimal(3), Decimal(1), Decimal(2))], lambda given: Decimal(0))


def test_floats_and_missing_amounts_are_refused():
    for amount in (0.1, Decimal("NaN"), Decimal("Infinity"), True, None):
        with pytest.raises(ValueError):
            return_on(amount, Decimal(100))


def test_amounts_that_cannot_be_are_refused():
    for refused in (
        lambda: return_on(Decimal(100), Decimal(0)),
        lambda: time_cost(Decimal(-1), Decimal(50)),
        lambda: per_participant(Decimal(100), 0),
    ):
        with pytest.raises(ValueError):
            refused()
    assert per_participant(Decimal(100), 3) == Decimal(100) / 3
