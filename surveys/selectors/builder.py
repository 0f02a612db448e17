"""What the builder shows: the newest version of a survey, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.text import slugify

from surveys.answer_values import text_in
from surveys.library import BANK, FIRST_PAGE, SECONDS, LibraryQuestion, estimated_minutes, estimated_seconds
from surveys.models import Question, Survey, SurveyVersion


@dataclass(frozen=True)
class QuestionLine:
    """A question in the list: its number among the shown ones, and the languages in which a text is missing."""

    question: Question
    number: int | None
    text: str
    missing: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.question.key


@dataclass(frozen=True)
class Built:
    """A survey as the builder shows it. `version` is None for a survey without one."""

    survey: Survey
    version: SurveyVersion | None
    lines: Sequence[QuestionLine]

    @cached_property
    def shown(self) -> list[Question]:
        return [line.question for line in self.lines if line.number is not None]

    @property
    def minutes(self) -> int:
        return estimated_minutes(question.type for question in self.shown)

    @property
    def times(self) -> list[tuple[str, int, int]]:
        """Return how long each type of question takes: type, how many, seconds. The first page is ""."""
        counts: dict[str, int] = {}
        for question in self.shown:
            counts[question.type] = counts.get(question.type, 0) + 1
        return [("", 1, FIRST_PAGE), *((type_, n, n * SECONDS[type_]) for type_, n in counts.items())]

    @property
    def seconds(self) -> int:
        return estimated_seconds(question.type for question in self.shown)

    @property
    def missing_texts(self) -> int:
        return sum(len(line.missing) for line in self.lines if line.number is not None)

    def line(self, key: str) -> QuestionLine | None:
        return next((line for line in self.lines if line.key == key), None)


def built_survey(survey: Survey, language: str) -> Built:
    """Return the survey with the questions of its newest version. Two queries."""
    version = survey.versions.order_by("-number").first()
    questions = version.questions.order_by("position", "key") if version else []
    lines, number = [], 0
    for question in questions:
        if not question.is_hidden:
            number += 1
        lines.append(
            QuestionLine(
                question,
                None if question.is_hidden else number,
                text_in(question.texts, language).get("text", "") if question.texts else "",
                tuple(each for each in survey.languages if is_missing(question, each)),
            )
        )
    return Built(survey, version, lines)


def is_missing(question: Question, language: str) -> bool:
    """Return whether the question or one of its choices has no text in the language."""
    if not question.texts.get(language, {}).get("text"):
        return True
    return any(not option["texts"].get(language) for option in question.options)


def addable(built: Built) -> list[LibraryQuestion]:
    """Return the questions of the bank that the survey's mode allows and that it does not ask yet."""
    asked = {line.key for line in built.lines}
    of_role = {
        "mentor": ("mentor-",),
        "mentee": ("relationship-", "career-", "growth-", "skills-", "feedback-"),
    }
    other = of_role["mentee" if built.survey.role == "mentor" else "mentor"]
    return [
        question
        for question in BANK
        if question.may_be_asked(built.survey.mode)
        and question.key not in asked
        and not (question.key.startswith(other) and question.key not in FOR_BOTH)
    ]


FOR_BOTH = ("relationship-preparation", "relationship-purpose")


def also_asked_in(survey: Survey, key: str) -> list[str]:
    """Return the names of the program's other surveys whose newest version asks the same question."""
    found = (
        Question.objects.filter(key=key, version__survey__program=survey.program_id)
        .exclude(version__survey=survey)
        .filter(version__survey__archived_at=None)
    )
    return sorted(set(found.values_list("version__survey__name", flat=True)))


def new_key(survey: Survey, text: str) -> str:
    """Return a key for a new question that no version of the survey has used."""
    base = slugify(text)[:48].strip("-") or "question"
    taken = set(Question.objects.filter(version__survey=survey).values_list("key", flat=True))
    taken |= {question.key for question in BANK}
    return (
        base
        if base not in taken
        else next(key for n in range(2, 1000) if (key := f"{base}-{n}") not in taken)
    )
