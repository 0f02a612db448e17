"""Everything that the ROI page shows, from a result."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from mentoring.ui import formats
from reports.enums import BenefitKind
from reports.models import Assumption, AssumptionChange
from reports.roi.benefits import CASES
from reports.roi.charts import cost_chart, roi_charts
from reports.roi.costing import CostLine
from reports.roi.numbers import money, money_exact, roi_numbers
from reports.roi.numbers.assumption_numbers import assumption_rows
from reports.roi.numbers.benefit_numbers import benefit_label, case_label
from reports.roi.numbers.cost_numbers import kind_label, line_formula
from reports.roi.numbers.swing_numbers import assumed_text, assumption_label, range_text
from reports.roi.result import RoiResult
from reports.roi.wording import benefit_reason, benefit_state, headline, scenario_sentence, sentence


def page_context(result: RoiResult) -> dict[str, Any]:
    """Return the context of the page: its heading, numbers, charts and tables."""
    own = result.inputs.programs[0]
    return {
        "result": result,
        "tab": "roi",
        "is_pooled": result.inputs.is_pooled,
        "own": own,
        "title": headline(result),
        "sentence": sentence(result),
        "scenario_sentence": scenario_sentence(result),
        "numbers": roi_numbers(result),
        "cases": [(case, case_label(case)) for case in CASES],
        "benefits": [
            (n, it, benefit_label(it), *benefit_state(it), benefit_reason(it))
            for n, it in enumerate(result.benefits)
        ],
        "intangibles": [
            it
            for program in result.inputs.programs
            for it in program.benefits
            if it.kind == BenefitKind.INTANGIBLE
        ],
        "charts": roi_charts(result),
        "cost_chart": cost_chart(result),
        "swings": [
            (assumption_label(it.key, it.level), range_text(it, own.currency)) for it in result.swings
        ],
        "assumptions": assumption_rows(own),
    }


def change_lines(change: AssumptionChange, currency: str) -> Iterator[str]:
    """Yield what a change of an assumption changed, as "Best: 20% → 30%"."""
    labels = {
        "low": _("Low"),
        "best": _("Best"),
        "high": _("High"),
        "source": _("Source"),
        "owner": _("Owner"),
    }
    before: Mapping[str, str] = change.before or {}
    for name, label in labels.items():
        old, new = (
            _text(change.assumption, name, values.get(name), currency) for values in (before, change.after)
        )
        if old != new:
            yield f"{label}: {old} → {new}"


def _text(assumption: Assumption, name: str, value: str | None, currency: str) -> str:
    if value is None:
        return "–"
    if name not in ("low", "best", "high"):
        return value
    return assumed_text(assumption.key, Assumption._meta.get_field(name).to_python(value), currency)


def effect_of_change(before: RoiResult, after: RoiResult) -> tuple[str, str, str]:
    """Return the most important number that a change of an input changes, before and after.

    Only what the state allows before and after: without a return, that is break-even or the cost.
    """
    currency = after.inputs.currency
    if before.cases and after.cases:
        old, new = (money(it.cases["conservative"].net, currency) for it in (before, after) if it.cases)
        return _("Net benefit, conservative"), old, new
    if (
        before.break_even is not None
        and after.break_even is not None
        and before.break_even != after.break_even
    ):
        old, new = (formats.number(it.break_even) for it in (before, after))
        return _("Breaks even at"), old, new
    return _("Cost"), money(before.cost, currency), money(after.cost, currency)


def cost_rows(result: RoiResult) -> list[dict[str, Any]]:
    """Return a row for each line of the cost, with its formula."""
    currency, precision = result.inputs.currency, result.inputs.programs[0].precision
    return [
        {
            "id": line.id,
            "label": line.label or _time_label(line),
            "kind": kind_label(line.kind),
            "day": line.entry.incurred_on if line.entry else None,
            "formula": line_formula(line, currency, precision),
            "amount": money_exact(line.amount, currency),
        }
        for line in result.lines
    ]


def _time_label(line: CostLine) -> str:
    return _("Level %(level)s") % {"level": line.level} if line.level else _("All other levels")
