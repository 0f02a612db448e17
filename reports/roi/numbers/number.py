"""A number with everything that explains it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.numbers import get_currency_precision

from mentoring.ui import formats


@dataclass(frozen=True)
class RoiNumber:
    """A number as value and as text, with its definition and the formula with its values.

    Units: "money", "people", "departures", "points" (a fraction: 0.12 is 12 points), "share", "percent" (76 is 76%),
    "ratio", "months", "hours", "minutes", "units".
    """

    key: str
    label: str
    value: Decimal | None
    unit: str
    text: str
    definition: str
    formula: str = ""
    numerator: str = ""
    denominator: str = ""
    as_of: date | None = None


def money(amount: Decimal, currency: str) -> str:
    """Return an amount in whole units of its currency, as tables print it."""
    return formats.money(_minor(amount, currency), currency)


def money_exact(amount: Decimal, currency: str) -> str:
    """Return an amount to the cent, as formulas print it; without the cents where there are none."""
    digits = get_currency_precision(currency) if amount % 1 else 0
    return formats.money(_minor(amount, currency), currency, digits=digits)


def _minor(amount: Decimal, currency: str) -> int:
    return round(amount.scaleb(get_currency_precision(currency)))


def points(value: Decimal) -> str:
    return formats.number(100 * value, 2)


def decimal(value: Decimal, digits: int = 1) -> str:
    return formats.number(round(value, digits), digits)
