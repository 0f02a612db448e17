"""When each participant began: the day they enrolled or, where that is unknown, the day they were matched."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from programs.models import Match, Program
from reports.enums import ComparedWith
from reports.outcomes.employment_history import EmploymentHistory


@dataclass(frozen=True, slots=True)
class ParticipantStart:
    """Hold a participant and their first day. `is_known` is False where only the program's is known."""

    participant: UUID
    day: date
    is_known: bool


def participant_starts(
    history: EmploymentHistory, program: Program
) -> dict[str, dict[UUID, ParticipantStart]]:
    """Return the start of everybody who was to take part, by role and person.

    Who was never matched and has no enrollment date counts from the program's first day: leaving them out would
    leave out those who gave up before they were matched. Compared with other applicants, participants are those who
    were matched, from the day of their first match.
    """
    matched = first_matches(program)
    found: dict[str, dict[UUID, ParticipantStart]] = defaultdict(dict)
    for it in history.participations:
        if it.program != program.pk:
            continue
        day = matched.get(it.participant)
        if history.compares_with == ComparedWith.APPLICANTS:
            if day is not None:
                found[it.role][it.person] = ParticipantStart(it.participant, day, is_known=True)
        elif it.takes_part:
            day = it.enrolled_on or day
            found[it.role][it.person] = ParticipantStart(
                it.participant, day or program.starts_on, is_known=day is not None
            )
    return found


def applied_on(history: EmploymentHistory, program: Program, role: str) -> Mapping[UUID, date]:
    """Return since when each person has applied for a role, whatever the decision."""
    return {
        it.person: it.enrolled_on or date.min
        for it in history.participations
        if it.program == program.pk and it.role == role
    }


def first_matches(program: Program) -> dict[UUID, date]:
    """Return the day of each participant's first match, without proposed ones."""
    found: dict[UUID, date] = {}
    rows = (
        Match.objects.filter(program=program).introduced().values_list("mentor_id", "mentee_id", "started_on")
    )
    for mentor, mentee, day in rows.iterator(chunk_size=5000):
        for participant in (mentor, mentee):
            found[participant] = min(day, found.get(participant, day))
    return found
