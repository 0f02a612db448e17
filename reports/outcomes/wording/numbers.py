"""Numbers as they are printed everywhere: page, API, CSV and XLSX."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.ui import formats

Stored = Mapping[str, Any]


def bounded_percent(percent: float, bound: str) -> str:
    """Return a whole percentage, or "90% or more" where the exact one would disclose nearly everybody."""
    texts = {"exactly": "%(n)s%%", "or_more": _("%(n)s%% or more"), "or_fewer": _("%(n)s%% or fewer")}
    return texts[bound] % {"n": round(percent)}


def number_text(value: float | None, unit: str, *, is_withheld: bool = False, bound: str = "exactly") -> str:
    """Return a number as text: one decimal for rates and points, two for scores and ratios."""
    if is_withheld:
        return _("fewer than 5")
    if value is None:
        return "–"
    if bound != "exactly":
        return bounded_percent(100 * value, bound)
    formatters: dict[str, Callable[[float], str]] = {
        "people": lambda v: formats.number(round(v)),
        "count": lambda v: formats.number(round(v)),
        "share": lambda v: formats.percent(v, 1),
        "points": lambda v: _("%(points)s points") % {"points": signed(100 * v, 1)},
        "per_hundred": lambda v: signed(v, 0),
        "score": lambda v: formats.number(_whole_zero(v, 2), 2),
        "ratio": lambda v: formats.number(v, 2),
        "sd": lambda v: formats.number(_whole_zero(v, 2), 2),
        "months": lambda v: ngettext("%(n)s month", "%(n)s months", round(v)) % {"n": formats.number(v, 1)},
        "statistic": lambda v: formats.number(v, 2),
    }
    return formatters[unit](value)


def signed(value: float, digits: int) -> str:
    """Return a difference, with a minus where there is one: a plus would be a formula in a spreadsheet."""
    return formats.number(_whole_zero(value, digits), digits)


def _whole_zero(value: float, digits: int) -> float:
    # -0.04 is printed as 0, not as -0.
    return round(value, digits) + 0.0


def value_of(figure: Stored, name: str) -> float | None:
    """Return a stored number; None where it is withheld, not allowed or not there."""
    return next((n["value"] for n in figure["numbers"] if n["name"] == name), None)


def percent_of(figure: Stored, name: str) -> str:
    """Return a stored share for a sentence, in whole percent."""
    number = next((n for n in figure["numbers"] if n["name"] == name), None)
    if number is None or number["value"] is None:
        return "–"
    if number.get("bound", "exactly") != "exactly":
        return bounded_percent(100 * number["value"], number["bound"])
    return formats.percent(number["value"])
