"""Normalize column headings."""

import re
import unicodedata
from functools import lru_cache

BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>")
HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4096)
def words_of(heading: str) -> tuple[str, ...]:
    """Return the words of a heading: without case, accents, punctuation or hints in brackets.

    "Employee #" is an employee number; "hireDate" and "hire_date" are two words; umlauts lose their dots.
    """
    text = BRACKETED.sub(" ", heading)
    if not WORD.search(text):
        text = heading
    text = HUMP.sub(" ", text.replace("#", " number ").replace("№", " number "))
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return tuple(WORD.findall(plain.casefold()))


def normalise_heading(heading: str) -> str:
    """Return the heading as one word, so that "E-Mail" is "email" and "Vorgesetzte/r" is "vorgesetzter"."""
    return "".join(words_of(heading))
