"""Add, change and delete KPIs of a program, declare them primary, and record their values."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from goals.models import Objective
from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from mentoring.ui import formats
from programs.locks import lock_program
from programs.models import Program
from reports.enums import HrRate, KpiSource, ProgramCount
from reports.models import MOST_PRIMARY, Kpi, KpiValue, ProgramKpi
from surveys.models import Question

EDITABLE = (
    "objective_id", "name", "definition", "unit", "direction", "source", "reference", "role", "baseline", "target",
)  # fmt: skip
# What a primary KPI fixes. A missing baseline may still be added.
FIXED = ("objective_id", "name", "definition", "unit", "direction", "source", "reference", "role", "target")
VALUE_FIELDS = ("taken_on", "value", "people", "source")


@transaction.atomic
def create_kpi(program: Program, *, values: Mapping[str, Any], by: Actor) -> ProgramKpi:
    """Add a KPI to an objective of the program."""
    kpi = ProgramKpi(program=program)
    _set(kpi, values)
    kpi.save()
    _record("reports.create_kpi", kpi, by)
    return kpi


@transaction.atomic
def update_kpi(kpi: ProgramKpi, *, values: Mapping[str, Any], by: Actor) -> ProgramKpi:
    """Change a KPI. Of a primary one only a missing baseline can be added."""
    before = ProgramKpi.objects.select_for_update().get(pk=kpi.pk)
    _set(kpi, values)
    _require_same(before, kpi)
    kpi.save(update_fields=EDITABLE)
    _record("reports.update_kpi", kpi, by)
    return kpi


@transaction.atomic
def delete_kpi(kpi: ProgramKpi, *, by: Actor) -> None:
    """Delete a KPI without entered values. A primary one stays, whatever it shows."""
    if kpi.is_primary:
        raise ValidationError(_fixed(kpi), code="primary")
    if KpiValue.objects.filter(kpi=kpi).exists():
        raise ValidationError(_("This KPI has values. Delete them first."))
    _record("reports.delete_kpi", kpi, by)
    kpi.delete()


@transaction.atomic
def restore_kpi(program: Program, kpi_id: UUID, values: Mapping[str, Any], *, by: Actor) -> ProgramKpi:
    """Undo a change or a deletion: give the KPI its earlier values, under the same id."""
    kpi = ProgramKpi.objects.filter(program=program, pk=kpi_id).first() or ProgramKpi(
        program=program, pk=kpi_id
    )
    if kpi.is_primary and kpi.baseline is None:
        raise ValidationError(_fixed(kpi), code="primary")
    _set(kpi, values)
    kpi.save()
    _record("reports.restore_kpi", kpi, by)
    return kpi


@transaction.atomic
def declare_primary(kpi: ProgramKpi, *, by: Actor, today: date) -> ProgramKpi:
    """Make a KPI one of the three primary ones, and fix its definition as of today."""
    # Two declarations at once would make four.
    lock_program(kpi.program_id)
    kpi.refresh_from_db(fields=["primary_on", "source"])
    if kpi.is_primary:
        return kpi
    if not kpi.source:
        raise ValidationError(_("Choose a source first: a primary KPI no longer changes."))
    if ProgramKpi.objects.filter(program=kpi.program_id, primary_on__isnull=False).count() >= MOST_PRIMARY:
        raise ValidationError(_("Three KPIs are primary already. More would hide what matters."))
    kpi.primary_on = today
    kpi.save(update_fields=["primary_on"])
    _record("reports.declare_primary", kpi, by)
    return kpi


@transaction.atomic
def undo_primary(kpi: ProgramKpi, *, by: Actor, today: date) -> None:
    """Undo the declaration, on the same day."""
    kpi = ProgramKpi.objects.select_for_update(of=("self",)).select_related("program").get(pk=kpi.pk)
    if kpi.primary_on != today:
        raise ValidationError(_fixed(kpi) if kpi.is_primary else _("This KPI is not primary."))
    kpi.primary_on = None
    kpi.save(update_fields=["primary_on"])
    _record("reports.undo_primary", kpi, by)


@transaction.atomic
def record_kpi_value(kpi: ProgramKpi, *, values: Mapping[str, Any], by: Actor, today: date) -> KpiValue:
    """Record the value of a day, in place of an earlier one of that day. Refuses values of fewer than 5 people."""
    kpi = ProgramKpi.objects.select_for_update(of=("self",)).select_related("program").get(pk=kpi.pk)
    if kpi.source != KpiSource.ENTERED:
        raise ValidationError(_("The values of this KPI come from its source and are not entered."))
    if values["taken_on"] > today:
        raise ValidationError({"taken_on": _("Enter a day that has passed.")})
    value = KpiValue.objects.filter(kpi=kpi, taken_on=values["taken_on"]).first() or KpiValue(kpi=kpi)
    _set_value(value, values)
    _record("reports.record_kpi_value", kpi, by)
    return value


@transaction.atomic
def delete_kpi_value(value: KpiValue, *, by: Actor) -> None:
    """Delete an entered value."""
    _record("reports.delete_kpi_value", value.kpi, by)
    value.delete()


@transaction.atomic
def restore_kpi_value(kpi: ProgramKpi, value_id: UUID, values: Mapping[str, Any], *, by: Actor) -> KpiValue:
    """Undo the deletion of a value."""
    value = KpiValue.objects.filter(kpi=kpi, pk=value_id).first() or KpiValue(kpi=kpi, pk=value_id)
    _set_value(value, values)
    _record("reports.restore_kpi_value", kpi, by)
    return value


def _set(kpi: ProgramKpi, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(kpi, name, value.strip() if isinstance(value, str) else value)
    kpi.full_clean(exclude=["organization"])
    if not Objective.objects.filter(pk=kpi.objective_id, program=kpi.program_id).exists():
        raise ValidationError({"objective": _("Choose an objective of this program.")})
    if not _is_known(kpi):
        raise ValidationError({"reference": _("Choose which question, skill, rate or count it is.")})


def _is_known(kpi: ProgramKpi) -> bool:
    """Return whether what the reference names exists. The questions are those of the program's surveys."""
    if kpi.source == KpiSource.HR:
        return kpi.reference in HrRate.values
    if kpi.source == KpiSource.PROGRAM:
        return kpi.reference in ProgramCount.values
    if kpi.source == KpiSource.SURVEY:
        return Question.objects.filter(key=kpi.reference, version__survey__program=kpi.program_id).exists()
    if kpi.source == KpiSource.SKILL:
        try:
            return Kpi.objects.filter(pk=UUID(kpi.reference)).exists()
        except ValueError:
            return False
    return True


def _set_value(row: KpiValue, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.full_clean(exclude=["organization"])
    row.save()


def _require_same(before: ProgramKpi, after: ProgramKpi) -> None:
    if not before.is_primary:
        return
    changed = any(getattr(before, name) != getattr(after, name) for name in FIXED)
    if changed or (before.baseline is not None and before.baseline != after.baseline):
        raise ValidationError(_fixed(before), code="primary")


def _fixed(kpi: ProgramKpi) -> str:
    return _("This KPI has been primary since %(day)s and no longer changes.") % {
        "day": formats.date(kpi.primary_on, "long")
    }


def _record(action: str, kpi: ProgramKpi, by: Actor) -> None:
    record(action, kpi.program, by=by, label=kpi.program.name, values={"kpi": kpi.name})
