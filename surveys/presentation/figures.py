"""A wave's stored figures with their texts in the active language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils import translation

from mentoring.ui import formats
from surveys.answer_values import text_in
from surveys.asking import AGREEMENT, YES_NO
from surveys.models import Question, WaveResult
from surveys.presentation.labels import (
    ATTRIBUTES,
    DEFINITIONS,
    MEASURES,
    NUMBERS,
    SCALES,
    STATES,
)
from surveys.presentation.numbers import limits_text, number_text
from surveys.presentation.sentences import conclusion, headline, notes, since_text

Stored = Mapping[str, Any]


@dataclass(frozen=True)
class PresentedNumber:
    """A number with its label and text; its value is None where it is withheld or not defined."""

    name: str
    label: str
    value: float | None
    unit: str
    text: str
    is_withheld: bool = False
    bound: str = "exactly"


@dataclass(frozen=True)
class PresentedCell:
    """How often one answer was given: the count is None where only a bound may be shown."""

    value: str
    label: str
    count: int | None
    share: float
    text: str
    bound: str = "exactly"


@dataclass(frozen=True)
class PresentedFigure:
    key: str
    measure: str
    measure_label: str
    title: str
    text: str
    state: str
    state_label: str
    n: int | None
    left_out: int | None
    attribute: str
    value: str
    question: str
    numbers: Sequence[PresentedNumber]
    cells: Sequence[PresentedCell]
    conclusion: str
    since: str
    notes: Sequence[str]
    definition: str
    as_of: date

    @cached_property
    def by_name(self) -> dict[str, PresentedNumber]:
        return {number.name: number for number in self.numbers}

    def has(self, name: str) -> bool:
        return name in self.by_name

    def printed(self, name: str) -> str:
        """Return a number's text; an en dash where there is none of that name."""
        return self.by_name[name].text if name in self.by_name else "–"

    def limits(self, name: str) -> str:
        """Return the interval of a number as text; empty where there is none."""
        low, high = self.by_name.get(f"{name}_low"), self.by_name.get(f"{name}_high")
        if low is None or high is None or low.is_withheld:
            return ""
        return limits_text(low.value, high.value, low.unit)

    def number(self, name: str) -> float | None:
        return self.by_name[name].value if name in self.by_name else None

    @property
    def size(self) -> str:
        """Return the name of the number that says how large a change is; empty where there is none."""
        sizes = ("rate_change", "change", "typical")
        return next((number.name for number in self.numbers if number.name in sizes), "")

    @property
    def is_corrected(self) -> bool:
        """Return whether the interval excludes zero, and the result is no difference all the same."""
        low, high = self.number(f"{self.size}_low"), self.number(f"{self.size}_high")
        is_beyond = low is not None and high is not None and (low > 0 or high < 0)
        return is_beyond and self.state == "no_detectable_difference"

    @property
    def is_hidden(self) -> bool:
        return self.state == "suppressed"

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to show; not where only the number of answers is hidden."""
        return self.state in ("suppressed", "no_data")


@dataclass(frozen=True)
class CommentGroup:
    """The comments on a question; None where too few people answered.

    Pooled: those of several surveys together, because fewer than ten people answered each.
    """

    question: str
    text: str
    comments: Sequence[str] | None
    is_pooled: bool = False


@dataclass(frozen=True)
class WaveReport:
    """Everything that the page of a wave shows. CSV, XLSX and API are made from the same."""

    figures: Sequence[PresentedFigure]
    comments: Sequence[CommentGroup]
    headline: str
    calculated_at: datetime
    method_version: int

    def of(self, *measures: str) -> list[PresentedFigure]:
        return [figure for figure in self.figures if figure.measure in measures]

    def figure(self, key: str) -> PresentedFigure | None:
        return next((figure for figure in self.figures if figure.key == key), None)


def wave_report(result: WaveResult) -> WaveReport:
    """Return the stored figures with texts in the active language. One query, and one for pooled comments."""
    found = Question.objects.filter(version=result.wave.version_id).order_by("position")
    questions = {question.key: question for question in found}
    # The database keeps the keys of an object in an order of its own.
    in_order = [*(key for key in questions if key in result.comments), *result.comments]
    comments = {key: result.comments[key] for key in in_order}
    labels = {key: question_label(question) for key, question in questions.items()}
    pooled = result.pool.comments if result.pool is not None else {}
    return WaveReport(
        figures=[_present(figure, questions, labels) for figure in result.figures],
        comments=[
            CommentGroup(
                key,
                question_text(questions[key]) if key in questions else key,
                pooled.get(key) if given is None else given,
                is_pooled=given is None and key in pooled,
            )
            for key, given in comments.items()
        ],
        headline=headline(result.figures, labels),
        calculated_at=result.calculated_at,
        method_version=result.method_version,
    )


def question_text(question: Question) -> str:
    texts = text_in(question.texts, _language()) or {}
    return str(texts.get("text", ""))


def question_label(question: Question) -> str:
    """Return the short name of a question, or its text where it has none."""
    texts = text_in(question.texts, _language()) or {}
    return str(texts.get("label") or texts.get("text", ""))


def _language() -> str:
    return (translation.get_language() or "en")[:2]


def _present(figure: Stored, questions: Mapping[str, Question], labels: Mapping[str, str]) -> PresentedFigure:
    question = questions.get(figure["question"])
    return PresentedFigure(
        key=figure["key"],
        measure=figure["measure"],
        measure_label=str(MEASURES[figure["measure"]]),
        title=_title(figure, labels),
        text=question_text(question) if question is not None else "",
        state=figure["state"],
        state_label=str(STATES[figure["state"]]),
        n=figure["n"],
        left_out=figure["left_out"],
        attribute=figure["attribute"],
        value=figure["value"],
        question=figure["question"],
        numbers=[_number(number, _unit_text(question)) for number in figure["numbers"]],
        cells=[
            PresentedCell(
                cell["value"],
                _cell_label(figure, cell["value"], question),
                cell["count"],
                cell["share"],
                number_text(cell["share"], "share", bound=cell["bound"]),
                cell["bound"],
            )
            for cell in figure["cells"]
        ],
        conclusion=conclusion(figure),
        since=since_text(figure),
        notes=notes(figure, labels),
        definition=str(DEFINITIONS[figure["measure"]]),
        as_of=date.fromisoformat(figure["as_of"]),
    )


def _title(figure: Stored, labels: Mapping[str, str]) -> str:
    if figure["attribute"] and figure["question"]:
        label = labels.get(figure["question"], figure["question"])
        return f"{label}, {ATTRIBUTES[figure['attribute']]}: {figure['value']}"
    if figure["attribute"]:
        return f"{ATTRIBUTES[figure['attribute']]}: {figure['value']}"
    if figure["measure"] == "scale":
        return str(SCALES[figure["question"]])
    if figure["question"]:
        return labels.get(figure["question"], figure["question"])
    return str(MEASURES[figure["measure"]])


def _unit_text(question: Question | None) -> str:
    if question is None:
        return ""
    return str((text_in(question.texts, _language()) or {}).get("unit") or question.unit)


def _number(number: Stored, unit_text: str) -> PresentedNumber:
    text = number_text(
        number["value"], number["unit"], is_withheld=number["is_withheld"], bound=number["bound"]
    )
    if unit_text and number["unit"] == "value" and number["value"] is not None:
        text = f"{text} {unit_text}"
    return PresentedNumber(
        name=number["name"],
        label=str(NUMBERS[number["name"]]),
        value=number["value"],
        unit=number["unit"],
        text=text,
        is_withheld=number["is_withheld"],
        bound=number["bound"],
    )


def _cell_label(figure: Stored, value: str, question: Question | None) -> str:
    measure = figure["measure"]
    if measure == "agreement5":
        return str(AGREEMENT[value])
    if measure == "yes_no":
        return str(YES_NO[value])
    if measure in ("one_choice", "several_choices") and question is not None:
        texts = next((option["texts"] for option in question.options if option["key"] == value), None)
        return str(text_in(texts, _language())) if texts else value
    if measure == "date":
        year, month = value.split("-")
        return formats.date(date(int(year), int(month), 1), "MMMM yyyy")
    return value
