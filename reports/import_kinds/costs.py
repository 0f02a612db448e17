"""Import of the cost ledger of a program."""

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import CellFault, fault
from mentoring.imports.choices import Choices
from mentoring.imports.extensions import ImportContext, ImportKind, Plan, RowFault, Rows, TableChange
from mentoring.imports.fields import Field
from programs.models import Program
from reports.enums import CostKind, Proration
from reports.models import Cost, RoiPlan
from reports.roi.actions import locked_plan

KINDS = Choices(
    {
        CostKind.SOFTWARE.value: ("license", "licence", "tool", "lizenz", "it"),
        CostKind.COORDINATOR.value: ("coordination", "program management", "koordination", "administration"),
        CostKind.TRAINING.value: ("trainer", "workshop", "schulung", "e-learning"),
        CostKind.EVENTS.value: ("event", "kick-off", "catering", "veranstaltung", "veranstaltungen"),
        CostKind.EVALUATION.value: ("survey", "report", "auswertung", "evaluierung"),
        CostKind.OTHER.value: ("misc", "miscellaneous", "sonstiges", "andere"),
    },
    labels={kind.value: kind.label for kind in CostKind},
)
PRORATIONS = Choices(
    {
        Proration.PEOPLE.value: ("by people", "participants", "personen", "teilnehmende"),
        Proration.MONTHS.value: ("by months", "month", "monate"),
    },
    labels={proration.value: proration.label for proration in Proration},
)
VALUES = ("amount", "hours", "hourly_rate", "prorated_by", "whole", "part")
WRITTEN = ("kind", "description", "incurred_on", *VALUES)
CENT = Decimal("0.01")


class CostImport(ImportKind):
    name = "costs"
    label = _("Costs")
    description = _("One row per cost: type, description, date, amount or hours and rate.")
    needs_target = True
    result_url_name, result_label = "reports:roi-costs", _("Open costs")
    fields = (
        Field("kind", _("type"), ("Type", "Kind", "Category", "Cost type", "Art", "Kategorie", "Kostenart"),
              required=True, kind="choice", choices=KINDS),
        Field("description", _("description"), ("Description", "Item", "Name", "Beschreibung", "Bezeichnung"),
              required=True, max_length=200),
        Field("incurred_on", _("date"), ("Date", "Booked on", "Day", "Datum", "Buchungsdatum"),
              required=True, kind="date"),
        Field("amount", _("amount"), ("Amount", "Cost", "Total", "Betrag", "Kosten"), kind="decimal"),
        Field("hours", _("hours"), ("Hours", "Stunden"), kind="decimal"),
        Field("hourly_rate", _("hourly rate"), ("Hourly rate", "Rate", "Stundensatz"), kind="decimal"),
        Field("prorated_by", _("prorated"), ("Prorated by", "Shared by", "Anteilig nach"), kind="choice",
              choices=PRORATIONS),
        Field("whole", _("people or months in all"), ("In all", "Whole", "Insgesamt"), kind="integer"),
        Field("part", _("of these, in this program"), ("In this program", "Part", "In diesem Programm"),
              kind="integer"),
    )  # fmt: skip

    def plan(self, rows: Rows, context: ImportContext) -> Plan:
        plan = Plan()
        is_closed = RoiPlan.objects.filter(program=context.target_id, costs_closed_on__isnull=False).exists()
        change = TableChange(Cost, ["id", "program_id", *WRITTEN, "created_at"])
        known = _known(context.target_id)
        seen: dict[tuple, int] = {}
        columns = (rows.get(name) for name in WRITTEN)
        for number, *cells in zip(rows.numbers, *columns, strict=True):
            values = _values(cells)
            key = values[:3]
            problem = _problem(values, seen.setdefault(key, number), number, is_closed=is_closed)
            if problem:
                plan.faults.append(RowFault(number, *problem))
                continue
            old = known.get(key)
            if old is None:
                change.added.append((uuid4(), context.target_id, *values, timezone.now()))
                plan.added += 1
            elif old[1] != values:
                change.changed.append((old[0], context.target_id, *values, old[2]))
                plan.updated += 1
            else:
                plan.unchanged += 1
        plan.changes = [change]
        return plan

    def lock(self, context: ImportContext) -> None:
        locked_plan(Program.objects.get(pk=context.target_id))


def _known(program_id: UUID | None) -> dict[tuple, tuple]:
    """Return the program's costs by type, description and date, which identify them."""
    rows = Cost.objects.filter(program=program_id).values_list("id", "created_at", *WRITTEN)
    return {tuple(row[2:5]): (row[0], tuple(row[2:]), row[1]) for row in rows}


def _values(cells: list[Any]) -> tuple:
    kind, description, incurred_on, *numbers, prorated_by, whole, part = cells
    amounts = [None if it is None else Decimal(it).quantize(CENT) for it in numbers]
    if not prorated_by:
        whole = part = None
    return (kind, description, incurred_on, *amounts, prorated_by or "", whole, part)


def _problem(values: tuple, first: int, number: int, *, is_closed: bool) -> tuple[str, CellFault] | None:
    if is_closed:
        return "description", fault("", _("Costs are closed. Reopen them to change an entry."), "closed")
    if first != number:
        return "description", fault(
            values[1], _("Row %(row)s already has this cost.") % {"row": first}, "repeated"
        )
    cost = Cost(**dict(zip(WRITTEN, values, strict=True)))
    try:
        cost.full_clean(exclude=["organization", "program"])
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        return (name if name in WRITTEN else "amount"), fault("", " ".join(messages), "invalid")
    return None
