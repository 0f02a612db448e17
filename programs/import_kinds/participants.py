"""Import participants."""

from uuid import uuid4

from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import CellFault, Choices, fault
from mentoring.imports.columns import Field
from mentoring.imports.extensions import ImportContext, ImportKind, Plan, RowFault, Rows, TableChange
from mentoring.people.import_kinds.employment import PERSON
from mentoring.people.import_kinds.known import find_each, index_of_people
from programs.enums import ParticipantRole
from programs.models import Participant
from programs.models.participant import split_topics

ROLES = Choices(
    {
        ParticipantRole.MENTOR.value: ("mentors", "mentorin", "coach", "mentor/in"),
        ParticipantRole.MENTEE.value: ("mentees", "protege", "protégé", "apprentice", "mentoree"),
    }
)
MOST_MENTEES = 50


class ParticipantImport(ImportKind):
    name = "participants"
    label = _("Participants")
    description = _("One row per person and role: employee ID, role, topics, maximum number of mentees.")
    needs_target = True
    result_url_name, result_label = "programs:participant-list", _("Show participants")
    fields = (
        PERSON,
        Field("role", _("role"), ("Role", "As", "Type", "Rolle", "Teilnahme als"),
              required=True, kind="choice", choices=ROLES),
        Field("topics", _("topics"), ("Topics", "Topic", "Skills", "Growth areas", "Themen", "Schwerpunkte"),
              kind="text", max_length=2000),
        Field("capacity", _("maximum number of mentees"),
              ("Capacity", "Mentees", "Max mentees", "Seats", "Plätze", "Kapazität"),
              kind="integer"),
        Field("motivation", _("motivation"), ("Why", "Motivation", "Reason", "Goals", "Warum"),
              kind="text", max_length=2000),
        Field("enrolled_on", _("enrolled on"),
              ("Enrolled", "Enrolment date", "Joined on", "Joined", "Applied on", "Start date", "Angemeldet am",
               "Teilnahme seit"),
              kind="date"),
    )  # fmt: skip

    def plan(self, rows: Rows, context: ImportContext) -> Plan:
        plan = Plan()
        people = find_each(rows.get("person"), index_of_people())
        written = ("topics", "capacity", "motivation", "enrolled_on")
        known = {
            row[1:3]: row
            for row in Participant.objects.filter(program=context.target_id).values_list(
                "id", "person_id", "role", *written
            )
        }
        seen: dict[tuple, int] = {}
        change = TableChange(Participant, ["id", "program_id", "person_id", "role", *written])
        columns = (rows.get(name) for name in ("role", *written))
        for number, person, role, topics, capacity, motivation, enrolled_on in zip(
            rows.numbers, people, *columns, strict=True
        ):
            if isinstance(person, CellFault):
                plan.faults.append(RowFault(number, "person", person))
                continue
            problem = _problem(role, capacity, seen.setdefault((person, role), number), number)
            if problem:
                plan.faults.append(RowFault(number, *problem))
                continue
            old = known.get((person, role))
            values = (
                split_topics(topics) if topics is not None else (old[3] if old else []),
                capacity if capacity is not None else (old[4] if old else 1),
                motivation if motivation is not None else (old[5] if old else ""),
                enrolled_on if enrolled_on is not None else (old[6] if old else None),
            )
            if old is None:
                change.added.append((uuid4(), context.target_id, person, role, *values))
                plan.added += 1
            elif old[3:] != values:
                change.changed.append((old[0], context.target_id, person, role, *values))
                plan.updated += 1
            else:
                plan.unchanged += 1
        plan.changes = [change]
        return plan


def _problem(role: str, capacity: int | None, first: int, number: int) -> tuple[str, CellFault] | None:
    if first != number:
        sentence = _("Row %(row)s has the same person in the same role.") % {"row": first}
        return "person", fault("", sentence, "repeated")
    if capacity is not None and not 0 <= capacity <= MOST_MENTEES:
        return "capacity", fault(str(capacity), _("Enter a number from 0 to 50."), "range")
    return None
