"""What would be if: departures prevented as a scenario, and assumptions at their limits."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.ui import formats
from reports.enums import AssumptionKey
from reports.roi.numbers.number import RoiNumber, money, money_exact, points
from reports.roi.result import EFFECT, AssumptionSwing, RoiResult


def assumption_label(key: str, level: str) -> str:
    """Return the name of an assumption, with its level if it has one."""
    if key == EFFECT[0]:
        return {
            "retention": _("Difference in retention"),
            "promotion": _("Difference in promotions"),
            "change": _("Difference in the KPI"),
        }[level]
    label = str(AssumptionKey(key).label)
    return _("%(assumption)s, level %(level)s") % {"assumption": label, "level": level} if level else label


def assumed_text(key: str, value: Decimal, currency: str) -> str:
    """Return the value of an assumption as text, in its unit."""
    if key == AssumptionKey.REPLACEMENT:
        return formats.percent(value, 0 if value * 100 % 1 == 0 else 1)
    if key == AssumptionKey.SESSION_MINUTES:
        return formats.number(value, 1)
    if key == EFFECT[0]:
        return points(value)
    return money_exact(value, currency)


def scenario_numbers(result: RoiResult) -> Iterator[RoiNumber]:
    currency = result.inputs.currency
    for row in result.scenarios:
        count = formats.number(row.departures)
        values = {"n": count}
        prevented = (
            ngettext(
                "if %(n)s departure had been prevented",
                "if %(n)s departures had been prevented",
                row.departures,
            )
            % values
        )
        assert result.each is not None, "a scenario has a value of a departure"
        yield RoiNumber(
            f"scenario.{row.departures}.benefit",
            _("Scenario: benefit %(prevented)s") % {"prevented": prevented},
            row.benefit,
            "money",
            money(row.benefit, currency),
            _("A scenario, not a result."),
            f"{count} × {money_exact(result.each, currency)} = {money_exact(row.benefit, currency)}",
            as_of=result.inputs.as_of,
        )
        yield RoiNumber(
            f"scenario.{row.departures}.net",
            _("Scenario: net benefit %(prevented)s") % {"prevented": prevented},
            row.net,
            "money",
            money(row.net, currency),
            _("A scenario, not a result."),
            f"{money_exact(row.benefit, currency)} − {money_exact(result.cost, currency)} = "
            f"{money_exact(row.net, currency)}",
            as_of=result.inputs.as_of,
        )


def swing_numbers(result: RoiResult) -> Iterator[RoiNumber]:
    for n, swing in enumerate(result.swings):
        for end, value in (("low", swing.at_low), ("high", swing.at_high)):
            yield RoiNumber(
                f"sensitivity.{n}.{end}",
                _("Net benefit with %(assumption)s at its low value")
                % {"assumption": assumption_label(swing.key, swing.level)}
                if end == "low"
                else _("Net benefit with %(assumption)s at its high value")
                % {"assumption": assumption_label(swing.key, swing.level)},
                value,
                "money",
                money(value, result.inputs.currency),
                _("Net benefit of the central case if this assumption alone changes."),
                range_text(swing, result.inputs.currency),
                as_of=result.inputs.as_of,
            )


def range_text(swing: AssumptionSwing, currency: str) -> str:
    """Return the range of an assumption as text."""
    texts = {
        "low": assumed_text(swing.key, swing.low, currency),
        "high": assumed_text(swing.key, swing.high, currency),
    }
    return _("%(low)s to %(high)s") % texts
