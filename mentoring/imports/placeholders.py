"""What people and programs write into a cell to say that there is nothing."""

import re
from collections.abc import Set

# A dash alone is how people write "none".
DASHES = frozenset({"-", "--", "–", "—"})
# In any column except those of names: Null is a surname, and NA a region.
NOTHING = frozenset(
    {
        "n/a", "n.a.", "n. a.", "null", "(null)", "nil", "none", "(none)", "blank", "(blank)", "(leer)", "(empty)",
        "k.a.", "k. a.", "keine angabe", "not applicable", "not available", "nicht zutreffend", "sans objet",
        "\\n",  # \N, as MySQL and PostgreSQL write it
    }
)  # fmt: skip
NO_EMAIL = NOTHING | {"na", "no email", "keine", "unknown", "unbekannt"}
NO_PERSON = NOTHING | {
    "na", "no_manager", "no manager", "no_hr", "kein", "keine", "keiner", "niemand", "nobody", "aucun", "ninguno",
}  # fmt: skip
# "Until further notice", in the date of leaving.
NO_DATE = NOTHING | {
    "na", "present", "current", "ongoing", "open", "open-ended", "open ended", "offen", "unbefristet", "unlimited",
    "indefinite", "permanent", "heute", "aktuell", "bis auf weiteres", "never", "nie", "en cours", "actualidad",
    "indefinido", "tbd", "0", "tbc", "pending", "?", "unknown", "unbekannt", "indéfini", "indéterminé", "cdi",
    "unbegrenzt", "bis heute", "à ce jour", "until further notice", "until now", "keine", "kein", "keins", "aucune",
    "aucun", "ninguna", "ninguno", "ohne", "sans", "no end date", "no end", "nat", "nan", "#", "*", "xx", "xxx",
    "n.v.", "entfällt", "ilimitado", "ilimitada", "illimité", "not terminated", "still employed", "active", "aktiv",
    "actif", "activo", "not yet", "noch nicht", "no", "nein", "non",
}  # fmt: skip
# 00.00.0000 and the like; 00:00:00 is day 0 of a spreadsheet.
ZERO_DATE = re.compile(r"0{1,4}([./:-])0{1,2}\1(?:0{1,4})|0{8}")
# The last year of computers: 9999-12-31, 31.12.2999, and 31-Dec-4712.
ENDLESS_YEARS = frozenset({2999, 4712, 9999})
# The first days of calendars of computers, which stand for a blank cell.
FIRST_DAYS = frozenset({
    (1, 1, 1), (1753, 1, 1), (1800, 1, 1), (1899, 12, 30), (1899, 12, 31), (1900, 1, 0), (1900, 1, 1),
})  # fmt: skip


def is_nothing(text: str, words: Set[str] = NOTHING) -> bool:
    """Return whether the text says that there is nothing."""
    return text.casefold() in words
