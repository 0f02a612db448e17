"""Import promotions, moves and exits."""

import re
from datetime import date
from uuid import UUID, uuid4

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from mentoring.imports.cells import CellFault
from mentoring.imports.choices import LEAVE_OUT, Choices
from mentoring.imports.extensions import ImportContext, ImportKind, Plan, RowFault, Rows, TableChange
from mentoring.imports.fields import Field
from mentoring.imports.questions import NAMES_SHOWN, NO, YES, Question, answer_of
from mentoring.people.enums import EventKind, ExitReason
from mentoring.people.import_kinds.known import find_each, index_of_people
from mentoring.people.models import EmploymentEvent, Person

KINDS = Choices(
    {
        EventKind.PROMOTION.value: (
            "promoted", "promote", "beförderung", "befördert", "grade change", "level change", "avancement", "ascenso",
        ),
        EventKind.MOVE.value: (
            "moved", "transfer", "transferred", "department change", "versetzung", "wechsel", "mutation", "traslado",
        ),
        EventKind.EXIT.value: (
            "left", "leaver", "termination", "terminated", "resignation", "austritt", "kündigung", "end of employment",
            "départ", "baja",
        ),
    },
    labels={kind.value: kind.label for kind in EventKind},
    # As HR systems write them: "Change Job > Promotion > Promotion", "Voluntary Termination", "Internal Transfer".
    hints=(
        # "Resignation withdrawn" is the opposite of a departure, and has to be asked about.
        (LEAVE_OUT, ("withdr", "rescind", "revok", "revers", "cancel", "undo", "void", "no ", "not ", "rucknahme",
                     "zuruck", "storn", "widerruf", "annul", "retiree", "retirad", "revocad", "reinstat", "return",
                     "rehire", "wiederein", "reembauch", "reincorpor", "baja medica", "baja por", "baja laboral")),
        (EventKind.PROMOTION.value, ("promot", "promoc", "beford", "avancement", "ascens", "aufstieg", "hohergrupp")),
        (EventKind.MOVE.value, ("transfer", "moved", "move", "lateral", "versetz", "wechsel", "relocat", "reassign",
                                "mutation", "traslad", "abteilungswechsel", "cambio de puesto", "cambio de depart",
                                "changement de service")),
        (EventKind.EXIT.value, ("terminat", "resign", "retire", "exit", "separat", "dismiss", "layoff", "redundan",
                                "austritt", "kundig", "leaver", "depart", "rente", "demission", "licencieme", "despid",
                                "renuncia", "deceas", "death", "verstorb", "abgang", "ausscheid", "retrait",
                                "jubilac", "cese ", "baja")),
        (LEAVE_OUT, ("hire", "rehire", "new", "join", "onboard", "einstell", "eintritt", "pay", "salary", "compens",
                     "gehalt", "birth", "address", "contract", "probation", "embauche", "contrat", "alta")),
    ),
    is_sure=True,
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
        "Employee ID", "Employee #", "Employee Number", "Worker ID", "Personalnummer", "Matricule",
        "Person", "Participant", "Teilnehmer", "Teilnehmer/in", "Email", "E-Mail", "Email Address", "E-Mail-Adresse",
        "Work Email", "Your email", "Your email address", "Adresse e-mail", "Correo electrónico", "Name", "Full Name",
        "Your name", "Your full name", "Employee", "Vollständiger Name", "Nom complet", "Nombre completo",
    ),
    required=True,
    kind="person",
    max_length=254,
    whose=("person", "participant", "employee", "worker", "your", "teilnehmer", "teilnehmerin", "mitarbeiter"),
)  # fmt: skip

STILL_LISTED = "still_listed"


class EmploymentEvents(ImportKind):
    name = "employment-events"
    label = _("Promotions, moves and departures")
    description = _("One row for each event: employee ID, event, date.")
    result_url_name, result_label = "people:person-list", _("View directory")
    fields = (
        PERSON,
        Field("event", _("event"), ("Event", "Event Type", "Action", "Change", "Ereignis", "Vorgang", "Événement",
               "Evento"),
              required=True, kind="choice", choices=KINDS),
        Field("happened_on", _("date"), ("Date", "Effective Date", "Event Date", "Datum", "Wirksam ab", "Date d'effet",
               "Fecha"),
              required=True, kind="date"),
        Field("detail", _("detail"), ("Detail", "Details", "Reason", "Comment", "Grund", "Bemerkung", "Motif",
               "Motivo"), max_length=200),
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
        plan.changes = [events, _leaving_dates(leaving, context, plan)]
        future = sum(day > context.today for day in leaving.values())
        if future:
            plan.remarks.append(
                format_lazy(
                    ngettext_lazy(
                        "{number} departure is in the future: the person counts as employed until the directory says "
                        "otherwise.",
                        "{number} departures are in the future: these people count as employed until the directory "
                        "says otherwise.",
                        future,
                    ),
                    number=future,
                )
            )
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


def _leaving_dates(leaving: dict[UUID, date], context: ImportContext, plan: Plan) -> TableChange:
    """Use exits as leaving dates of people without one.

    Not in the future, because resignations are withdrawn; and not of somebody who was hired again. A person decides
    about those whom a later directory has without a word about leaving.
    """
    employed = Person.objects.filter(left_on__isnull=True, is_departed=False)
    change = TableChange(Person, ["id", "left_on"])
    contradicted: list[str] = []
    is_believed = answer_of(STILL_LISTED, YES, context.answers) == YES
    rows = employed.values_list("id", "hired_on", "directory_as_of", "first_name", "last_name")
    for person_id, hired_on, seen_on, first_name, last_name in rows.iterator(chunk_size=5000):
        day = leaving.get(person_id)
        if day is None or day > context.today or (hired_on and hired_on > day):
            continue
        if seen_on and seen_on > day:
            contradicted.append(f"{first_name} {last_name}".strip())
            if not is_believed:
                continue
        change.changed.append((person_id, day))
    if contradicted:
        plan.questions.append(
            Question(
                STILL_LISTED,
                format_lazy(
                    ngettext_lazy(
                        "{number} person left according to this file, but is in a later directory. Has this person "
                        "left?",
                        "{number} people left according to this file, but are in a later directory. Have they left?",
                        len(contradicted),
                    ),
                    number=len(contradicted),
                ),
                ((YES, _("Yes, they left")), (NO, _("No, they are employed again"))),
                guess=YES,
                count=len(contradicted),
                people=contradicted[:NAMES_SHOWN],
            )
        )
    return change
