"""Participants of a program, and the programs of a person."""

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from programs.models import Participant, Program


def participants_of(program: Program, *, role: str = "", name: str = "") -> QuerySet[Participant]:
    """Return the program's participants, filtered by role and by the start of a word of their name."""
    found = Participant.objects.filter(program=program).select_related("person")
    if role:
        found = found.filter(role=role)
    if name:
        found = found.filter(
            Q(person__name_norm__startswith=name) | Q(person__name_norm__contains=f" {name}")
        )
    return found.annotate(
        match_count=Count("matches_as_mentor", distinct=True) + Count("matches_as_mentee", distinct=True)
    )


def programs_of_person(person_id: UUID) -> list[Participant]:
    """Return the participations of a person with their programs, newest first."""
    found = Participant.objects.filter(person=person_id).select_related("program")
    return list(found.order_by("-program__starts_on", "id"))
