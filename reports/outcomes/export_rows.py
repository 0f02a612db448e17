"""The rows of the exports: one for each number of the outcomes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from reports.models import OutcomeRun
from reports.outcomes.presentation import PresentedFigure, present_breakdowns, present_figures
from reports.outcomes.wording.labels import MEASURES, ROLES, number_label
from reports.outcomes.wording.numbers import number_text


@dataclass(frozen=True)
class ExportRow:
    """One row of the exports: figure, role, measure and a number as value and as text."""

    figure: str
    role: str
    about: str
    state: str
    name: str
    label: str
    value: float | None
    unit: str
    text: str


def export_rows(run: OutcomeRun) -> list[ExportRow]:
    """Return a row for each number on the page: figures, their baselines, curves and breakdowns."""
    found: list[ExportRow] = []
    for figure in present_figures(run):
        found += _figure_rows(figure)
    for segment in present_breakdowns(run):
        found += _breakdown_rows(segment)
    return found


def _figure_rows(figure: PresentedFigure) -> Iterator[ExportRow]:
    start = (figure.key, str(ROLES[figure.role]), figure.subject, figure.state)
    for number in figure.numbers:
        yield ExportRow(*start, number.name, number.label, number.value, number.unit, number.text)
    for baseline in figure.baselines:
        label = _("Difference before the program: %(attribute)s") % {"attribute": baseline["label"]}
        yield ExportRow(
            *start, f"baseline.{baseline['attribute']}", label, baseline["difference"], "sd", baseline["text"]
        )
        if baseline.get("after") is not None:
            label = _("Difference before the program, adjusted: %(attribute)s") % {
                "attribute": baseline["label"]
            }
            name = f"baseline.{baseline['attribute']}.after"
            yield ExportRow(*start, name, label, baseline["after"], "sd", baseline["after_text"])
        for group, mean, text in baseline["means"]:
            label = _("Average before the program: %(attribute)s, %(group)s") % {
                "attribute": baseline["label"],
                "group": _("participants") if group == "participants" else _("comparison group"),
            }
            yield ExportRow(*start, f"baseline.{baseline['attribute']}.{group}", label, mean, "score", text)
    for curve in figure.stored["curves"]:
        for point in curve["points"]:
            label = _("Still employed after %(month)s months") % {"month": round(point["month"])}
            name = f"curve.{curve['group']}.{round(point['month'])}"
            yield ExportRow(
                *start, name, label, point["share"], "share", number_text(point["share"], "share")
            )


def _breakdown_rows(segment: Mapping[str, Any]) -> Iterator[ExportRow]:
    for attribute in segment["attributes"]:
        for row in attribute["rows"]:
            key = f"{segment['role']}.by.{attribute['attribute']}.{row['value']}"
            about = f"{attribute['label']}: {row['label']}"
            for group in ("participants", "others"):
                start = (key, segment["role_label"], about, "shown" if row[group] else "suppressed")
                label = number_label("", group)
                if row[group] is None:
                    yield ExportRow(*start, group, label, None, "people", _("hidden to protect people"))
                    continue
                yield ExportRow(
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
                        yield ExportRow(*start, f"{group}.{measure}", str(MEASURES[measure]), share["percent"] / 100,
                                  "share", share["text"])  # fmt: skip
