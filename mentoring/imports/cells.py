"""Read one cell: return its value, or a fault that says what was found and what is expected."""

import re
import unicodedata
from collections.abc import Set
from dataclasses import dataclass
from datetime import time
from functools import cache
from typing import NamedTuple
from zoneinfo import available_timezones

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process

from mentoring.email_address import ascii_domain, normalize_email
from mentoring.imports.placeholders import DASHES, NO_EMAIL, is_nothing
from mentoring.imports.tables import Sentence
from mentoring.ui.formats import number_lazy
from mentoring.ui.tabular import looks_like_formula
from mentoring.visible_text import JOINERS, REFUSED_CATEGORIES, without_invisible

MAX_FOUND = 80
MAX_TEXT = 2_000
SIMILAR_ENOUGH = 70
ALLOWED_SIGNS = f"\n{JOINERS}"
# Stands for a formula that has no stored value: no program has calculated it.
NO_VALUE = "#FORMULA!"
# What a spreadsheet shows instead of a value it could not calculate.
SPREADSHEET_ERRORS = frozenset(
    {
        "#N/A",
        "#NV",
        "#REF!",
        "#BEZUG!",
        "#VALUE!",
        "#WERT!",
        "#NAME?",
        "#DIV/0!",
        "#NULL!",
        "#NUM!",
        "#ZAHL!",
        "#CALC!",
        "#SPILL!",
        "#ERROR!",
        "#FIELD!",
        "#GETTING_DATA",
        NO_VALUE,
    }
)
EMAIL = re.compile(r"[^\s@<>(),;:\"\[\]\\]+@[^\s@<>(),;:\"\[\]\\_]+\.[^\s@<>(),;:\"\[\]\\_]{2,}")
# As nearly all are written; the rest is looked at more closely.
USUAL_EMAIL = re.compile(
    r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*@(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+[A-Za-z]{2,}"
)
# Ann Bay <ann.bay@example.org>
NAMED_EMAIL = re.compile(r"[^<>@]*<([^<>]+)>")
TRUE = frozenset({"yes", "y", "true", "1", "x", "ja", "j", "wahr", "oui", "o", "vrai", "sí", "si", "s"})
FALSE = frozenset({"no", "n", "false", "0", "nein", "falsch", "non", "faux"})


@dataclass(frozen=True, slots=True)
class CellFault:
    """An error in a cell: the text found (shortened), what is expected, and a code for the kind of error."""

    found: str
    expected: Sentence
    code: str


class Email(NamedTuple):
    """An address as written, and its normalized form."""

    address: str
    normalized: str


def fault(cell: str, expected: Sentence, code: str) -> CellFault:
    """Return the fault of this cell, showing as much of it as fits into a table."""
    shown = cell.strip()
    return CellFault(shown if len(shown) <= MAX_FOUND else f"{shown[: MAX_FOUND - 1]}…", expected, code)


def missing(expected: Sentence) -> CellFault:
    """Return the fault of a cell that must not be blank."""
    return CellFault("", expected, "missing")


def storable(text: str) -> str:
    """Return the text with replacements for what the database cannot store: NUL and lone surrogates."""
    if text.isascii() and text.isprintable():
        return text
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()


def clean(cell: str, *, keeps_lines: bool = False) -> str:
    """Return the visible text of the cell: without invisible characters, with single spaces, in NFC."""
    if cell.isascii():
        if cell.isprintable() and "  " not in cell:
            # Nearly every cell of a large file.
            text = cell.strip()
            return "" if text in DASHES else text
    else:
        cell = unicodedata.normalize("NFC", without_invisible(cell))
    if keeps_lines:
        text = "\n".join(" ".join(line.split()) for line in cell.strip().splitlines())
    else:
        # split() knows the non-breaking, narrow and ideographic spaces as well.
        text = " ".join(cell.split())
    return "" if text in DASHES else text


def spreadsheet_error(text: str) -> CellFault | None:
    """Return the fault of a cell in which a spreadsheet has an error instead of a value."""
    if text not in SPREADSHEET_ERRORS:
        return None
    if text == NO_VALUE:
        return fault(
            "",
            _("This formula was never calculated. Open the file in a spreadsheet program and save it."),
            "formula-without-value",
        )
    return fault(text, _("The spreadsheet shows an error here. Enter the value."), "spreadsheet-error")


def parse_text(
    cell: str, *, max_length: int = MAX_TEXT, keeps_lines: bool = False, is_name: bool = False
) -> str | CellFault:
    """Return the cleaned text. A name (of a person, department, place) must not look like a formula."""
    text = clean(cell, keeps_lines=keeps_lines)
    if not text.isprintable() and any(
        unicodedata.category(sign) in REFUSED_CATEGORIES for sign in text if sign not in ALLOWED_SIGNS
    ):
        visible = "".join(sign if sign.isprintable() else "�" for sign in text)
        return fault(visible, _("This text contains a hidden control character. Enter it again."), "control")
    if "\ufffd" in text:
        return fault(
            cell,
            _("A character was lost when the file was saved. Enter it again, or save the file as UTF-8."),
            "lost-letter",
        )
    if problem := spreadsheet_error(text):
        return problem
    if is_name and text and looks_like_formula(text):
        return fault(
            cell, _("This looks like a formula. Enter the text without the leading sign."), "formula"
        )
    if len(text) > max_length:
        return fault(
            text,
            format_lazy(
                _("This text has {length} characters; the limit is {limit}."),
                length=number_lazy(len(text)),
                limit=number_lazy(max_length),
            ),
            "too-long",
        )
    return text


def parse_name(
    cell: str, *, max_length: int = MAX_TEXT, nothing: Set[str] = frozenset()
) -> str | CellFault | None:
    """Return the name of a person, department or place, None for a word of `nothing`."""
    if cell.isascii() and cell.isalnum() and len(cell) <= max_length:
        # One plain word: half of the cells of a large file.
        return None if nothing and is_nothing(cell, nothing) else cell
    if cell and is_nothing(clean(cell), nothing):
        return None
    return parse_text(cell, max_length=max_length, is_name=True)


def parse_email(cell: str) -> Email | CellFault | None:
    """Return the address and its normalized form, None for a blank cell."""
    if len(cell) <= 64 and USUAL_EMAIL.fullmatch(cell):
        lowered = cell.lower()
        return Email(cell, normalize_email(cell) if "xn--" in lowered else lowered)
    text = clean(cell)
    if named := NAMED_EMAIL.fullmatch(text):
        text = named[1].strip()
    if text.lower().startswith("mailto:"):
        text = text[7:].strip()
    text = text.rstrip(".,;")
    if not text or is_nothing(text, NO_EMAIL):
        return None
    if problem := spreadsheet_error(text):
        return problem
    if "@" not in text:
        return fault(cell, _("An email address contains an @, such as name@example.org."), "email-without-at")
    local, _at, domain = text.partition("@")
    labels = domain.split(".")
    if (
        len(text) > 254
        or not EMAIL.fullmatch(text)
        or not text.isprintable()
        or not 0 < len(local) <= 64
        or local[0] == "."
        or local[-1] == "."
        or ".." in local
        or not ascii_domain(domain).isascii()
        or any(not 0 < len(label) <= 63 or label[0] == "-" or label[-1] == "-" for label in labels)
    ):
        return fault(cell, _("Enter one complete email address, such as name@example.org."), "email")
    normalized = normalize_email(text)
    if len(normalized) > 254:
        return fault(cell, _("Enter one complete email address, such as name@example.org."), "email")
    return Email(text, normalized)


def parse_boolean(cell: str) -> bool | CellFault | None:
    """Return yes or no, None for a blank cell."""
    text = clean(cell).casefold()
    if not text or is_nothing(text):
        return None
    if text in TRUE or text in FALSE:
        return text in TRUE
    return fault(cell, _("Enter yes or no."), "boolean")


CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2})(?:[:.]\d{2})?)?\s*(am|pm|a\.m\.|p\.m\.|uhr|h)?", re.IGNORECASE)
# "14:00-15:00" begins at 14:00.
UNTIL = re.compile(r"\s*[-–—]\s*\d{1,2}[:.h]\d{2}(?: ?uhr)?$", re.IGNORECASE)
# As a spreadsheet stores a time: 0.875 is 21:00.
PART_OF_DAY = re.compile(r"0[.,]\d{3,20}")


def parse_time(cell: str) -> time | CellFault | None:
    """Return a time of day: 14:30, 14.30, 2:30 pm, 14:30 Uhr, the first of 14:30-15:30; seconds are dropped."""
    text = clean(cell)
    if not text or is_nothing(text):
        return None
    if PART_OF_DAY.fullmatch(text):
        minutes = round(float(text.replace(",", ".")) * 24 * 60)
        return time(*divmod(minutes % (24 * 60), 60))
    found = CLOCK.fullmatch(UNTIL.sub("", text))
    if found and (found[2] or found[3]):
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
        if half.startswith(("a", "p")) and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half.startswith("p") else 0)
        if hour < 24 and minute < 60:
            return time(hour, minute)
    return fault(cell, _("Enter a time such as 14:30."), "time")


def parse_time_zone(cell: str) -> str | CellFault | None:
    """Return the name of a time zone such as Europe/Berlin, None for a blank cell."""
    text = clean(cell)
    if not text or is_nothing(text):
        return None
    known = _time_zones()
    found = known.get(text.casefold().replace(" ", "_"))
    if found:
        return found
    near = process.extractOne(text.casefold(), list(known), scorer=fuzz.ratio, score_cutoff=SIMILAR_ENOUGH)
    if near:
        return fault(cell, format_lazy(_("Did you mean “{choice}”?"), choice=known[near[0]]), "time-zone")
    return fault(cell, _("Enter a time zone as continent and city, such as Europe/Berlin."), "time-zone")


def is_time_zone(name: str) -> bool:
    """Return whether there is a time zone with exactly this name."""
    return name in _time_zones().values()


def time_zone_names() -> list[str]:
    """Return the time zones by name, in their order."""
    return sorted(_time_zones().values())


@cache
def _time_zones() -> dict[str, str]:
    return {name.casefold(): name for name in sorted(available_timezones())}
