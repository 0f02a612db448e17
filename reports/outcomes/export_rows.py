"""Every number of the outcomes as a row of its own, as the exports have it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from reports.models import OutcomeRun
from reports.outcomes.presentation import ShownFigure, shown_breakdowns, shown_figures
from reports.outcomes.wording import MEASURES, ROLES, number_label, number_text


@dataclass(frozen=True)
class Row:
    """One line of the exports: which figure, of whom, which number, as value and as text."""

    figure: str
    role: str
    about: str
    state: str
    name: str
    label: str
    value: float | None
    unit: str
    text: str


def rows(run: OutcomeRun) -> list[Row]:
    """Return every number that the page shows, one a line: figures, their baselines, curves and breakdowns."""
    found: list[Row] = []
    for figure in shown_figures(run):
        found += _figure_rows(figure)
    for segment in shown_breakdowns(run):
        found += _breakdown_rows(segment)
    return found


def _figure_rows(figure: ShownFigure) -> Iterator[Row]:
    start = (figure.key, str(ROLES[figure.role]), figure.subject, figure.state)
    for number in figure.numbers:
        yield Row(*start, number.name, number.label, number.value, number.unit, number.text)
    for baseline in figure.baselines:
        label = _("Apart before the start: %(attribute)s") % {"attribute": baseline["label"]}
        yield Row(
            *start, f"baseline.{baseline['attribute']}", label, baseline["difference"], "sd", baseline["text"]
        )
        for group, mean, text in baseline["means"]:
            label = _("Average before the start: %(attribute)s, %(group)s") % {
                "attribute": baseline["label"],
                "group": _("took part") if group == "participants" else _("colleagues"),
            }
            yield Row(*start, f"baseline.{baseline['attribute']}.{group}", label, mean, "score", text)
    for curve in figure.stored["curves"]:
        for point in curve["points"]:
            label = _("Still here after %(month)s months") % {"month": round(point["month"])}
            name = f"curve.{curve['group']}.{round(point['month'])}"
            yield Row(*start, name, label, point["share"], "share", number_text(point["share"], "share"))


def _breakdown_rows(segment: Mapping[str, Any]) -> Iterator[Row]:
    for attribute in segment["attributes"]:
        for row in attribute["rows"]:
            key = f"{segment['role']}.by.{attribute['attribute']}.{row['value']}"
            about = f"{attribute['label']}: {row['label']}"
            for group in ("participants", "others"):
                start = (key, segment["role_label"], about, "shown" if row[group] else "suppressed")
                label = number_label("", group)
                if row[group] is None:
                    yield Row(*start, group, label, None, "people", _("hidden to protect people"))
                    continue
                yield Row(
                    *start,
                    group,
                    label,
                    row[group]["people"],
                    "people",
                    number_text(row[group]["people"], "people"),
                )
                for measure in ("retention", "promotion"):
                    share = row[group][measure]
                    if share:
                        yield Row(*start, f"{group}.{measure}", str(MEASURES[measure]), share["percent"] / 100,
                                  "share", share["text"])  # fmt: skip
