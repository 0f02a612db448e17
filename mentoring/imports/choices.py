"""Words that stand for one of a few values: known ones, guesses, and what a person is asked."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from mentoring.imports.cells import CellFault, clean, spreadsheet_error
from mentoring.imports.headings import normalise_heading, words_of
from mentoring.imports.placeholders import is_nothing
from mentoring.imports.tables import Sentence

# "Demotion" is 70 like "promotion".
SIMILAR_ENOUGH = 80
# As a spreadsheet writes 1 and 0 in a column of decimals.
YES_NO_NUMBER = re.compile(r"([01])[.,]0+")
# The answer to a word whose cells, or whose rows, are not imported.
LEAVE_OUT = "-"


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word that has to be asked about. `word` is its normalized form."""

    cell: str
    word: str


class Choices:
    """The values a cell may have, each with its synonyms.

    `labels` are shown to a person who is asked, `hints` are beginnings of words that make a value likely, the
    first that fits wins; `LEAVE_OUT` may be one of them. A hint with a blank behind it is a whole word, and
    "no longer" is two. `is_sure`: a word that only one value's hints fit need not be asked about.
    """

    def __init__(
        self,
        values: Mapping[str, Iterable[str]],
        *,
        labels: Mapping[str, Sentence] | None = None,
        hints: Sequence[tuple[str, Sequence[str]]] = (),
        is_sure: bool = False,
    ) -> None:
        self.values = tuple(values)
        self.labels = dict(labels or {value: value for value in values})
        self.hints = hints
        self.is_sure = is_sure
        self.known = {
            normalise_heading(word) or word: value
            for value, words in values.items()
            for word in (value, *words)
        }

    def _hinted(self, cell: str) -> list[str]:
        words = f" {' '.join(words_of(cell))} "
        return [
            value
            for value, beginnings in self.hints
            if any(f" {beginning}" in words for beginning in beginnings)
        ]

    def sure(self, cell: str) -> str | None:
        """Return the value that an unknown word must stand for, or None."""
        hinted = set(self._hinted(cell)) if self.is_sure else set()
        return hinted.pop() if len(hinted) == 1 and hinted != {LEAVE_OUT} else None

    def guess(self, cell: str) -> str | None:
        """Return the value that an unknown word probably stands for, or None."""
        if hinted := self._hinted(cell):
            return hinted[0]
        near = process.extractOne(
            normalise_heading(cell), list(self.known), scorer=fuzz.ratio, score_cutoff=SIMILAR_ENOUGH
        )
        return self.known[near[0]] if near else None


def parse_choice(cell: str, choices: Choices) -> str | UnknownWord | CellFault | None:
    """Return the value that the cell names, None for a blank cell; a word that nobody knows is asked about."""
    text = clean(cell)
    if not text or is_nothing(text):
        return None
    wanted = normalise_heading(text)
    if not wanted:
        # A sign alone, such as ✓.
        return choices.known.get(text)
    if number := YES_NO_NUMBER.fullmatch(text):
        wanted = number[1]
    found = choices.known.get(wanted)
    return found or spreadsheet_error(text) or choices.sure(text) or UnknownWord(text, wanted)
