"""Normalized names for search. They are stored, because row-level security prevents ILIKE from using an index."""

import unicodedata

SEARCH_LENGTH = 201
# Letters that Unicode does not take apart into a base letter and a mark.
PLAIN = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ß": "ss"}
)


def normalize_name(name: str) -> str:
    """Return a name without case, marks and double blanks: "  Łukasz  O’Brien" becomes "lukasz o'brien"."""
    if name.isascii():
        return " ".join(name.casefold().split())
    folded = unicodedata.normalize("NFKD", name.replace("’", "'")).casefold()
    bare = "".join(c for c in folded if not unicodedata.combining(c)).translate(PLAIN)
    return " ".join(bare.split())


def search_name(first_name: str, last_name: str) -> str:
    """Return what is stored for sorting and search. Some signs stand for a whole sentence, so it is cut off."""
    return normalize_name(f"{first_name} {last_name}")[:SEARCH_LENGTH]
