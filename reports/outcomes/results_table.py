"""The table of results: both rates, differences, interval and state of each figure, and the drawing of the interval."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.translation import gettext as _

from reports.outcomes.presentation import PresentedFigure, roles_of

MEASURES = ("retention", "promotion")
# The drawing reaches at least so many points to either side.
SMALLEST_REACH = 5
# Under so many participants the page names the largest differences before the program.
SMALL_GROUP = 40


@dataclass(frozen=True)
class IntervalDrawing:
    """Hold the places of a difference on the drawing, in percent of its width."""

    unadjusted: float
    adjusted: float | None
    low: float
    high: float


@dataclass(frozen=True)
class ResultRow:
    """Hold one figure of the table; `conclusion` is empty where the next row has the same one."""

    figure: PresentedFigure
    name: str
    conclusion: str
    drawing: IntervalDrawing | None
    largest_differences: str = ""

    @property
    def has_rates(self) -> bool:
        return self.figure.value("participants_rate") is not None

    @property
    def adjusted(self) -> tuple[str, str, str] | None:
        """Return the adjusted difference with its limits, or None where there is nothing to adjust for."""
        if self.figure.value("adjusted") is None:
            return None
        return tuple(self.figure.text(name) for name in ("adjusted", "adjusted_low", "adjusted_high"))  # type: ignore[return-value]


@dataclass(frozen=True)
class ResultsTable:
    """Hold the rows of each role for one period, and the reach of the drawing in points."""

    months: int
    is_primary: bool
    roles: list[tuple[str, list[ResultRow]]]
    reach: int


def periods_of(figures: Sequence[PresentedFigure]) -> list[int]:
    """Return the periods in months that a page can show."""
    return sorted({round(f.stored["window_months"]) for f in _of_program(figures)})


def primary_period(figures: Sequence[PresentedFigure]) -> int:
    """Return the period that was fixed before the first calculation."""
    return next(
        (round(f.stored["window_months"]) for f in _of_program(figures) if f.stored["is_primary"]), 12
    )


def results_table(figures: Sequence[PresentedFigure], months: int, *, scope: str = "program") -> ResultsTable:
    """Return the table of one period."""
    chosen = [f for f in _of_program(figures, scope) if round(f.stored["window_months"]) == months]
    limits = [
        abs(value)
        for figure in chosen
        for name in ("difference", "low", "high", "adjusted", "adjusted_low", "adjusted_high")
        if (value := figure.value(name)) is not None
    ]
    reach = max(SMALLEST_REACH, 5 * ceil(100 * max(limits, default=0.0) / 5))
    return ResultsTable(
        months=months,
        is_primary=any(figure.stored["is_primary"] for figure in chosen),
        roles=[
            (label, list(_rows([f for f in chosen if f.role == role], reach)))
            for role, label in roles_of(chosen)
        ],
        reach=reach,
    )


def _of_program(figures: Sequence[PresentedFigure], scope: str = "program") -> list[PresentedFigure]:
    return [f for f in figures if f.stored["measure"] in MEASURES and f.stored["scope"] == scope]


def _rows(figures: Sequence[PresentedFigure], reach: int) -> Iterator[ResultRow]:
    for figure, following in zip(figures, [*figures[1:], None], strict=True):
        is_repeated = following is not None and following.conclusion == figure.conclusion
        yield ResultRow(
            figure, figure.title, "" if is_repeated else figure.conclusion, _drawing(figure, reach)
        )


def _drawing(figure: PresentedFigure, reach: int) -> IntervalDrawing | None:
    unadjusted, adjusted = figure.value("difference"), figure.value("adjusted")
    names = ("adjusted_low", "adjusted_high") if adjusted is not None else ("low", "high")
    low, high = (figure.value(name) for name in names)
    if unadjusted is None or low is None or high is None:
        return None

    def place(value: float) -> float:
        return round(50 + 47 * 100 * value / reach, 2)

    return IntervalDrawing(
        place(unadjusted), None if adjusted is None else place(adjusted), place(low), place(high)
    )


def paragraph(table: ResultsTable) -> str:
    """Return both rates of each role as sentences; empty where no rate may be shown."""
    sentences = []
    for _label, rows in table.roles:
        for row in rows:
            figure = row.figure
            if figure.stored["measure"] != "retention" or figure.value("others_rate") is None:
                continue
            words = {
                "role": figure.role_inside,
                "window": figure.window,
                "mine": figure.text("participants_rate"),
                "theirs": figure.text("others_rate"),
            }
            sentences.append(
                _(
                    "%(mine)s of %(role)s were still employed %(window)s, and %(theirs)s of the comparison group."
                )
                % words
            )
    return " ".join(sentences)
