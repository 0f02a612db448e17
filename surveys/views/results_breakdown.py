"""The breakdown of one question by one attribute, as it was calculated at the close."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mentoring.ui.charts.diverging import rate_bar
from surveys.presentation import PresentedFigure, WaveReport
from surveys.presentation.labels import ATTRIBUTES

Row = tuple[PresentedFigure, Markup | None]


@dataclass(frozen=True)
class BreakdownTable:
    """What can be chosen, what is chosen, and the groups with everybody first."""

    questions: Sequence[tuple[str, str]]
    attributes: Sequence[tuple[str, str]]
    question: str
    attribute: str
    everybody: Row
    groups: Sequence[Row]

    @property
    def attribute_label(self) -> str:
        return dict(self.attributes)[self.attribute]

    @property
    def question_label(self) -> str:
        return dict(self.questions)[self.question]

    @property
    def hides_some(self) -> bool:
        return any(figure.is_hidden for figure, _bar in self.groups)


def breakdown_table(report: WaveReport, *, question: str, by: str) -> BreakdownTable | None:
    """Return the chosen breakdown; the first one for what is not there. None without any."""
    figures = report.of("breakdown")
    if not figures:
        return None
    everybody = {figure.question: figure for figure in report.of("agreement5", "yes_no")}
    questions = {figure.question: everybody[figure.question].title for figure in figures}
    attributes = {figure.attribute: str(ATTRIBUTES[figure.attribute]) for figure in figures}
    question = question if question in questions else next(iter(questions))
    by = by if by in attributes else next(iter(attributes))
    chosen = [figure for figure in figures if figure.question == question and figure.attribute == by]
    return BreakdownTable(
        list(questions.items()),
        list(attributes.items()),
        question,
        by,
        _row(everybody[question]),
        [_row(figure) for figure in chosen],
    )


def _row(figure: PresentedFigure) -> Row:
    name = "yes" if figure.has("yes") else "favorable"
    share = figure.number(name)
    return figure, rate_bar(share) if share is not None else None
