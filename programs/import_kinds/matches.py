"""Import matches."""

from uuid import UUID, uuid4

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import CellFault, fault
from mentoring.imports.extensions import ImportContext, ImportKind, Plan, RowFault, Rows, TableChange
from mentoring.imports.fields import Field
from mentoring.imports.tables import Sentence
from mentoring.people.import_kinds.known import NO_DIRECTORY
from mentoring.people.models import Person
from programs.enums import DRAFTS, MatchState, ParticipantRole
from programs.import_kinds.pairs import MENTEE, MENTOR, find_pairs
from programs.import_kinds.refresh import adopt_known_until, refresh_program
from programs.locks import lock_program
from programs.models import Match, Participant

WRITTEN = ("started_on", "ended_on", "state")


class MatchImport(ImportKind):
    name = "matches"
    label = _("Matches")
    description = _("One row per match: mentor, mentee, date of the introduction.")
    needs_target = True
    step = 3
    result_url_name, result_label = "programs:today", _("Open Today")
    fields = (
        MENTOR,
        MENTEE,
        Field("started_on", _("started on"), ("Started on", "Start", "Start Date", "Matched on", "Beginn",
               "Date de début", "Fecha de inicio"),
              required=True, kind="date"),
        Field("ended_on", _("ended on"), ("Ended on", "End", "End Date", "Ende", "Date de fin", "Fecha de fin"),
              kind="date"),
    )  # fmt: skip

    def is_done(self, target_id: UUID | None) -> bool:
        return Match.objects.filter(program=target_id).exists()

    def lacks(self, target_id: UUID | None) -> Sentence:
        return "" if Person.objects.exists() else NO_DIRECTORY

    def plan(self, rows: Rows, context: ImportContext) -> Plan:
        plan = Plan()
        pairs = find_pairs(rows, plan.faults)
        people = _participant_ids(context.target_id)
        taken = TableChange(Participant, ["id", "program_id", "person_id", "role"])
        change = TableChange(Match, ["id", "program_id", "mentor_id", "mentee_id", *WRITTEN])
        known = {
            row[1:3]: row
            for row in Match.objects.filter(program=context.target_id).values_list(
                "id", "mentor_id", "mentee_id", *WRITTEN
            )
        }
        # The row of each pair in this file.
        seen: dict[tuple, int] = {}
        columns = (rows.get("started_on"), rows.get("ended_on"))
        for number, pair, started, ended in zip(rows.numbers, pairs, *columns, strict=True):
            if pair is None:
                continue
            if pair[0] == pair[1]:
                plan.faults.append(
                    RowFault(number, "mentee", fault("", _("Nobody can be their own mentor."), "self"))
                )
                continue
            if ended and ended < started:
                late = fault(ended.isoformat(), _("The end date is before the start date."), "order")
                plan.faults.append(RowFault(number, "ended_on", late))
                continue
            roles = zip(pair, (ParticipantRole.MENTOR, ParticipantRole.MENTEE), strict=True)
            ids = tuple(_participant(people, taken, person, role.value, context) for person, role in roles)
            old = known.get(ids)
            state = MatchState.ENDED.value if ended and ended <= context.today else MatchState.ACTIVE.value
            values = (
                started,
                ended or (old[4] if old else None),
                state if ended or not old or old[5] in DRAFTS else old[5],
            )
            if problem := _matched_twice(old, values, seen.setdefault(ids, number), number):
                plan.faults.append(RowFault(number, "started_on", problem))
                continue
            if old is None:
                change.added.append((uuid4(), context.target_id, *ids, *values))
                known[ids] = (change.added[-1][0], *ids, *values)
                plan.added += 1
            elif old[3:] != values:
                change.changed.append((old[0], context.target_id, *ids, *values))
                plan.updated += 1
            else:
                plan.unchanged += 1
        plan.changes = [taken, change]
        return plan

    def lock(self, context: ImportContext) -> None:
        lock_program(context.target_id)

    def finish(self, plan: Plan, context: ImportContext) -> None:
        if plan.changes:
            adopt_known_until(context.target_id, [row[0] for row in plan.changes[1].added])
        refresh_program(context)


def _matched_twice(old: tuple | None, values: tuple, first_row: int, number: int) -> CellFault | None:
    """Return the fault of a second match of the same two people; there can be one in a program."""
    started, ended, _state = values
    if old is None or old[3:] == values:
        return None
    if first_row != number:
        sentence = format_lazy(
            _("Row {row} has the same two people. They can be matched once in a program."), row=first_row
        )
        return fault(started.isoformat(), sentence, "repeated")
    if ended and ended < started:
        sentence = format_lazy(
            _("The match of these two ended on {day}. They can be matched once in a program."),
            day=ended.isoformat(),
        )
        return fault(started.isoformat(), sentence, "ended-before")
    return None


def _participant_ids(program_id: UUID | None) -> dict[tuple[UUID, str], UUID]:
    rows = Participant.objects.filter(program=program_id).values_list("person_id", "role", "id")
    return {(person, role): key for person, role, key in rows}


def _participant(people: dict, taken: TableChange, person: UUID, role: str, context: ImportContext) -> UUID:
    """Return the participant of that person and role; add one if they are not in the program yet."""
    if (person, role) not in people:
        people[person, role] = uuid4()
        taken.added.append((people[person, role], context.target_id, person, role))
    return people[person, role]
