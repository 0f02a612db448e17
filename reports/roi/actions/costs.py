"""Add, change, delete and restore entries of the cost ledger."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.models import Program
from reports.models import Cost
from reports.roi.actions.plan import locked_plan

EDITABLE = (
    "kind", "description", "incurred_on", "amount", "hours", "hourly_rate", "prorated_by", "whole", "part",
)  # fmt: skip


@transaction.atomic
def record_cost(program: Program, *, values: Mapping[str, Any], by: Actor) -> Cost:
    """Add an entry. Refused once the costs are closed."""
    _require_open(program)
    cost = Cost(program=program)
    _set(cost, values)
    cost.save()
    _record("reports.record_cost", cost, by)
    return cost


@transaction.atomic
def update_cost(cost: Cost, *, values: Mapping[str, Any], by: Actor) -> Cost:
    """Change an entry."""
    _require_open(cost.program)
    _set(cost, values)
    cost.save(update_fields=EDITABLE)
    _record("reports.update_cost", cost, by)
    return cost


@transaction.atomic
def delete_cost(cost: Cost, *, by: Actor) -> None:
    """Delete an entry."""
    _require_open(cost.program)
    _record("reports.delete_cost", cost, by)
    cost.delete()


@transaction.atomic
def restore_cost(program: Program, cost_id: UUID, values: Mapping[str, Any], *, by: Actor) -> Cost:
    """Undo a change or a deletion: give the entry its earlier values, under the same id."""
    _require_open(program)
    cost = Cost.objects.filter(program=program, pk=cost_id).first() or Cost(program=program, pk=cost_id)
    _set(cost, values)
    cost.save()
    _record("reports.restore_cost", cost, by)
    return cost


def _set(cost: Cost, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        assert name in EDITABLE, name
        setattr(cost, name, value.strip() if isinstance(value, str) else value)
    if not cost.prorated_by:
        cost.whole = cost.part = None
    cost.full_clean(exclude=["organization"])


def _require_open(program: Program) -> None:
    plan = locked_plan(program)
    if plan.costs_closed_on:
        raise ValidationError(_("Costs are closed. Reopen them to change an entry."), code="closed")


def _record(action: str, cost: Cost, by: Actor) -> None:
    record(action, cost.program, by=by, label=cost.program.name, values={"kind": cost.kind})
