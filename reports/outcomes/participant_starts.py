"""When each participant began: the day they enrolled or, where that is unknown, the day they were matched."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from programs.models import Match, Program
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
    leave out those who gave up before they were matched.
    """
    matched = _first_match(program)
    found: dict[str, dict[UUID, ParticipantStart]] = defaultdict(dict)
    for it in history.participations:
        if it.program == program.pk:
            day = it.enrolled_on or matched.get(it.participant)
            found[it.role][it.person] = ParticipantStart(
                it.participant, day or program.starts_on, is_known=day is not None
            )
    return found


def _first_match(program: Program) -> dict[UUID, date]:
    found: dict[UUID, date] = {}
    rows = Match.objects.filter(program=program).values_list("mentor_id", "mentee_id", "started_on")
    for mentor, mentee, day in rows.iterator(chunk_size=5000):
        for participant in (mentor, mentee):
            found[participant] = min(day, found.get(participant, day))
    return found
