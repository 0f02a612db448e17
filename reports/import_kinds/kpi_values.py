"""Import of values of a program's KPIs."""

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import CellFault, fault
from mentoring.imports.extensions import ImportContext, ImportKind, Plan, RowFault, Rows, TableChange
from mentoring.imports.fields import Field
from mentoring.people.names import normalize_name
from reports.enums import KpiSource
from reports.models import KpiValue, ProgramKpi

WRITTEN = ("value", "people", "source")
CENT = Decimal("0.01")


class KpiValueImport(ImportKind):
    name = "kpi-values"
    label = _("KPI values")
    description = _("One row per value of a program’s KPI: KPI, date, value, number of people.")
    needs_target = True
    result_url_name, result_label = "reports:kpis", _("Open KPIs")
    fields = (
        Field("kpi", _("KPI"), ("KPI", "Name", "Measure", "Indicator", "Metric", "Kennzahl"),
              required=True, max_length=120),
        Field("taken_on", _("date"), ("Date", "Taken on", "Day", "Datum"), required=True, kind="date"),
        Field("value", _("value"), ("Value", "Score", "Wert"), required=True, kind="decimal"),
        Field("people", _("number of people"), ("People", "n", "Number of people", "Personen", "Anzahl"),
              kind="integer"),
        Field("source", _("where it comes from"), ("Source", "Origin", "Quelle", "Herkunft"), max_length=200),
    )  # fmt: skip

    def plan(self, rows: Rows, context: ImportContext) -> Plan:
        plan = Plan()
        kpis = _kpis(context.target_id)
        change = TableChange(KpiValue, ["id", "kpi_id", "taken_on", *WRITTEN, "created_at"])
        known = {
            row[1:3]: row
            for row in KpiValue.objects.filter(kpi__program=context.target_id).values_list(
                "id", "kpi_id", "taken_on", *WRITTEN, "created_at"
            )
        }
        seen: dict[tuple, int] = {}
        columns = (rows.get(name) for name in ("kpi", "taken_on", *WRITTEN))
        for number, name, day, value, people, source in zip(rows.numbers, *columns, strict=True):
            kpi_id = kpis.get(normalize_name(name))
            values = (Decimal(value).quantize(CENT), people, source or "")
            problem = _problem(
                name, kpi_id, day, values, seen.setdefault((kpi_id, day), number), number, context.today
            )
            if problem:
                plan.faults.append(RowFault(number, *problem))
                continue
            old = known.get((kpi_id, day))
            if old is None:
                change.added.append((uuid4(), kpi_id, day, *values, context.now))
                plan.added += 1
            elif tuple(old[3:6]) != values:
                change.changed.append((old[0], kpi_id, day, *values, old[6]))
                plan.updated += 1
            else:
                plan.unchanged += 1
        plan.changes = [change]
        return plan


def _kpis(program_id: UUID | None) -> dict[str, UUID]:
    """Return the program's KPIs with entered values, by normalized name."""
    found = ProgramKpi.objects.filter(program=program_id, source=KpiSource.ENTERED)
    return {normalize_name(name): pk for pk, name in found.values_list("pk", "name")}


def _problem(
    name: str, kpi_id: UUID | None, day: date, values: tuple, first: int, number: int, today: date
) -> tuple[str, CellFault] | None:
    if kpi_id is None:
        return "kpi", fault(
            name, _("This program has no KPI of this name whose values are entered."), "unknown"
        )
    if first != number:
        return "taken_on", fault("", _("Row %(row)s already has this value.") % {"row": first}, "repeated")
    if day > today:
        return "taken_on", fault(str(day), _("Enter a day that has passed."), "future")
    value = KpiValue(taken_on=day, **dict(zip(WRITTEN, values, strict=True)))
    try:
        value.full_clean(exclude=["organization", "kpi"])
    except ValidationError as error:
        column, messages = next(iter(error.message_dict.items()))
        return (column if column in WRITTEN else "value"), fault("", " ".join(messages), "invalid")
    return None
