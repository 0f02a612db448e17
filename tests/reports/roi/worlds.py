"""Programs whose money is known, with outcomes as the job stores them."""

from datetime import date
from decimal import Decimal

from tests.factories.programs import make_program
from tests.factories.reports import (
    make_assumption,
    make_cost,
    make_level_count,
    make_outcome_run,
    make_roi_plan,
)

CLOSED_ON = date(2026, 1, 31)


def retention_figure(
    *,
    low: float,
    point: float,
    high: float,
    people: int = 240,
    state: str = "detectable_difference",
    others_rate: float = 0.7792,
    scope: str = "program",
    programs: tuple[str, ...] = (),
    role: str = "mentee",
) -> dict:
    """Return a figure as reports.outcomes stores it."""
    allowed = state in ("detectable_difference", "no_detectable_difference", "no_comparison")
    values = {"participants": (people, "people"), "others": (people, "people")}
    if allowed:
        values |= {
            "others_rate": (others_rate, "share"), "difference": (point, "points"),
            "expected_events": (others_rate * people, "count"),
            "expected_low": (174.0, "count"), "expected_high": (199.0, "count"), "low": (low, "points"),
            "high": (high, "points"),
        }  # fmt: skip
    return {
        "key": f"{role}.retention.year.{scope}", "measure": "retention", "role": role, "subject": "", "group": "",
        "scope": scope, "state": state, "as_of": "2026-11-02", "index_on": "2025-01-01", "window_months": 12.0,
        "is_primary": True, "opens_on": "2027-06-30" if state == "too_early" else None, "programs": list(programs),
        "allowed": [], "baselines": [], "badge": "comparable", "sign_changes": False, "caveats": [], "notes": [],
        "curves": [], "lacking": [], "matched": 0, "share_reached": 1.0, "guard_months": 6, "guard_weeks": 0,
        "family": "career",
        "numbers": [
            {"name": name, "value": value, "unit": unit, "is_withheld": False, "bound": "exactly"}
            for name, (value, unit) in values.items()
        ],
    }  # fmt: skip


def make_sales_onboarding(**figure):
    """240 mentees and 96 mentors; 1,347 hours of mentors at 57 and of mentees at 38; other costs of 69,596.

    Cost 197,561; in the conservative case 13.32 departures prevented x 54,000 x 40%: 287,712.
    """
    program = make_program(starts_on=date(2025, 1, 1), ends_on=date(2025, 7, 1), state="closed")
    make_roi_plan(program=program, costs_closed_on=CLOSED_ON, counted_until=CLOSED_ON)
    hours = 1347 * 60
    for role, people in (("mentor", 96), ("mentee", 240)):
        make_level_count(program=program, role=role, level="2", people=people, sessions=1469, minutes=hours)
    for level, rate in (("", 38), ("2", 38)):
        make_assumption(program=program, level=level, best=Decimal(rate), low=Decimal(34), high=Decimal(42))
    make_assumption(
        program=program, key="annual_pay", low=Decimal(48000), best=Decimal(54000), high=Decimal(60000)
    )
    make_assumption(
        program=program, key="replacement_share", low=Decimal("0.2"), best=Decimal("0.4"), high=Decimal("0.5")
    )
    make_cost(program=program, amount=Decimal(95189), description="All other costs", kind="training")
    make_outcome_run(
        program=program,
        figures=[retention_figure(**{"low": 0.0555, "point": 0.1208, "high": 0.1858, **figure})],
    )
    return program
