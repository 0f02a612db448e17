"""The names of months and weekdays in English, German, French and Spanish, by their first letters."""

import unicodedata

MONTHS = {
    "jan": 1, "ene": 1, "feb": 2, "fev": 2, "mar": 3, "mrz": 3, "mae": 3, "apr": 4, "avr": 4, "abr": 4, "may": 5,
    "mai": 5, "jun": 6, "juin": 6, "jul": 7, "juil": 7, "aug": 8, "aou": 8, "ago": 8, "sep": 9, "oct": 10, "okt": 10,
    "nov": 11, "dec": 12, "dez": 12, "dic": 12,
}  # fmt: skip
# Monday is 0. Three letters, or all of a shorter word.
WEEKDAYS = {
    "mon": 0, "mo": 0, "lun": 0, "tue": 1, "die": 1, "di": 1, "mar": 1, "wed": 2, "mit": 2, "mi": 2, "mer": 2, "mie": 2,
    "thu": 3, "don": 3, "do": 3, "jeu": 3, "jue": 3, "fri": 4, "fre": 4, "fr": 4, "ven": 4, "vie": 4, "sat": 5,
    "sam": 5, "sa": 5, "sab": 5, "sun": 6, "son": 6, "so": 6, "dim": 6, "dom": 6,
}  # fmt: skip
SATURDAY = 5


def plain(word: str) -> str:
    """Return the word in lower case and without marks."""
    folded = unicodedata.normalize("NFKD", word).casefold()
    return "".join(sign for sign in folded if not unicodedata.combining(sign))


def month_of(word: str) -> int | None:
    """Return the number of the month, or None."""
    name = plain(word)
    return MONTHS.get(name[:4]) or MONTHS.get(name[:3])


def weekday_of(word: str) -> int | None:
    """Return the number of the weekday, or None."""
    name = plain(word)
    if name.startswith("sonna"):
        return SATURDAY
    return WEEKDAYS.get(name[:3])
