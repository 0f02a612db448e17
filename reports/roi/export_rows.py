"""The numbers of the page as a table, for CSV and the last sheet of the workbook."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mentoring.ui.tabular import Table
from reports.roi.numbers import roi_numbers
from reports.roi.result import RoiResult


def export_table(result: RoiResult) -> Table:
    """Return a row for each number of the page, after the rows about the whole."""
    inputs = result.inputs
    about: list[tuple[str, str, Any]] = [
        ("state", _("Status"), str(result.state.value)),
        ("programs", _("Program"), ", ".join(program.name for program in inputs.programs)),
        ("currency", _("Currency"), inputs.currency),
        ("price_year", _("Price year"), str(inputs.price_year)),
    ]
    heads = [_("number"), _("label"), _("value"), _("unit"), _("as printed"), _("definition"), _("formula"),
             _("numerator"), _("denominator"), _("as of")]  # fmt: skip
    rows: list[list[Any]] = [
        [key, label, None, "", text, "", "", "", "", _day(inputs.as_of)] for key, label, text in about
    ]
    rows += [
        [
            number.key, number.label, number.value, number.unit, number.text, number.definition, number.formula,
            number.numerator, number.denominator, _day(number.as_of),
        ]
        for number in roi_numbers(result).values()
    ]  # fmt: skip
    return Table(heads, rows)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
