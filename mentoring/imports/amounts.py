"""Read amounts with their unit: "2 mentees", "1 hour", "4/5", "50 %"."""

import re
from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import CellFault, clean, fault
from mentoring.imports.numbers import decimal_mark, parse_decimal, parse_integer

# "2-3" and "2 to 3", with words before ("up to", "max:") and behind ("mentees at most").
COUNT = re.compile(
    r"(?:[^\W\d_]+(?:['’][^\W\d_]+)?[.:]? ){0,2}([0-9]{1,5})[+x]?"
    r"(?: ?(?:-|–|—|/|to|bis|à|a|or|oder|ou|and|und|et|y) ?([0-9]{1,5}))?(?: \(?[^\W\d_]+[.)]*){0,2}",
    re.IGNORECASE,
)
ABOUT = re.compile(r"(?:[~≈≤]|(?:ca|approx|about|around|etwa|ungefähr|environ|aprox)\b\.?) ?", re.IGNORECASE)
NUMBERS = {
    "a": "1", "an": "1", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "ein": "1", "eine": "1",
    "einen": "1", "zwei": "2", "drei": "3", "vier": "4", "fünf": "5", "un": "1", "une": "1", "deux": "2", "trois": "3",
    "quatre": "4", "cinq": "5", "uno": "1", "una": "1", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5",
}  # fmt: skip
BESIDE_NUMBERS = frozenset({
    "or", "oder", "ou", "to", "bis", "à", "mentee", "mentees", "mentoré", "mentorés", "people", "personen", "personnes",
    "personas",
})  # fmt: skip
HALF_HOURS = frozenset({
    "half an hour", "half hour", "1/2 h", "1/2 hour", "halbe stunde", "eine halbe stunde", "1/2 stunde", "demi-heure",
    "une demi-heure", "media hora",
})  # fmt: skip
CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?(?: ?h(?:ours?)?)?", re.IGNORECASE)
HOURS = re.compile(
    r"([0-9]+(?:[.,][0-9]+)?) ?(?:h|hrs?|hours?|std\.?|stunden?|heures?|horas?)\.?"
    r"(?:,? ?(?:and |und |et |y )?([0-9]{1,2}) ?(?:m|min|mins|minutes?|minuten?|minutos?)?\.?)?",
    re.IGNORECASE,
)
MINUTES = re.compile(r"([0-9]+(?:[.,]0+)?) ?(?:m|mn|min|mins|minutes?|minuten?|minutos?|')\.?", re.IGNORECASE)
ISO_DURATION = re.compile(r"PT(?:([0-9]{1,3})H)?(?:([0-9]{1,4})M)?", re.IGNORECASE)
RATING = re.compile(
    r"([0-9]+(?:[.,][0-9]+)?) ?(?:/|of|out of|von|sur|de) ?([0-9]+)(?: [^\W\d_]+)?", re.IGNORECASE
)
# "5 - excellent" and "Excellent (5)".
LABELLED_RATING = re.compile(r"([0-9]) ?[-–=:] ?\D+|\D+\(([0-9])\)|([0-9])\*")
PERCENT = re.compile(r"([0-9]{1,3}) ?%")
STARS = re.compile(r"(★+|⭐+)[☆ ]*")
SCALE = 5


def parse_count(cell: str) -> int | CellFault | None:
    """Return the number of something: "2 mentees" is 2, "2-3" is 3."""
    words = clean(cell).casefold().split(" ")
    # "a few" is not one.
    is_number = all(word in NUMBERS or word in BESIDE_NUMBERS for word in words) and words[0] not in {
        "a",
        "an",
    }
    found = COUNT.fullmatch(_in_digits(cell) if is_number else _without_about(cell))
    return int(found[2] or found[1]) if found else parse_integer(cell)


def parse_minutes(cell: str) -> int | CellFault | None:
    """Return minutes: "1 hour", "01:00", "1,5 Std." and "45 min"; a number alone is minutes."""
    text = _in_digits(cell)
    if clean(cell).casefold() in HALF_HOURS:
        return 30
    if found := CLOCK.fullmatch(text):
        return int(found[1]) * 60 + int(found[2])
    if found := MINUTES.fullmatch(text):
        return int(found[1].replace(",", ".").partition(".")[0])
    if found := HOURS.fullmatch(text):
        return int(Decimal(found[1].replace(",", ".")) * 60) + int(found[2] or 0)
    if text.upper() != "PT" and (found := ISO_DURATION.fullmatch(text)):
        return int(found[1] or 0) * 60 + int(found[2] or 0)
    number = parse_integer(text)
    return parse_integer(cell) if isinstance(number, CellFault) else number


def _in_digits(cell: str) -> str:
    """Return the text without "about", with digits instead of number words: "one hour" is "1 hour"."""
    text = _without_about(cell)
    if "½" in text:
        text = re.sub(r"(?<![0-9])½", "0.5", text).replace("½", ".5")
    return " ".join(NUMBERS.get(word.casefold(), word) for word in text.split(" "))


def _without_about(cell: str) -> str:
    text = clean(cell)
    about = ABOUT.match(text)
    return text[about.end() :] if about else text


def parse_rating(cell: str) -> int | CellFault | None:
    """Return a rating from 1 to 5: "4/5" is 4, and "8/10" too."""
    text = clean(cell)
    if stars := STARS.fullmatch(text):
        return len(stars[1])
    if labelled := LABELLED_RATING.fullmatch(text):
        return int(labelled[1] or labelled[2] or labelled[3])
    if percent := PERCENT.fullmatch(text):
        text = f"{percent[1]}/100"
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
