"""Mentors for mentees: what the rules and the order of `programs.suggestions` need to know, read for many at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet

from mentoring.people.models import Person
from mentoring.people.selectors import lines_above
from mentoring.tenancy.models import Organization
from programs.enums import LeftOut, ParticipantState
from programs.models import Absence, Match, Participant, Program
from programs.selectors.participants import with_match_count, with_taken_places
from programs.suggestions import MenteeFacts, MentorFacts, Suggestion, suggestions

SHOWN = 30


@dataclass(frozen=True)
class MentorChoice:
    """The best mentors for a mentee, and the number of others by the rule for which they cannot be chosen."""

    ranked: list[Suggestion]
    left_out: dict[LeftOut, int]


def mentor_choices(
    program: Program, mentees: Sequence[Participant], *, today: date, name: str = "", most: int = SHOWN
) -> dict[UUID, MentorChoice]:
    """Return for each mentee, by id, the mentors whom they can be matched with, best first. Three queries.

    The mentees and the program have their person and organization loaded. `name` limits the mentors to those with a
    word of the normalized name that starts with it.
    """
    found = [it for it in mentors_of(program, today=today) if _is_named(it.person, name)]
    people = {it.person_id for it in [*mentees, *found]}
    above = lines_above(people, day=today)
    known = known_pairs(program, [it.person_id for it in mentees])
    facts = [mentor_facts(it, program.organization, today) for it in found]
    choices = {}
    for mentee in mentees:
        ranked, left_out = suggestions(
            mentee_facts(mentee, program.organization, today, above, known.get(mentee.person_id, set())),
            facts,
        )
        choices[mentee.pk] = MentorChoice(ranked[:most], left_out)
    return choices


def mentors_of(program: Program, *, today: date, any_state: bool = False) -> QuerySet[Participant]:
    """Return the accepted mentors of a program, or those in any state, with what `mentor_facts` needs."""
    away = Absence.objects.filter(participant=OuterRef("pk"), starts_on__lte=today, ends_on__gte=today)
    mentors = Participant.objects.mentors().filter(program=program)
    if not any_state:
        mentors = mentors.filter(state=ParticipantState.ACCEPTED)
    return with_taken_places(mentors).annotate(is_absent=Exists(away)).select_related("person")


def mentor_facts(mentor: Participant, organization: Organization, today: date) -> MentorFacts:
    """Return what is known of a mentor from `mentors_of`."""
    person = mentor.person
    return MentorFacts(
        person_id=person.pk,
        name=person.name,
        free=mentor.capacity - mentor.taken_places,
        topics=mentor.topics,
        language=person.language or organization.language,
        utc_offset=_utc_offset(person, organization, today),
        is_accepted=mentor.state == ParticipantState.ACCEPTED,
        has_left=person.has_left(today),
        is_absent=mentor.is_absent,
        row=mentor,
    )


def mentee_facts(
    mentee: Participant,
    organization: Organization,
    today: date,
    above: dict[UUID, set[UUID]],
    known: set[UUID],
) -> MenteeFacts:
    """Return what is known of a mentee. `above` are the lines of the mentee and of all mentors in question."""
    person = mentee.person
    below = {person_id for person_id, line in above.items() if person.pk in line}
    return MenteeFacts(
        person_id=person.pk,
        name=person.name,
        topics=mentee.topics,
        language=person.language or organization.language,
        utc_offset=_utc_offset(person, organization, today),
        is_accepted=mentee.state == ParticipantState.ACCEPTED,
        has_left=person.has_left(today),
        line=frozenset(above[person.pk] | below),
        known=frozenset(known),
    )


def known_pairs(
    program: Program, mentee_person_ids: Sequence[UUID], *, without: Sequence[UUID] = ()
) -> dict[UUID, set[UUID]]:
    """Return whom each mentee is or was matched with, by ids of people, without the matches given. One query.

    In the program itself any match counts, in other programs one that goes on or ended for a reason.
    """
    matches = Match.objects.filter(mentee__person__in=mentee_person_ids).exclude(pk__in=without)
    counting = matches.filter(Q(program=program) | ~Q(state="ended") | ~Q(end_reason=""))
    known: dict[UUID, set[UUID]] = {}
    for mentee_id, mentor_id in counting.values_list("mentee__person_id", "mentor__person_id"):
        known.setdefault(mentee_id, set()).add(mentor_id)
    return known


def mentees_to_match(program: Program, *, name: str = "") -> list[Participant]:
    """Return accepted mentees who do not pause, those without a current match first, at most 30. One query."""
    mentees = Participant.objects.mentees().filter(
        program=program, state=ParticipantState.ACCEPTED, paused_on=None
    )
    if name:
        mentees = mentees.matching_name(name)
    found = with_match_count(mentees).select_related("person")
    return list(found.order_by("match_count", "person__name_norm", "id")[:SHOWN])


def unmatched_mentees(program: Program, *, today: date) -> QuerySet[Participant]:
    """Return the accepted mentees who do not pause, with neither a current match nor a draft, by name."""
    taken = Match.objects.taking_places().filter(mentee=OuterRef("pk"))
    mentees = Participant.objects.mentees().filter(program=program, paused_on=None).with_current_state(today)
    waiting = mentees.filter(current_state=ParticipantState.ACCEPTED).exclude(Exists(taken))
    return waiting.select_related("person").order_by("person__name_norm", "id")


def free_places(program: Program, *, today: date) -> int:
    """Return how many places the program's mentors have left, drafts counted as taken. One query."""
    places = mentors_of(program, today=today).filter(paused_on=None).values_list("capacity", "taken_places")
    return sum(max(capacity - taken, 0) for capacity, taken in places)


def taken_places(mentor: Participant, *, with_drafts: bool = False) -> int:
    """Return the number of the mentor's current matches."""
    matches = Match.objects.filter(mentor=mentor)
    return (matches.taking_places() if with_drafts else matches.under_way()).count()


def _is_named(person: Person, name: str) -> bool:
    words = (person.name_norm, *person.name_norm.split())
    return not name or any(word.startswith(name) for word in words)


def _utc_offset(person: Person, organization: Organization, today: date) -> int:
    """Return the minutes by which the person's clock is ahead of UTC on that day."""
    zone = ZoneInfo(person.time_zone or organization.time_zone)
    offset = datetime.combine(today, time(12), zone).utcoffset()
    return int(offset.total_seconds() // 60) if offset else 0
