"""Every number of a result, with its text, definition and formula: the only source of page, API, CSV and XLSX."""

from reports.roi.numbers.assumption_numbers import assumption_numbers
from reports.roi.numbers.benefit_numbers import benefit_numbers
from reports.roi.numbers.case_numbers import case_numbers
from reports.roi.numbers.cost_numbers import cost_numbers
from reports.roi.numbers.number import RoiNumber, money, money_exact
from reports.roi.numbers.swing_numbers import scenario_numbers, swing_numbers
from reports.roi.result import RoiResult

__all__ = ["RoiNumber", "money", "money_exact", "roi_numbers"]


def roi_numbers(result: RoiResult) -> dict[str, RoiNumber]:
    """Return the numbers that may be shown, by key, in the order of the page."""
    found = [
        *cost_numbers(result),
        *benefit_numbers(result),
        *case_numbers(result),
        *scenario_numbers(result),
        *swing_numbers(result),
        *assumption_numbers(result),
    ]
    return {number.key: number for number in found}
