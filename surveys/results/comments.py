"""Comments: which may be shown, in random order, without names, addresses, numbers and IDs."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from random import Random

from surveys.results.inputs import AskedQuestion, WaveInput

# This many people must have answered the survey before any comment is shown.
MINIMUM_RESPONSES = 10
NAME, ADDRESS, PHONE, IDENTIFIER = "[name]", "[email]", "[phone]", "[ID]"

EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
# Seven digits and more, with the usual separators; a year, a time or "10-15" is shorter.
PHONE_NUMBER = re.compile(r"(?<![\w])\+?\(?\d(?:[\s()/.-]{0,2}\d){6,14}(?!\w)")
# Letters followed by digits, as employee IDs are written.
EMPLOYEE_ID = re.compile(r"\b[A-Za-z]{1,4}-?\d{4,}\b")
WORD = re.compile(r"[^\W\d_][\w'’-]*")


class NameMask:
    """Finds names of the directory in a text.

    First or last names of the people in the program are masked alone, where they are written with a capital letter;
    names of others only as a pair: "Klein" and "Koch" are words, too.
    """

    def __init__(
        self, participants: Iterable[tuple[str, str]], others: Iterable[tuple[str, str]] = ()
    ) -> None:
        self.single = {part for name in participants for part in _parts(*name)}
        self.pairs = {
            pair
            for first, last in (*participants, *others)
            for a in _parts(first)
            for b in _parts(last)
            for pair in ((a, b), (b, a))
        }

    def hide(self, text: str) -> str:
        """Return the text with names replaced."""
        words = list(WORD.finditer(text))
        keys = [_key(word[0]) for word in words]
        hidden = {i for i, word in enumerate(words) if word[0][0].isupper() and keys[i] in self.single}
        for i, pair in enumerate(pairwise(keys)):
            if pair in self.pairs:
                hidden |= {i, i + 1}
        result, end = [], 0
        for i in sorted(hidden):
            word = words[i]
            between = text[end : word.start()]
            # "Ana Ruiz" is one name.
            if not (i - 1 in hidden and not between.strip()):
                result += [between, NAME]
            end = word.end()
        return "".join([*result, text[end:]])


def mask(text: str, names: NameMask) -> str:
    """Return a comment without email addresses, phone numbers, IDs and names, on one line."""
    text = " ".join(text.split())
    text = EMAIL.sub(ADDRESS, text)
    text = PHONE_NUMBER.sub(PHONE, text)
    text = EMPLOYEE_ID.sub(IDENTIFIER, text)
    return names.hide(text)


def shown_comments(
    wave: WaveInput, question: AskedQuestion, names: NameMask, *, random: Random
) -> list[str] | None:
    """Return the comments on a question in random order, or None where too few people answered the survey."""
    if len(wave.answers) < MINIMUM_RESPONSES:
        return None
    found = [mask(value, names) for value in _texts(wave, question)]
    random.shuffle(found)
    return found


def _texts(wave: WaveInput, question: AskedQuestion) -> Sequence[str]:
    return [value for value in wave.given(question.key) if isinstance(value, str) and value.strip()]


def _parts(*names: str) -> list[str]:
    return [_key(word[0]) for name in names for word in WORD.finditer(name) if len(word[0]) > 1]


def _key(word: str) -> str:
    # The genitive of a name is the name.
    return re.sub(r"['’]?s$", "", word.casefold()) if len(word) > 3 else word.casefold()
