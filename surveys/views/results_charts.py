"""The charts of the results page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from markupsafe import Markup

from mentoring.ui import formats
from mentoring.ui.charts.diverging import PARTS, DivergingBars, ScaleColumns, rate_bar, swatch
from surveys.asking import AGREEMENT
from surveys.presentation import PresentedFigure

BY_PART = dict(zip(PARTS, ("1", "2", "3", "4", "5"), strict=True))


@dataclass(frozen=True)
class DrawnRow:
    """A figure with its picture; None where only a bound may be shown."""

    figure: PresentedFigure
    picture: Markup | None
    change: PresentedFigure | None


@dataclass(frozen=True)
class AgreementTable:
    head: Markup
    legend: Sequence[tuple[Markup, str]]
    rows: Sequence[DrawnRow]

    @property
    def since(self) -> str:
        """Return what the changes are compared with, where all are compared with the same."""
        texts = {row.change.since for row in self.rows if row.change is not None}
        return capfirst(texts.pop()) if len(texts) == 1 else ""

    @property
    def heads(self) -> Sequence[str]:
        """Return the answers from strongly agree to strongly disagree."""
        return [str(AGREEMENT[BY_PART[part]]) for part in reversed(PARTS)]

    @property
    def has_changes(self) -> bool:
        return any(row.change is not None for row in self.rows)


def agreement_table(
    figures: Sequence[PresentedFigure], changes: dict[str, PresentedFigure]
) -> AgreementTable | None:
    """Return the five-point questions on one scale."""
    if not figures:
        return None
    bars = DivergingBars([_shares(figure) for figure in figures if _is_exact(figure)])
    rows = [
        DrawnRow(
            figure,
            bars.bar(_shares(figure), _description(figure)) if _is_exact(figure) else None,
            changes.get(figure.question),
        )
        for figure in figures
    ]
    legend = [(swatch(part), str(AGREEMENT[BY_PART[part]])) for part in PARTS if part != "neutral"]
    legend.append((swatch("neutral"), _("Neither")))
    return AgreementTable(bars.head(_("Disagree"), _("Agree"), _("Neither")), legend, rows)


def unpaired_notes(figures: Sequence[PresentedFigure]) -> list[str]:
    """Return the sentences below unpaired changes, each once: of what could have been detected, the largest."""
    largest = max((figure.number("detectable") or 0 for figure in figures), default=0)
    return list(
        dict.fromkeys(
            note
            for figure in figures
            for note in (figure.notes if figure.number("detectable") in (None, largest) else figure.notes[1:])
        )
    )


def columns(figure: PresentedFigure) -> Markup | None:
    """Return the answers from 0 to 10 as columns; with the three groups for a recommend score."""
    if not _is_exact(figure):
        return None
    groups: list[tuple[int, int, str]] = []
    if figure.measure == "recommend":
        names = {"detractors": (0, 6), "passives": (7, 8), "promoters": (9, 10)}
        groups = [(first, last, figure.printed(name)) for name, (first, last) in names.items()]
    counts = [cell.count for cell in figure.cells if cell.count is not None]
    if len(counts) == len(figure.cells):
        chart = ScaleColumns(counts, _("Answers from 0 to 10"), groups)
    else:
        percent = [round(100 * cell.share) for cell in figure.cells]
        chart = ScaleColumns(percent, _("Answers from 0 to 10, in percent"), groups)
    return chart.draw(f"{figure.key.replace('.', '-')}-columns")


def bars(figure: PresentedFigure) -> list[tuple[Markup, PresentedFigure, object]]:
    """Return each answer of a question with choices with its bar."""
    return [(rate_bar(cell.share), figure, cell) for cell in figure.cells]


def rate_rows(figures: Sequence[PresentedFigure]) -> list[tuple[PresentedFigure, Markup | None]]:
    return [
        (figure, rate_bar(rate) if (rate := figure.number("rate")) is not None else None)
        for figure in figures
    ]


def _is_exact(figure: PresentedFigure) -> bool:
    return bool(figure.cells) and all(cell.bound == "exactly" for cell in figure.cells)


def _shares(figure: PresentedFigure) -> list[float]:
    return [cell.share for cell in figure.cells]


def _description(figure: PresentedFigure) -> str:
    return ", ".join(f"{cell.label} {formats.percent(cell.share)}" for cell in reversed(figure.cells))
