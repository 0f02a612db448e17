"""The result as plain values, for the API and the JSON file."""

from typing import Any
from uuid import UUID

from reports.roi.numbers import roi_numbers
from reports.roi.numbers.benefit_numbers import benefit_label
from reports.roi.result import RoiResult
from reports.roi.wording import benefit_reason, benefit_state, headline, sentence


def roi_answer(program_id: UUID, result: RoiResult) -> dict[str, Any]:
    """Return the state with its sentences, every number that may be shown, and the benefits with their states."""
    inputs = result.inputs
    return {
        "program_id": str(program_id),
        "programs": [program.name for program in inputs.programs],
        "scope": "pooled" if inputs.is_pooled else "program",
        "state": str(result.state.value),
        "headline": headline(result),
        "sentence": sentence(result),
        "currency": inputs.currency,
        "price_year": inputs.price_year,
        "are_costs_closed": inputs.are_costs_closed,
        "as_of": inputs.as_of,
        "numbers": [
            {
                "key": number.key,
                "label": number.label,
                "value": None if number.value is None else str(number.value),
                "unit": number.unit,
                "text": number.text,
                "definition": number.definition,
                "formula": number.formula,
                "numerator": number.numerator,
                "denominator": number.denominator,
                "as_of": number.as_of,
            }
            for number in roi_numbers(result).values()
        ],
        "benefits": [
            {
                "key": f"benefit.{n}",
                "kind": str(it.entry.kind),
                "name": benefit_label(it),
                "isolation": str(it.entry.isolation),
                "state": str(it.state),
                "state_label": benefit_state(it)[1],
                "reason": benefit_reason(it),
                "is_counted": it.is_counted,
                "is_self_reported": it.is_self_reported,
            }
            for n, it in enumerate(result.benefits)
        ],
        "not_in_total": [
            it.name for program in inputs.programs for it in program.benefits if it.kind == "intangible"
        ],
    }
