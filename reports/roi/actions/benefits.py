"""Add, change, delete and restore benefits. What would be counted twice, or is none, is refused."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.models import Program
from reports.enums import BenefitKind, Direction, Isolation
from reports.models import Benefit
from reports.roi.actions.plan import locked_plan

EDITABLE = (
    "kind", "name", "source", "role", "isolation", "kpi", "quantity_low", "quantity", "quantity_high", "people",
    "months", "margin", "contribution", "confidence", "estimated_by", "external_cost", "internal_cost",
)  # fmt: skip
PAY_RAISE = re.compile(
    r"\b(pay|salary|salaries|wage|compensation)[ -](rise|raise|increase|growth)|\braises?\b|gehaltserh|lohnerh",
    re.IGNORECASE,
)
# What acts through departures, which are counted as such.
THROUGH_DEPARTURES = re.compile(
    r"engag|retention|retain|turnover|attrition|satisf|loyal|bindung|fluktuation|verbleib|zufrieden",
    re.IGNORECASE,
)
# Which fields a method needs; the others are cleared, so that no second method stands beside it.
METHOD_FIELDS: Mapping[str, tuple[str, ...]] = {
    Isolation.COMPARISON: (),
    Isolation.TREND: ("quantity_low", "quantity", "quantity_high"),
    Isolation.ESTIMATE: ("quantity", "contribution", "confidence", "estimated_by"),
    "": (),
}
KIND_FIELDS: Mapping[str, tuple[str, ...]] = {
    BenefitKind.FILLS: ("external_cost", "internal_cost"),
}
ALL_FIELDS = ("quantity_low", "quantity", "quantity_high", "contribution", "confidence", "estimated_by",
              "external_cost", "internal_cost")  # fmt: skip


@transaction.atomic
def record_benefit(program: Program, *, values: Mapping[str, Any], by: Actor) -> Benefit:
    """Add a benefit."""
    locked_plan(program)
    benefit = Benefit(program=program)
    _set(benefit, values)
    benefit.save()
    _record("reports.record_benefit", benefit, by)
    return benefit


@transaction.atomic
def update_benefit(benefit: Benefit, *, values: Mapping[str, Any], by: Actor) -> Benefit:
    """Change a benefit."""
    locked_plan(benefit.program)
    _set(benefit, values)
    benefit.save()
    _record("reports.update_benefit", benefit, by)
    return benefit


@transaction.atomic
def delete_benefit(benefit: Benefit, *, by: Actor) -> None:
    """Delete a benefit."""
    locked_plan(benefit.program)
    _record("reports.delete_benefit", benefit, by)
    benefit.delete()


@transaction.atomic
def restore_benefit(program: Program, benefit_id: UUID, values: Mapping[str, Any], *, by: Actor) -> Benefit:
    """Undo a change or a deletion: give the benefit its earlier values, under the same id."""
    locked_plan(program)
    found = Benefit.objects.filter(program=program, pk=benefit_id).first()
    benefit = found or Benefit(program=program, pk=benefit_id)
    _set(benefit, values)
    benefit.save()
    _record("reports.restore_benefit", benefit, by)
    return benefit


def _set(benefit: Benefit, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        assert name in EDITABLE, name
        setattr(benefit, name, value.strip() if isinstance(value, str) else value)
    _refuse_what_is_none(benefit)
    if benefit.kind == BenefitKind.INTANGIBLE:
        benefit.isolation = ""
    needed = METHOD_FIELDS.get(benefit.isolation, ()) + KIND_FIELDS.get(benefit.kind, ())
    for name in ALL_FIELDS:
        if name not in needed:
            setattr(benefit, name, "" if name == "estimated_by" else None)
    if benefit.kind != BenefitKind.PRODUCTIVITY:
        benefit.people = benefit.months = benefit.margin = None
    if benefit.kind != BenefitKind.PRODUCTIVITY or benefit.isolation != Isolation.COMPARISON:
        benefit.kpi = None
    missing = {name: _("This field is required.") for name in needed if getattr(benefit, name) in (None, "")}
    if benefit.kind == BenefitKind.PRODUCTIVITY and benefit.isolation == Isolation.COMPARISON:
        missing |= _kpi_fault(benefit)
    if missing:
        raise ValidationError(missing)
    if benefit.quantity_low is not None and not (
        benefit.quantity_low <= benefit.quantity <= benefit.quantity_high
    ):
        raise ValidationError({"quantity": _("Low must not exceed best, and best must not exceed high.")})
    benefit.full_clean(exclude=["organization"])
    _refuse_counting_twice(benefit)


def _kpi_fault(benefit: Benefit) -> dict[str, str]:
    if benefit.kpi is None:
        return {"kpi": _("Choose the KPI that measures it in money per person and month.")}
    if benefit.kpi.direction == Direction.DOWN:
        return {"kpi": _("A KPI of which less is better cannot be added up as money.")}
    return {}


def _refuse_what_is_none(benefit: Benefit) -> None:
    if benefit.kind == "pay_raise" or (
        benefit.kind != BenefitKind.INTANGIBLE and PAY_RAISE.search(f"{benefit.name} {benefit.source}")
    ):
        raise ValidationError(
            _("A pay raise is not a benefit to the organization: it is paid by it. Count the position filled "
              "internally instead."),
            code="pay_raise",
        )  # fmt: skip


def _refuse_counting_twice(benefit: Benefit) -> None:
    """Refuse a benefit that another one contains. Departures of mentees are always counted where they can be."""
    if benefit.kind == BenefitKind.PRODUCTIVITY and THROUGH_DEPARTURES.search(benefit.name):
        raise ValidationError(
            {"name": _("Retention, satisfaction and engagement are counted as departures prevented. Counting them "
                       "again would double the benefit.")}
        )  # fmt: skip
    others = Benefit.objects.filter(program=benefit.program_id).exclude(pk=benefit.pk)
    if benefit.kind == BenefitKind.PRODUCTIVITY:
        same = [
            it for it in others.filter(kind=benefit.kind) if it.source.casefold() == benefit.source.casefold()
        ]
        if same:
            raise ValidationError(
                {"source": _("“%(name)s” is counted from this source already.") % {"name": same[0].name}}
            )


def _record(action: str, benefit: Benefit, by: Actor) -> None:
    record(action, benefit.program, by=by, label=benefit.program.name, values={"kind": benefit.kind})
