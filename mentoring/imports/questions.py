"""What the check of a file asks a person: each question once, most with a guess."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import storable
from mentoring.imports.choices import LEAVE_OUT, UnknownWord
from mentoring.imports.fields import Field
from mentoring.imports.tables import Sentence

YES, NO = "yes", "no"
YES_NO = ((YES, _("Yes")), (NO, _("No")))
HIDDEN_ROWS = "hidden_rows"
WORD = "word"
NAMES_SHOWN = 3
# Words of one column that are asked about; more would be no words but free text.
WORDS_ASKED = 40


class Option(NamedTuple):
    """A possible answer, and its text."""

    value: str
    label: Sentence


@dataclass(frozen=True)
class Question:
    """A question about the file. Without an answer the `guess` holds.

    `is_needed`: nothing is imported before it is answered. `asks_person`: a program may not answer it.
    """

    key: str
    text: Sentence
    options: Sequence[tuple[str, Sentence]] = YES_NO
    guess: str | None = None
    detail: Sentence = ""
    count: int = 0
    people: Sequence[str] = field(default_factory=tuple)
    is_needed: bool = False
    asks_person: bool = False

    def stored(self) -> dict[str, Any]:
        """Return the question as it is stored with the import, in the language of the moment."""
        return {
            "key": storable(self.key),
            "text": storable(str(self.text)),
            "detail": storable(str(self.detail)),
            "options": [[value, str(label)] for value, label in self.options],
            "guess": self.guess,
            "count": self.count,
            "people": [storable(name) for name in list(self.people)[:NAMES_SHOWN]],
            "is_needed": self.is_needed,
            "asks_person": self.asks_person,
        }


def word_key(name: str, word: str) -> str:
    """Return the key of the question what a word of a field means."""
    return f"{WORD}:{name}:{word}"


def word_question(entry: Field, unknown: UnknownWord, count: int, people: Sequence[str]) -> Question:
    """Return the question what an unknown word of a column means."""
    assert entry.choices is not None
    choices = entry.choices
    guess = choices.guess(unknown.cell)
    options = list(choices.labels.items())
    if LEAVE_OUT not in choices.labels:
        options.append((LEAVE_OUT, _("Do not import") if entry.required else _("Leave blank")))
    text = entry.question or _("What does “{word}” mean in the column {field}?")
    return Question(
        word_key(entry.name, unknown.word),
        str(text).format(word=unknown.cell[:60], field=entry.label),
        options,
        guess,
        count=count,
        people=people,
        # A row without a guess would otherwise be lost.
        is_needed=entry.required and guess is None,
    )


def answer_of(key: str, guess: str | None, answers: Mapping[str, str]) -> str | None:
    """Return the answer, or the guess where nobody has answered."""
    return answers.get(key) or guess
