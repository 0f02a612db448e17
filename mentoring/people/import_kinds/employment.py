"""Import promotions, moves and exits."""

import re
from datetime import date
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import CellFault, Choices
from mentoring.imports.columns import Field
from mentoring.imports.extensions import ImportContext, ImportKind, Plan, RowFault, Rows, TableChange
from mentoring.people.enums import EventKind, ExitReason
from mentoring.people.import_kinds.known import find_each, index_of_people
from mentoring.people.models import EmploymentEvent, Person

KINDS = Choices(
    {
        EventKind.PROMOTION.value: ("promoted", "promote", "beförderung", "befördert", "grade change", "level change"),
        EventKind.MOVE.value: ("moved", "transfer", "transferred", "department change", "versetzung", "wechsel"),
        EventKind.EXIT.value: (
            "left", "leaver", "termination", "terminated", "resignation", "austritt", "kündigung", "end of employment",
        ),
    }
)  # fmt: skip
REASONS = {
    ExitReason.RESIGNATION: ("resign", "voluntary", "kündigung durch", "eigenkündigung", "quit"),
    ExitReason.RETIREMENT: ("retire", "rente", "ruhestand", "pension"),
    ExitReason.DISMISSAL: ("dismiss", "involuntary", "redundan", "laid off", "entlassung"),
}
LEVELS = re.compile(
    r"\s*(?:(?:from|von)\s+)?(?P<old>.{1,50}?)\s*(?:->|→|\bto\b|\bauf\b)\s*(?P<new>.{1,50}?)\s*",
    re.IGNORECASE,
)

PERSON = Field(
    "person",
    _("person"),
    (
        "employee_id",
        "Employee ID",
        "Employee #",
        "Worker ID",
        "Personalnummer",
        "Person",
        "Email",
        "E-Mail",
        "Name",
    ),
    required=True,
)


class EmploymentEvents(ImportKind):
    name = "employment-events"
    label = _("Promotions, moves and departures")
    description = _("One row for each event: employee id, event, date.")
    result_url_name, result_label = "people:person-list", _("View directory")
    fields = (
        PERSON,
        Field("event", _("event"), ("Event", "Event Type", "Action", "Change", "Ereignis", "Vorgang"),
              required=True, kind="choice", choices=KINDS),
        Field("happened_on", _("date"), ("Date", "Effective Date", "Event Date", "Datum", "Wirksam ab"),
              required=True, kind="date"),
        Field("detail", _("detail"), ("Detail", "Details", "Reason", "Comment", "Grund", "Bemerkung"), max_length=200),
    )  # fmt: skip

    def plan(self, rows: Rows, context: ImportContext) -> Plan:
        plan = Plan()
        people = find_each(rows.get("person"), index_of_people())
        known = {
            row[1:4]: row
            for row in EmploymentEvent.objects.values_list("id", "person_id", "kind", "happened_on", *DETAILS)
        }
        events = TableChange(EmploymentEvent, ["id", "person_id", "kind", "happened_on", *DETAILS])
        leaving = {}
        columns = (rows.get(name) for name in ("event", "happened_on", "detail"))
        for number, person, kind, day, detail in zip(rows.numbers, people, *columns, strict=True):
            if isinstance(person, CellFault):
                plan.faults.append(RowFault(number, "person", person))
                continue
            key, details = (person, kind, day), _details(kind, detail or "")
            old = known.get(key)
            if old is None:
                events.added.append((uuid4(), *key, *details))
                known[key] = (events.added[-1][0], *key, *details)
                plan.added += 1
            elif old[4:] != details:
                events.changed.append((old[0], *key, *details))
                plan.updated += 1
            else:
                plan.unchanged += 1
            if kind == EventKind.EXIT:
                leaving[person] = max(day, leaving.get(person, day))
        plan.changes = [events, _leaving_dates(leaving)]
        return plan


DETAILS = ("from_level", "to_level", "to_department", "exit_reason")


def _details(kind: str, detail: str) -> tuple[str, str, str, str]:
    """Read the free text behind an event: "2 to 3", a department, a reason for leaving."""
    if kind == EventKind.PROMOTION:
        levels = LEVELS.fullmatch(detail)
        return (levels["old"], levels["new"], "", "") if levels else ("", detail[:50], "", "")
    if kind == EventKind.MOVE:
        return "", "", detail[:120], ""
    text = detail.casefold()
    for reason, words in REASONS.items():
        if any(word in text for word in words):
            return "", "", "", reason.value
    return "", "", "", ExitReason.OTHER.value if text else ""


def _leaving_dates(leaving: dict[UUID, date]) -> TableChange:
    """Use exits as leaving dates of people without one."""
    blank = Person.objects.filter(left_on__isnull=True).values_list("id", flat=True)
    change = TableChange(Person, ["id", "left_on"])
    change.changed = [
        (person_id, leaving[person_id]) for person_id in blank.iterator() if person_id in leaving
    ]
    return change
