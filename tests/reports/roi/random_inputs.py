"""Random programs as inputs of a calculation: any costs, times, assumptions, benefits and outcomes."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from mentoring.statistics import ResultState
from reports.enums import CostKind
from reports.roi.inputs import (
    AssumedValue,
    BenefitEntry,
    CostEntry,
    LevelTime,
    MeasuredEffect,
    ProgramInputs,
    RoiInputs,
)

DAY = date(2026, 11, 2)
LEVELS = ("", "2", "=1+1")
money = st.decimals(Decimal("0.01"), 5_000_000, places=2)
shares = st.decimals(0, 1, places=4)


@st.composite
def cost_entries(draw):
    kind = draw(st.sampled_from(CostKind.values))
    values = (
        {"amount": draw(money)}
        if draw(st.booleans())
        else {
            "hours": draw(st.decimals(Decimal("0.01"), 5000, places=2)),
            "hourly_rate": draw(st.decimals(Decimal("0.01"), 500, places=2)),
        }
    )
    prorated_by = draw(st.sampled_from(["", "people", "months"]))
    if prorated_by:
        whole = draw(st.integers(1, 500))
        values |= {"prorated_by": prorated_by, "whole": whole, "part": draw(st.integers(1, whole))}
    return CostEntry(kind, draw(st.sampled_from(["Kick-off", "=cmd()", "Trainer"])), DAY, **values)


times = st.builds(
    LevelTime,
    role=st.sampled_from(["mentor", "mentee"]),
    level=st.sampled_from(LEVELS),
    people=st.integers(0, 300),
    sessions=st.integers(0, 5000),
    minutes=st.integers(0, 400_000),
    unrecorded=st.integers(0, 50),
)


@st.composite
def assumptions(draw):
    found = []
    for key, low, high in (
        ("hourly_rate", "10", "150"), ("annual_pay", "20000", "150000"), ("replacement_share", "0.1", "0.5"),
        ("session_minutes", "30", "120"),
    ):  # fmt: skip
        for level in LEVELS if key in ("hourly_rate", "annual_pay") else ("",):
            if draw(st.integers(0, 9)) or key in ("replacement_share", "session_minutes"):
                places = 4 if key == "replacement_share" else 2
                ends = sorted(draw(st.lists(st.decimals(Decimal(low), Decimal(high), places=places), min_size=3,
                                            max_size=3)))  # fmt: skip
                found.append(AssumedValue(key, level, *ends, source="Finance", owner="Finance", dated_on=DAY))
    return tuple(found)


@st.composite
def effects(draw, measure="retention"):
    state = draw(st.sampled_from([*ResultState, *[ResultState.DETECTABLE_DIFFERENCE] * 6]))
    if draw(st.booleans()):
        low, point, high = sorted(draw(st.lists(st.decimals(Decimal("-0.3"), Decimal("0.3"), places=4), min_size=3,
                                                max_size=3)))  # fmt: skip
    else:
        low, point, high = sorted(draw(st.lists(st.decimals(Decimal("0.0001"), Decimal("0.3"), places=4),
                                                min_size=3, max_size=3)))  # fmt: skip
    return MeasuredEffect(
        measure, "mentee", state, people=draw(st.integers(5, 400)), low=low, point=point, high=high,
        comparison_people=draw(st.integers(5, 900)), expected=Decimal("4.50"), expected_low=1,
        expected_high=9, as_of=DAY, window_months=draw(st.sampled_from([6.0, 12.0, 24.0])),
    )  # fmt: skip


@st.composite
def benefits(draw):
    kind = draw(st.sampled_from(["departures", "internal_fills", "productivity", "intangible"]))
    if kind == "intangible":
        return BenefitEntry(kind, "Trust", source="Survey")
    isolation = draw(st.sampled_from(["comparison", "trend", "estimate"]))
    values = {}
    if isolation == "trend":
        ends = sorted(draw(st.lists(st.decimals(-20, 50, places=2), min_size=3, max_size=3)))
        values = dict(zip(("quantity_low", "quantity", "quantity_high"), ends, strict=True))
    elif isolation == "estimate":
        values = {
            "quantity": draw(st.decimals(0, 50, places=2)), "contribution": draw(shares), "confidence": draw(shares),
            "estimated_by": "Managers",
        }  # fmt: skip
    if kind == "internal_fills":
        values |= {"external_cost": draw(money), "internal_cost": draw(money)}
    return BenefitEntry(kind, "Benefit", source="Report", isolation=isolation, **values)


programs = st.builds(
    ProgramInputs,
    program_id=st.none(),
    name=st.just("Cohort"),
    currency=st.sampled_from(["EUR", "CHF"]),
    price_year=st.just(2026),
    costs_closed_on=st.sampled_from([DAY, DAY, DAY, None]),
    counted_until=st.just(DAY),
    costs=st.lists(cost_entries(), max_size=6).map(tuple),
    times=st.lists(times, max_size=5, unique_by=lambda it: (it.role, it.level)).map(tuple),
    assumptions=assumptions(),
    benefits=st.lists(benefits(), max_size=3, unique_by=lambda it: (it.kind, it.role)).map(tuple),
)
inputs = st.builds(
    RoiInputs,
    programs=programs.map(lambda it: (it,)),
    effects=st.lists(
        st.one_of(effects(), effects("promotion")), max_size=2, unique_by=lambda it: it.measure
    ).map(tuple),
    as_of=st.just(DAY),
)
