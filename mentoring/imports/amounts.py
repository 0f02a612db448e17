"""Read amounts with their unit: "2 mentees", "1 hour", "4/5", "50 %"."""

import re
from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import CellFault, clean, fault
from mentoring.imports.numbers import decimal_mark, parse_decimal, parse_integer

# "2-3" and "2 to 3", with a word before ("up to") and behind ("mentees").
COUNT = re.compile(
    r"(?:[^\W\d_]+\.? ){0,2}([0-9]{1,5})(?: ?(?:-|–|—|to|bis|à|a|or|oder|ou) ?([0-9]{1,5}))?(?: [^\W\d_]+\.?)?",
    re.IGNORECASE,
)
CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?(?: ?h(?:ours?)?)?", re.IGNORECASE)
HOURS = re.compile(
    r"([0-9]+(?:[.,][0-9]+)?) ?(?:h|hrs?|hours?|std\.?|stunden?|heures?|horas?)\.?"
    r"(?:,? ?(?:and |und |et |y )?([0-9]{1,2}) ?(?:m|min|mins|minutes?|minuten?|minutos?)?\.?)?",
    re.IGNORECASE,
)
MINUTES = re.compile(r"([0-9]+(?:[.,]0+)?) ?(?:m|min|mins|minutes?|minuten?|minutos?|')\.?", re.IGNORECASE)
ISO_DURATION = re.compile(r"PT(?:([0-9]{1,3})H)?(?:([0-9]{1,4})M)?", re.IGNORECASE)
RATING = re.compile(
    r"([0-9]+(?:[.,][0-9]+)?) ?(?:/|of|out of|von|sur|de) ?([0-9]+)(?: [^\W\d_]+)?", re.IGNORECASE
)
STARS = re.compile(r"(★+|⭐+)[☆ ]*")
SCALE = 5


def parse_count(cell: str) -> int | CellFault | None:
    """Return the number of something: "2 mentees" is 2, "2-3" is 3."""
    found = COUNT.fullmatch(clean(cell))
    return int(found[2] or found[1]) if found else parse_integer(cell)


def parse_minutes(cell: str) -> int | CellFault | None:
    """Return minutes: "1 hour", "01:00", "1,5 Std." and "45 min"; a number alone is minutes."""
    text = clean(cell)
    if found := CLOCK.fullmatch(text):
        return int(found[1]) * 60 + int(found[2])
    if found := MINUTES.fullmatch(text):
        return int(found[1].replace(",", ".").partition(".")[0])
    if found := HOURS.fullmatch(text):
        return int(Decimal(found[1].replace(",", ".")) * 60) + int(found[2] or 0)
    if text.upper() != "PT" and (found := ISO_DURATION.fullmatch(text)):
        return int(found[1] or 0) * 60 + int(found[2] or 0)
    return parse_integer(cell)


def parse_rating(cell: str) -> int | CellFault | None:
    """Return a rating from 1 to 5: "4/5" is 4, and "8/10" too."""
    text = clean(cell)
    if stars := STARS.fullmatch(text):
        return len(stars[1])
    found = RATING.fullmatch(text)
    if not found or not int(found[2]):
        return parse_count(cell)
    rating = Decimal(found[1].replace(",", ".")) * SCALE / int(found[2])
    if rating != rating.to_integral_value():
        return fault(cell, _("Enter a rating from 1 to 5."), "range")
    return int(rating)


class Percent:
    """Read a column of percentages, in which 0.5 is 50 % if the column has fractions."""

    def __init__(self, column: Iterable[str]) -> None:
        cells = set(column)
        self.mark = decimal_mark(cells)
        numbers = [self._number(cell) for cell in cells if "%" not in cell]
        self.has_fractions = any(isinstance(number, Decimal) and 0 < number < 1 for number in numbers)

    def _number(self, cell: str) -> Decimal | CellFault | None:
        return parse_decimal(cell, mark=self.mark or ".")

    def __call__(self, cell: str) -> int | CellFault | None:
        number = self._number(cell)
        if number is None or isinstance(number, CellFault):
            return number
        if "%" not in cell and self.has_fractions and 0 <= number <= 1:
            number *= 100
        return int(number.to_integral_value())
