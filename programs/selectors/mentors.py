"""Mentors for a mentee: ranked by shared topics and free places, with the reason in words."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.people.selectors import managers_above
from programs.enums import ParticipantRole, ParticipantState
from programs.models import Match, Participant, Program
from programs.selectors.participants import with_match_count

SHOWN = 30


@dataclass(frozen=True)
class RankedMentor:
    """A mentor with a free place, and why they fit."""

    participant: Participant
    shared: tuple[str, ...]
    free: int

    @property
    def reason(self) -> str:
        """Return the shared topics and free places in words."""
        if self.shared:
            topics = _("Both chose %(topics)s") % {"topics": ", ".join(self.shared)}
        else:
            topics = _("No topic in common")
        places = ngettext(
            "%(free)s of %(places)s place free",
            "%(free)s of %(places)s places free",
            self.participant.capacity,
        ) % {"free": self.free, "places": self.participant.capacity}
        return f"{topics} · {places}"


@dataclass(frozen=True)
class MentorChoice:
    """The best mentors for a mentee, and the number of others by the reason for which they cannot be chosen."""

    ranked: list[RankedMentor]
    left_out: dict[str, int]


def ranked_mentors(mentee: Participant, *, today: date, name: str = "") -> MentorChoice:
    """Return the mentors whom the mentee can be matched with, best first, at most 30. Three queries.

    `name` limits them to those with a word of the normalized name that starts with it.
    """
    mentors = Participant.objects.mentors().filter(program=mentee.program_id, state=ParticipantState.ACCEPTED)
    found = with_match_count(mentors).select_related("person")
    known = set(Match.objects.filter(mentee=mentee).values_list("mentor_id", flat=True))
    managers = managers_above(mentee.person, day=today)
    wanted = {topic.casefold() for topic in mentee.topics}
    ranked: list[RankedMentor] = []
    left_out: dict[str, int] = {}
    for mentor in found:
        if name and not any(
            word.startswith(name) for word in (mentor.person.name_norm, *mentor.person.name_norm.split())
        ):
            continue
        free = mentor.capacity - mentor.match_count
        why = _why_not(mentor, mentee, known, managers, free, today)
        if why:
            left_out[why] = left_out.get(why, 0) + 1
            continue
        shared = tuple(topic for topic in mentor.topics if topic.casefold() in wanted)
        ranked.append(RankedMentor(mentor, shared, free))
    ranked.sort(
        key=lambda it: (-len(it.shared), -it.free, it.participant.person.name_norm, it.participant.pk)
    )
    return MentorChoice(ranked[:SHOWN], left_out)


def mentees_to_match(program: Program, *, name: str = "") -> list[Participant]:
    """Return accepted mentees, those without a current match first, at most 30. One query."""
    mentees = Participant.objects.mentees().filter(program=program, state=ParticipantState.ACCEPTED)
    if name:
        mentees = mentees.filter(
            Q(person__name_norm__startswith=name) | Q(person__name_norm__contains=f" {name}")
        )
    found = with_match_count(mentees).select_related("person")
    return list(found.order_by("match_count", "person__name_norm", "id")[:SHOWN])


def taken_places(mentor: Participant) -> int:
    """Return the number of the mentor's current matches."""
    return Match.objects.under_way().filter(**{ParticipantRole.MENTOR.value: mentor}).count()


def _why_not(
    mentor: Participant,
    mentee: Participant,
    known: set[UUID],
    managers: set[UUID],
    free: int,
    today: date,
) -> str:
    if mentor.person_id == mentee.person_id:
        return _("The same person")
    if mentor.person.has_left(today):
        return _("No longer works here")
    if mentor.pk in known:
        return _("Matched with this mentee now or before")
    if mentor.person_id in managers:
        return _("Manager of this mentee")
    if free <= 0:
        return _("No free place")
    return ""
