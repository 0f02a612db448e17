"""Numbers of results as they are printed everywhere."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.ui import formats

BOUNDS = ("or_more", "or_fewer")


def number_text(value: float | None, unit: str, *, is_withheld: bool = False, bound: str = "exactly") -> str:
    """Return a number as text: whole percentages and points, one decimal for scales (measurement, section 3)."""
    if is_withheld:
        return _("hidden to protect people")
    if value is None:
        return "–"
    if bound == "or_more":
        return _("%(n)s or more") % {"n": formats.percent(value)}
    if bound == "or_fewer":
        return _("%(n)s or fewer") % {"n": formats.percent(value)}
    if unit == "people":
        return formats.number(round(value))
    if unit == "share":
        return formats.percent(value)
    if unit == "points":
        points = round(100 * value)
        return ngettext("%(n)s point", "%(n)s points", abs(points)) % {"n": signed(points, 0)}
    return signed(value, 2 if unit in ("sd", "alpha") else 1)


def signed(value: float, digits: int) -> str:
    """Return a difference. Its minus is a true one, which no spreadsheet takes for the start of a formula."""
    # -0.04 is printed as 0, not as -0.
    return formats.number(round(value, digits) + 0.0, digits)


def limits_text(low: float | None, high: float | None, unit: str) -> str:
    """Return an interval: "44% to 65%", "−44 to −12"."""
    if low is None or high is None:
        return ""
    if unit == "points":
        return _("%(low)s to %(high)s") % {"low": signed(100 * low, 0), "high": signed(100 * high, 0)}
    return _("%(low)s to %(high)s") % {"low": number_text(low, unit), "high": number_text(high, unit)}
