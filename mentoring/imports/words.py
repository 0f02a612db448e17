"""The unknown words in a file's columns of choices: what they mean, and what to ask."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import fault
from mentoring.imports.choices import LEAVE_OUT, UnknownWord
from mentoring.imports.extensions import ImportKind
from mentoring.imports.fields import Field
from mentoring.imports.models import ColumnMemory, ImportRun
from mentoring.imports.questions import NAMES_SHOWN, WORDS_ASKED, Question, answer_of, word_question
from mentoring.imports.row_names import RowNames
from mentoring.imports.tables import Sentence


class Words:
    """Resolves unknown words by the answers of this import, of earlier ones, or by a guess."""

    def __init__(self, run: ImportRun, kind: ImportKind, names: RowNames) -> None:
        self.run, self.names = run, names
        self.questions: list[Question] = []
        self.remarks: list[Sentence] = []
        # The numbers of rows that a person does not want to import.
        self.left_out: set[int] = set()
        self._memory: dict[str, dict[str, str]] | None = None

    def resolve(self, entry: Field, values: list) -> list:
        """Return the values of a column with each unknown word replaced by what it means."""
        if UnknownWord not in set(map(type, values)):
            return values
        places: dict[UnknownWord, list[int]] = {}
        for n, value in enumerate(values):
            if isinstance(value, UnknownWord):
                places.setdefault(value, []).append(n)
        by_word: dict[str, list[UnknownWord]] = {}
        for unknown in places:
            by_word.setdefault(unknown.word, []).append(unknown)
        resolved = list(values)
        for spellings in by_word.values():
            at = sorted(n for unknown in spellings for n in places[unknown])
            meaning = self._meaning(entry, spellings[0], at)
            for n in at:
                if meaning is None and entry.required:
                    resolved[n] = _unanswered(values[n])
                elif meaning == LEAVE_OUT:
                    resolved[n] = None
                    if entry.required:
                        self.left_out.add(self.names.rows[n].number)
                else:
                    resolved[n] = meaning
        return resolved

    def _meaning(self, entry: Field, unknown: UnknownWord, at: list[int]) -> str | None:
        assert entry.choices is not None
        allowed = {*entry.choices.labels, LEAVE_OUT}
        remembered = self._remembered(entry.name).get(unknown.word)
        question = word_question(entry, unknown, len(at), self.names.of_people(at[:NAMES_SHOWN]))
        chosen = self.run.answers.get(question.key)
        if chosen is None and remembered in allowed:
            label = dict(question.options).get(remembered, remembered)
            self.remarks.append(
                format_lazy(
                    _("“{word}” means “{meaning}”, as answered before."), word=unknown.cell, meaning=label
                )
            )
            return remembered
        if len(self.questions) < WORDS_ASKED:
            self.questions.append(question)
        answer = answer_of(question.key, question.guess, self.run.answers)
        return answer if answer in allowed else None

    def _remembered(self, name: str) -> dict[str, str]:
        if self._memory is None:
            memory = ColumnMemory.objects.filter(kind=self.run.kind).first()
            self._memory = memory.words if memory else {}
        return self._memory.get(name, {})


def _unanswered(unknown: UnknownWord) -> object:
    return fault(unknown.cell, _("Say above what this word means."), "word-unanswered")
