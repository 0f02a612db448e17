"""Import participants."""

from uuid import UUID, uuid4

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import CellFault, fault
from mentoring.imports.choices import Choices
from mentoring.imports.extensions import ImportContext, ImportKind, Plan, RowFault, Rows, TableChange
from mentoring.imports.fields import Field
from mentoring.imports.tables import Sentence
from mentoring.people.import_kinds.employment import PERSON
from mentoring.people.import_kinds.known import NO_DIRECTORY, find_each, index_of_people
from mentoring.people.models import Person
from programs.enums import ParticipantRole
from programs.models import Participant
from programs.models.participant import split_topics

BOTH = "both"
ROLES = Choices(
    {
        ParticipantRole.MENTOR.value: ("mentors", "mentorin", "coach", "mentor/in", "tutor", "mentora"),
        ParticipantRole.MENTEE.value: (
            "mentees", "protege", "protégé", "apprentice", "mentoree", "mentoré", "mentorée", "mentorado", "aprendiz",
        ),
        BOTH: (
            "mentor and mentee", "mentor & mentee", "mentor/mentee", "mentee and mentor", "mentee/mentor",
            "mentor, mentee", "mentor und mentee", "mentorin und mentee", "beides", "les deux", "ambos",
        ),
    },
    labels={
        ParticipantRole.MENTOR.value: ParticipantRole.MENTOR.label,
        ParticipantRole.MENTEE.value: ParticipantRole.MENTEE.label,
        BOTH: _("Both"),
    },
    hints=(
        (BOTH, ("both", "beide", "either", "mentor and", "mentee and", "mentor und", "mentee und", "mentorin mentee",
                "mentorin und", "mentor et", "mentee et", "mentor y", "mentee y")),
        # "I am looking for a mentor" is what a mentee says.
        (ParticipantRole.MENTOR.value, ("looking for a mentee", "looking for mentees", "suche mentee",
                                        "suche einen mentee", "suche eine mentee")),
        (ParticipantRole.MENTEE.value, ("mentored", "looking for a mentor", "seeking a mentor", "seek a mentor",
                                        "need a mentor", "want a mentor", "would like a mentor", "get a mentor",
                                        "find a mentor", "have a mentor", "suche mentor", "suche einen mentor",
                                        "suche eine mentor", "cherche un mentor", "cherche une mentor",
                                        "busco mentor", "busco un mentor", "busco una mentor")),
        (ParticipantRole.MENTEE.value, ("mentee", "menti", "learn", "lern")),
        (ParticipantRole.MENTOR.value, ("mentor", "coach", "advis", "tutor")),
    ),
)  # fmt: skip
MOST_MENTEES = 50
REPLACED_SHOWN = 10
ROLES_OF = {BOTH: (ParticipantRole.MENTOR.value, ParticipantRole.MENTEE.value)}


class ParticipantImport(ImportKind):
    name = "participants"
    label = _("Participants")
    description = _("One row per person and role: employee ID, role, topics, maximum number of mentees.")
    needs_target = True
    step = 2
    result_url_name, result_label = "programs:participant-list", _("Show participants")
    fields = (
        PERSON,
        Field("role", _("role"), ("Role", "As", "Type", "Rolle", "Teilnahme als", "I want to be a...",
               "I want to be", "I would like to be", "Participation", "Rôle", "Rol"),
              required=True, kind="choice", choices=ROLES),
        Field("topics", _("topics"), ("Topics", "Topic", "Skills", "Growth areas", "Themen", "Schwerpunkte",
               "What would you like to work on?", "Interests", "Sujets", "Thèmes", "Temas"),
              kind="text", max_length=2000),
        Field("capacity", _("maximum number of mentees"),
              ("Capacity", "Mentees", "Max mentees", "Seats", "Plätze", "Kapazität", "Number of mentees",
               "How many mentees can you take?", "Anzahl Mentees", "Nombre de mentorés", "Capacité", "Capacidad"),
              kind="count"),
        Field("motivation", _("motivation"), ("Why", "Motivation", "Reason", "Goals", "Warum", "Anything else?",
               "Comments", "Motivación"),
              kind="text", max_length=2000),
        Field("enrolled_on", _("enrolled on"),
              ("Enrolled", "Enrolment date", "Joined on", "Joined", "Applied on", "Start date", "Angemeldet am",
               "Teilnahme seit"),
              kind="date"),
    )  # fmt: skip

    def is_done(self, target_id: UUID | None) -> bool:
        return Participant.objects.filter(program=target_id).exists()

    def lacks(self, target_id: UUID | None) -> Sentence:
        return "" if Person.objects.exists() else NO_DIRECTORY

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
        change = TableChange(Participant, ["id", "program_id", "person_id", "role", *written])
        columns = (rows.get(name) for name in ("role", *written))
        # Of two rows about one person in one role, the later one holds: forms are sent twice to correct the first.
        wanted: dict[tuple, tuple] = {}
        replaced: list[tuple[int, int]] = []
        for number, person, role, topics, capacity, motivation, enrolled_on in zip(
            rows.numbers, people, *columns, strict=True
        ):
            if isinstance(person, CellFault):
                plan.faults.append(RowFault(number, "person", person))
                continue
            if capacity is not None and not 0 <= capacity <= MOST_MENTEES:
                too_many = fault(str(capacity), _("Enter a number from 0 to 50."), "range")
                plan.faults.append(RowFault(number, "capacity", too_many))
                continue
            for each in ROLES_OF.get(role, (role,)):
                earlier = wanted.pop((person, each), None)
                if earlier:
                    replaced.append((earlier[0], number))
                wanted[person, each] = (number, topics, capacity, motivation, enrolled_on)
        for (person, role), (_number, topics, capacity, motivation, enrolled_on) in wanted.items():
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
        plan.remarks = [
            format_lazy(
                _("Row {earlier} is replaced by row {later}, which has the same person in the same role."),
                earlier=earlier,
                later=later,
            )
            for earlier, later in dict.fromkeys(replaced[:REPLACED_SHOWN])
        ]
        return plan
