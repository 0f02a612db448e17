"""The table of results: both rates, differences, interval and state of each figure, and the drawing of the interval."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.translation import gettext as _

from mentoring.ui import formats
from reports.outcomes.presentation import PresentedFigure, roles_of
from reports.outcomes.wording.conclusion import among_the_same, expected_events
from reports.outcomes.wording.numbers import signed

MEASURES = ("retention", "promotion")
# The drawing reaches at least so many points to either side.
SMALLEST_REACH = 5
# Under so many participants the page says what was to be expected, and names the largest differences before.
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
    expected_events: str = ""
    largest_differences: str = ""

    @property
    def caveats(self) -> str:
        """Return what stands below the figure."""
        return " ".join(filter(None, (self.expected_events, self.conclusion, self.largest_differences)))

    @property
    def has_rates(self) -> bool:
        return self.figure.value("participants_rate") is not None

    @property
    def unadjusted(self) -> list[str]:
        """Return the unadjusted difference with its limits in points; empty where it may not be shown."""
        return self._points("difference", "low", "high")

    @property
    def adjusted(self) -> list[str]:
        """Return the adjusted difference with its limits in points; empty where there is nothing to adjust for."""
        return self._points("adjusted", "adjusted_low", "adjusted_high")

    def _points(self, *names: str) -> list[str]:
        values = [self.figure.value(name) for name in names]
        return [] if None in values else [signed(100 * value, 1) for value in values if value is not None]


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
    for previous, figure, following in zip([None, *figures[:-1]], figures, [*figures[1:], None], strict=True):
        is_repeated = following is not None and following.conclusion == figure.conclusion
        yield ResultRow(
            figure,
            figure.title,
            "" if is_repeated else _conclusion(figure, previous),
            _drawing(figure, reach),
            _expected_events(figure),
            "" if following is not None else _largest_differences(figure),
        )


def _conclusion(figure: PresentedFigure, previous: PresentedFigure | None) -> str:
    """Return the conclusion of a row; without the reason where the row above has given the same one."""
    among = among_the_same(figure.stored)
    if (
        previous is None
        or not among
        or not (figure.state == previous.state == "not_comparable")
        or _reason(figure) != _reason(previous)
    ):
        return figure.conclusion
    return among


def _reason(figure: PresentedFigure) -> str:
    """Return why no conclusion is drawn: what stands before the adjusted difference."""
    return figure.conclusion.removesuffix(among_the_same(figure.stored)).strip()


def _expected_events(figure: PresentedFigure) -> str:
    """Return how many left or were promoted in a small group, and how many at the comparison group's rate."""
    is_judged = figure.state in ("no_detectable_difference", "detectable_difference")
    is_small = (figure.value("participants") or SMALL_GROUP) < SMALL_GROUP
    return expected_events(figure.stored) if is_small and is_judged and figure.stored["is_primary"] else ""


def _largest_differences(figure: PresentedFigure) -> str:
    """Return in what small groups differed most before the program: by chance alone, they often differ a lot."""
    n = figure.value("participants")
    found = [it for it in figure.baselines if it["difference"] is not None and it["text"] != "0"]
    if n is None or n >= SMALL_GROUP or not found or "number" not in figure.stored["allowed"]:
        return ""
    largest = sorted(found, key=lambda it: -abs(it["difference"]))[:3]
    listed = formats.listing([f"{it['label']} ({it['text']})" for it in largest])
    return _("Largest differences before the program, in standard deviations: %(listed)s.") % {
        "listed": listed
    }


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
