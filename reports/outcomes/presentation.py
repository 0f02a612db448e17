"""Stored outcomes with their texts: the only source of page, API, CSV and XLSX."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from reports.models import OutcomeRun
from reports.outcomes.wording.caveats import caveats, notes
from reports.outcomes.wording.conclusion import conclusion
from reports.outcomes.wording.definition import definition_of, subject_of, title_of, window_of
from reports.outcomes.wording.labels import (
    ATTRIBUTES,
    BADGES,
    ROLES,
    ROLES_INSIDE,
    TENURES,
    TONES,
    attribute_label,
    number_label,
    state_label,
)
from reports.outcomes.wording.numbers import bounded_percent, number_text

Stored = Mapping[str, Any]
# Numbers with limits, which a table shows beside them.
LIMITS = {
    "difference": ("low", "high"),
    "adjusted": ("adjusted_low", "adjusted_high"),
    "ratio": ("ratio_low", "ratio_high"),
    "expected_events": ("expected_low", "expected_high"),
    "change": ("change_low", "change_high"),
    "typical_change": ("typical_low", "typical_high"),
    "yes_change": ("yes_low", "yes_high"),
    "change_difference": ("change_difference_low", "change_difference_high"),
}


@dataclass(frozen=True)
class PresentedNumber:
    """A number with its label and text; its value is None where it is withheld or not defined."""

    name: str
    label: str
    value: float | None
    unit: str
    is_withheld: bool
    text: str
    bound: str = "exactly"


@dataclass(frozen=True)
class PresentedFigure:
    """A figure with its texts. `stored` is what the job wrote."""

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
    numbers: list[PresentedNumber]
    as_of: date
    # An earlier figure of the page compares the same groups and shows their baselines.
    repeats_baselines: bool = False

    @property
    def role_inside(self) -> str:
        """Return the role as it stands inside a sentence."""
        return str(ROLES_INSIDE[self.role])

    @property
    def heading(self) -> str:
        """Return a heading that is unique on the page: role, scope and subject."""
        role = ROLES[self.role]
        if self.stored["scope"] == "pooled":
            role = _("%(role)s of all cohorts together") % {"role": role}
        return f"{role}: {self.subject}"

    def text(self, name: str) -> str:
        """Return a number's text, or an en dash where there is none of that name."""
        return next((number.text for number in self.numbers if number.name == name), "–")

    @property
    def lines(self) -> list[tuple[PresentedNumber, PresentedNumber | None, PresentedNumber | None]]:
        """Return the rows of a table: each number with its limits, where it has them."""
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


def present_figures(run: OutcomeRun) -> list[PresentedFigure]:
    """Return every stored figure with texts in the active language."""
    found: list[PresentedFigure] = []
    for figure in map(present_figure, run.figures):
        repeats = any(
            it.role == figure.role and it.stored["baselines"] == figure.stored["baselines"] for it in found
        )
        found.append(replace(figure, repeats_baselines=repeats))
    return found


def present_figure(figure: Stored) -> PresentedFigure:
    return PresentedFigure(
        stored=figure,
        key=figure["key"],
        role=figure["role"],
        title=title_of(figure),
        subject=subject_of(figure),
        window=window_of(figure),
        state=figure["state"],
        state_label=state_label(figure),
        tone=TONES.get(figure["state"], "not_enough_data"),
        conclusion=conclusion(figure),
        caveats=caveats(figure),
        notes=notes(figure),
        definition=definition_of(figure),
        badge=figure["badge"],
        badge_label=str(BADGES[figure["badge"]]),
        baselines=[_baseline(it) for it in figure["baselines"]],
        numbers=[_number(figure, it) for it in figure["numbers"]],
        as_of=date.fromisoformat(figure["as_of"]),
    )


def _number(figure: Stored, number: Stored) -> PresentedNumber:
    bound = number.get("bound", "exactly")
    return PresentedNumber(
        name=number["name"],
        label=number_label(figure["measure"], number["name"]),
        value=number["value"],
        unit=number["unit"],
        is_withheld=number["is_withheld"],
        text=number_text(number["value"], number["unit"], is_withheld=number["is_withheld"], bound=bound),
        bound=bound,
    )


def _baseline(baseline: Stored) -> dict[str, Any]:
    return {
        "after": None,
        "value": None,
        **baseline,
        "label": attribute_label(baseline["attribute"]),
        "badge_label": str(BADGES[baseline["badge"]]),
        "text": number_text(baseline["difference"], "sd"),
        "after_text": number_text(baseline.get("after"), "sd"),
        # Empty where averages may not be disclosed or make no sense, as for the share of people in a department.
        "means": [
            (group, baseline[f"{group}_mean"], number_text(baseline[f"{group}_mean"], "score"))
            for group in ("participants", "others")
            if baseline.get(f"{group}_mean") is not None
        ],
    }


def present_breakdowns(run: OutcomeRun) -> list[dict[str, Any]]:
    """Return each role's breakdowns; a withheld cell is None."""
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
    return {**share, "text": bounded_percent(share["percent"], share["bound"])}


def roles_of(figures: Sequence[PresentedFigure]) -> list[tuple[str, str]]:
    """Return the roles that have figures, with their names."""
    present = {figure.role for figure in figures}
    return [(role, str(name)) for role, name in ROLES.items() if role in present]
