"""Import of KPI values of people or groups."""

from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import CellFault, fault
from mentoring.imports.extensions import ImportContext, ImportKind, Plan, RowFault, Rows, TableChange
from mentoring.imports.fields import Field
from mentoring.people.import_kinds.known import find_each, index_of_people
from mentoring.people.names import normalize_name
from reports.models import Kpi, KpiReading


class Readings(ImportKind):
    name = "kpi-readings"
    label = _("KPI readings")
    description = _("One row per value: person or group, measure, date, value.")
    result_url_name, result_label = "reports:outcome-list", _("View outcomes")
    fields = (
        Field("person", _("person"), ("Employee ID", "Person", "Personalnummer", "Email", "Name"),
              kind="person", max_length=254, whose=("person", "employee")),
        Field("group", _("group"), ("Group", "Team", "Unit", "Department", "Gruppe", "Abteilung"), max_length=120),
        Field("item", _("KPI"), ("Item", "KPI", "Measure", "Indicator", "Metric", "Skill", "Kennzahl"),
              required=True, max_length=120),
        Field("taken_on", _("date"), ("Date", "Taken on", "Measured on", "Day", "Datum"), required=True, kind="date"),
        Field("value", _("value"), ("Value", "Score", "Reading", "Rating", "Wert"), required=True, kind="decimal"),
    )  # fmt: skip

    def plan(self, rows: Rows, context: ImportContext) -> Plan:
        plan = Plan()
        people = find_each(rows.get("person"), index_of_people())
        kpis = _Kpis()
        change = TableChange(KpiReading, ["id", "kpi_id", "person_id", "group", "taken_on", "value"])
        known = {
            row[1:5]: row
            for row in KpiReading.objects.values_list(
                "id", "kpi_id", "person_id", "group", "taken_on", "value"
            ).iterator(chunk_size=5000)
        }
        seen: dict[tuple, int] = {}
        columns = (rows.get(name) for name in ("group", "item", "taken_on", "value"))
        for number, person, group, item, day, value in zip(rows.numbers, people, *columns, strict=True):
            if isinstance(person, CellFault):
                plan.faults.append(RowFault(number, "person", person))
                continue
            group = "" if person else (group or "")
            key = (kpis.take(item), person, group, day)
            problem = _problem(person, group, seen.setdefault(key, number), number)
            if problem:
                plan.faults.append(RowFault(number, *problem))
                continue
            old = known.get(key)
            if old is None:
                change.added.append((uuid4(), *key, float(value)))
                plan.added += 1
            elif old[5] != float(value):
                change.changed.append((old[0], *key, float(value)))
                plan.updated += 1
            else:
                plan.unchanged += 1
        plan.changes = [kpis.change, change]
        return plan


class _Kpis:
    """KPIs by normalized name; a new name creates one."""

    def __init__(self) -> None:
        self.change = TableChange(Kpi, ["id", "name", "name_norm"])
        self.known: dict[str, UUID] = dict(Kpi.objects.values_list("name_norm", "id"))

    def take(self, name: str) -> UUID:
        norm = normalize_name(name)[:120]
        if norm not in self.known:
            self.known[norm] = uuid4()
            self.change.added.append((self.known[norm], name, norm))
        return self.known[norm]


def _problem(person: UUID | None, group: str, first: int, number: int) -> tuple[str, CellFault] | None:
    if person is None and not group:
        return "person", fault("", _("Enter the person or group this value belongs to."), "nobody")
    if first != number:
        return "item", fault("", _("Row %(row)s already has this reading.") % {"row": first}, "repeated")
    return None
