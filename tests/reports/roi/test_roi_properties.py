"""Money is exact whatever the order, and nothing prints a return that may not be printed."""

import io
import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from reports.roi.answer import roi_answer
from reports.roi.costing import bands
from reports.roi.export_rows import export_table
from reports.roi.inputs import AssumedValue, CostEntry, LevelTime, ProgramInputs, RoiInputs
from reports.roi.numbers import roi_numbers
from reports.roi.result import calculate
from reports.roi.workbook import roi_xlsx
from tests.reports.roi.random_inputs import DAY, inputs, programs

slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def to_cents(amount: Fraction) -> Fraction:
    """Round half up, as accounting does."""
    return Fraction(int(amount * 100 + Fraction(1, 2)), 100)


def expected_cost(program) -> Fraction:
    """Add the cost up in fractions, without the product's functions except the choice of bands."""
    total = Fraction(0)
    for entry in program.costs:
        amount = (
            Fraction(entry.amount)
            if entry.amount is not None
            else Fraction(entry.hours) * Fraction(entry.hourly_rate)
        )
        if entry.prorated_by == "people":
            amount = Fraction(int(amount / entry.whole + Fraction(1, 2))) * entry.part
        elif entry.prorated_by == "months":
            amount = amount * entry.part / entry.whole
        total += to_cents(amount)
    length = program.assumed("session_minutes")
    for role in ("mentor", "mentee"):
        for level, times in bands(program, role, "hourly_rate"):
            rate = program.assumed("hourly_rate", level)
            if rate is not None and sum(it.sessions for it in times):
                minutes = sum(it.minutes for it in times) + sum(it.unrecorded for it in times) * Fraction(
                    length.best
                )
                total += to_cents(minutes * Fraction(rate.best) / 60)
    return total


@given(inputs)
@settings(max_examples=300, deadline=None)
def test_cost_is_exact_to_the_cent(found):
    assert Fraction(calculate(found).cost) == expected_cost(found.programs[0])


@given(inputs, st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_result_does_not_depend_on_the_order(found, rng):
    def shuffled(values):
        return tuple(rng.sample(values, len(values)))

    [program] = found.programs
    other = replace(
        program, costs=shuffled(program.costs), times=shuffled(program.times),
        assumptions=shuffled(program.assumptions),
    )  # fmt: skip
    one, two = calculate(found), calculate(replace(found, programs=(other,), effects=shuffled(found.effects)))
    assert (one.cost, one.state, one.break_even, one.cases) == (
        two.cost,
        two.state,
        two.break_even,
        two.cases,
    )
    assert [it.width for it in one.swings] == [it.width for it in two.swings]


def may_have_a_return(found) -> bool:
    """Say again, in other words than the product, what measurement 2.5 and 2.9 ask for."""
    [program] = found.programs
    by_measure = {it.measure: it for it in found.effects}
    asked = [it for it in program.benefits if it.kind != "intangible"]
    retention = by_measure.get("retention")
    intervals = []
    if retention is not None and not any(it.kind == "departures" for it in asked):
        intervals.append(retention)
    for it in asked:
        effect = by_measure.get({"departures": "retention", "internal_fills": "promotion"}.get(it.kind))
        if it.isolation == "trend" and it.quantity_low <= 0 <= it.quantity_high:
            overruled = effect is not None and effect.state.value.endswith("detectable_difference")
            if not overruled:
                return False
        if effect is not None and (
            it.isolation == "comparison" or effect.state.value.endswith("detectable_difference")
        ):
            intervals.append(effect)
    if any(it.low <= 0 <= it.high or it.state == "no_detectable_difference" for it in intervals):
        return False
    return bool(program.costs_closed_on)


@given(inputs)
@settings(max_examples=400, deadline=None)
def test_no_return_where_none_may_be_printed(found):
    result = calculate(found)
    if not may_have_a_return(found):
        assert result.cases is None
        assert not result.swings


@given(inputs)
@slow
def test_no_path_prints_a_return_without_the_state(found):
    result = calculate(found)
    numbers = roi_numbers(result)
    text = json.dumps(roi_answer(None, result), cls=DjangoJSONEncoder) + export_table(result).csv
    book = load_workbook(io.BytesIO(roi_xlsx(result)))
    first = [str(row[0].value) for row in book["Result"].iter_rows()]
    if result.state == "measured":
        assert list(result.cases) == ["conservative", "central", "optimistic"]
        assert "case.conservative.roi" in numbers
        assert "ROI, %" in first
        return
    assert not [key for key in numbers if key.startswith(("case.", "sensitivity."))]
    for forbidden in ("case.", "sensitivity.", "benefit-cost ratio", "Benefit-cost"):
        assert forbidden not in text
    assert not [it for it in first if it.startswith(("ROI", "Benefit-cost", "Payback", "Case"))]


@given(inputs)
@settings(max_examples=300, deadline=None)
def test_conservative_case_is_never_above_the_others(found):
    result = calculate(found)
    if result.cases is None:
        return
    cases = list(result.cases.values())
    assert [it.benefits for it in cases] == sorted(it.benefits for it in cases)
    for case in cases:
        assert case.net == case.benefits - case.costs
        assert case.costs == result.cost
        assert case.percent == (case.benefits - case.costs) / case.costs * 100


@given(programs)
@settings(max_examples=200, deadline=None)
def test_no_band_is_of_a_few_people(program):
    for key in ("hourly_rate", "annual_pay"):
        for role in ("mentor", "mentee"):
            for level, its in bands(program, role, key):
                people = sum(it.people for it in its)
                assert people >= 5 or not level or people == 0


@pytest.mark.parametrize("pay", ["48000", "54000"])
def test_break_even_is_the_first_number_that_pays(pay):
    program = ProgramInputs(
        None, "Cohort", "EUR", 2026, costs=(CostEntry("other", "All", DAY, amount=Decimal("100474")),),
        times=(LevelTime("mentee", "", 77, 0, 0, 0),),
        assumptions=(
            AssumedValue("annual_pay", "", *[Decimal(pay)] * 3),
            AssumedValue("replacement_share", "", *[Decimal("0.2")] * 3),
        ),
    )  # fmt: skip
    result = calculate(RoiInputs((program,), as_of=DAY))
    assert result.break_even * result.each >= result.cost > (result.break_even - 1) * result.each
