"""Who belongs to the audience of a survey."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import QuerySet

from mentoring.people.models import Person
from programs.enums import ParticipantState
from programs.models import Participant, Program

ATTRIBUTES = ("department", "level", "location")
Audience = Mapping[str, Sequence[str]]


def audience_of(program: Program, role: str, audience: Audience, *, on: date) -> QuerySet[Participant]:
    """Return the accepted participants in the role whose attributes are among those of the audience on that day."""
    participants = Participant.objects.filter(
        program=program, role=role, state=ParticipantState.ACCEPTED
    ).select_related("person")
    wanted = {name: list(audience[name]) for name in ATTRIBUTES if audience.get(name)}
    if not wanted:
        return participants
    people = Person.objects.with_attributes(on).filter(
        **{f"{name}__in": values for name, values in wanted.items()}
    )
    return participants.filter(person__in=people.values("pk"))
