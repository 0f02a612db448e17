"""Stored outcomes as they are shown: page, API, CSV and XLSX take words and numbers from here and nowhere else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from reports.models import OutcomeRun
from reports.sentences import caveats, conclusion, headline, notes, subject
from reports.wording import (
    ATTRIBUTES,
    BADGES,
    MEASURES,
    ROLES,
    STATES,
    TENURES,
    TONES,
    attribute_of,
    bounded,
    definition_of,
    number_label,
    number_text,
    title_of,
    window_of,
)

Stored = Mapping[str, Any]
# States in which a number stands in the technical annex only.
IN_ANNEX = "number_in_annex"
# Numbers with limits, which a table shows beside them.
LIMITS = {
    "difference": ("low", "high"),
    "adjusted": ("adjusted_low", "adjusted_high"),
    "ratio": ("ratio_low", "ratio_high"),
    "change": ("change_low", "change_high"),
    "typical_change": ("typical_low", "typical_high"),
    "yes_change": ("yes_low", "yes_high"),
    "change_difference": ("change_difference_low", "change_difference_high"),
}


@dataclass(frozen=True)
class ShownNumber:
    """One number: its label, its value (None where hidden or not defined) and the text that is printed."""

    name: str
    label: str
    value: float | None
    unit: str
    is_hidden: bool
    text: str
    bound: str = "exactly"


@dataclass(frozen=True)
class ShownFigure:
    """One figure with its words. `stored` is what the job wrote."""

    stored: Stored
    key: str
    role: str
    title: str
    subject: str
    window: str
    state: str
    state_label: str
    tone: str
    conclusion: str
    caveats: list[str]
    notes: list[str]
    definition: str
    badge: str
    badge_label: str
    baselines: list[dict[str, Any]]
    numbers: list[ShownNumber]
    is_in_annex: bool
    as_of: date
    # The same groups were compared in an earlier figure, beside which it stands how alike they were.
    repeats_baselines: bool = False

    @property
    def heading(self) -> str:
        """Return role and subject, and that all cohorts are meant: no two figures of a page have the same."""
        role = ROLES[self.role]
        if self.stored["scope"] == "pooled":
            role = _("%(role)s of all cohorts together") % {"role": role}
        return f"{role}: {self.subject}"

    def text(self, name: str) -> str:
        """Return a number's text, or an en dash where there is none of that name."""
        return next((number.text for number in self.numbers if number.name == name), "–")

    @property
    def lines(self) -> list[tuple[ShownNumber, ShownNumber | None, ShownNumber | None]]:
        """Return the numbers as lines of a table: a number and, where it has them, its limits."""
        by_name = {number.name: number for number in self.numbers}
        pairs = {name: pair for name, pair in LIMITS.items() if name in by_name and pair[0] in by_name}
        beside = {limit for pair in pairs.values() for limit in pair}
        found = []
        for number in self.numbers:
            if number.name not in beside:
                low, high = pairs.get(number.name, ("", ""))
                found.append((number, by_name.get(low), by_name.get(high)))
        return found

    @property
    def has_limits(self) -> bool:
        return any(low is not None for _number, low, _high in self.lines)

    def value(self, name: str) -> float | None:
        return next((number.value for number in self.numbers if number.name == name), None)


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


def shown_figures(run: OutcomeRun) -> list[ShownFigure]:
    """Return every stored figure in the language of the page."""
    found: list[ShownFigure] = []
    for figure in map(shown_figure, run.figures):
        repeats = any(
            it.role == figure.role and it.stored["baselines"] == figure.stored["baselines"] for it in found
        )
        found.append(replace(figure, repeats_baselines=repeats))
    return found


def shown_figure(figure: Stored) -> ShownFigure:
    return ShownFigure(
        stored=figure,
        key=figure["key"],
        role=figure["role"],
        title=title_of(figure),
        subject=subject(figure),
        window=window_of(figure),
        state=figure["state"],
        state_label=str(STATES[figure["state"]]),
        tone=TONES.get(figure["state"], "not_enough_data"),
        conclusion=conclusion(figure),
        caveats=caveats(figure),
        notes=notes(figure),
        definition=definition_of(figure),
        badge=figure["badge"],
        badge_label=str(BADGES[figure["badge"]]),
        baselines=[_baseline(it) for it in figure["baselines"]],
        numbers=[_number(figure, it) for it in figure["numbers"]],
        is_in_annex=IN_ANNEX in figure["allowed"],
        as_of=date.fromisoformat(figure["as_of"]),
    )


def _number(figure: Stored, number: Stored) -> ShownNumber:
    bound = number.get("bound", "exactly")
    return ShownNumber(
        name=number["name"],
        label=number_label(figure["measure"], number["name"]),
        value=number["value"],
        unit=number["unit"],
        is_hidden=number["is_hidden"],
        text=number_text(number["value"], number["unit"], is_hidden=number["is_hidden"], bound=bound),
        bound=bound,
    )


def _baseline(baseline: Stored) -> dict[str, Any]:
    return {
        **baseline,
        "label": attribute_of(baseline["attribute"]),
        "badge_label": str(BADGES[baseline["badge"]]),
        "text": number_text(baseline["difference"], "sd"),
        # None where no averages may be told, or none make sense: a share of people in a department has none.
        "means": [
            (group, baseline[f"{group}_mean"], number_text(baseline[f"{group}_mean"], "score"))
            for group in ("participants", "others")
            if baseline.get(f"{group}_mean") is not None
        ],
    }


def shown_breakdowns(run: OutcomeRun) -> list[dict[str, Any]]:
    """Return each role's breakdowns; a hidden cell says so and has no numbers."""
    return [
        {
            "role": segment["role"],
            "role_label": str(ROLES[segment["role"]]),
            "window_months": segment["window_months"],
            "attributes": [
                {
                    "attribute": it["attribute"],
                    "label": str(ATTRIBUTES[it["attribute"]]),
                    "rows": [_segment(it["attribute"], row) for row in it["rows"]],
                }
                for it in segment["attributes"]
                if it["rows"]
            ],
        }
        for segment in run.breakdowns
    ]


def _segment(attribute: str, row: Stored) -> dict[str, Any]:
    label = str(TENURES[row["value"]]) if attribute == "tenure_band" else row["value"]
    return {"value": row["value"], "label": label} | {
        group: None
        if row[group] is None
        else {
            "people": row[group]["people"],
            **{measure: _share(row[group][measure]) for measure in ("retention", "promotion")},
        }
        for group in ("participants", "others")
    }


def _share(share: Stored | None) -> dict[str, Any] | None:
    if share is None:
        return None
    return {**share, "text": bounded(share["percent"], share["bound"])}


def title(run: OutcomeRun) -> str:
    return headline(run.figures)


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


def _breakdown_rows(segment: Stored) -> Iterator[Row]:
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


def roles_of(figures: Sequence[ShownFigure]) -> list[tuple[str, str]]:
    """Return the roles that have figures, with their names."""
    present = {figure.role for figure in figures}
    return [(role, str(name)) for role, name in ROLES.items() if role in present]


@dataclass(frozen=True)
class Said:
    """One sentence of the summary and the figures that come to it."""

    about: str
    tone: str
    state_label: str
    conclusion: str


def conclusions_of(figures: Sequence[ShownFigure]) -> list[Said]:
    """Return what the program's primary figures come to; those that come to the same share a line."""
    found: dict[tuple[str, str, str], list[ShownFigure]] = {}
    for figure in figures:
        if figure.stored["is_primary"] and figure.stored["scope"] == "program":
            found.setdefault((figure.role, figure.state, figure.conclusion), []).append(figure)
    return [
        Said(
            about=_("%(role)s: %(titles)s")
            % {"role": ROLES[role], "titles": ", ".join(f.title for f in same)},
            tone=same[0].tone,
            state_label=same[0].state_label,
            conclusion=conclusion,
        )
        for (role, _state, conclusion), same in found.items()
    ]


def caveats_of(figures: Sequence[ShownFigure]) -> list[str]:
    """Return every caveat of the page once, in the order in which they first stand."""
    return list(dict.fromkeys(
        text for f in figures for text in (f.caveats[1:] if f.stored["sign_changes"] else f.caveats)
    ))  # fmt: skip
