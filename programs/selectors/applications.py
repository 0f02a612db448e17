"""Applications: what an applicant has left to do, and what those who run the program see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from mentoring.people.models import Person
from programs.enums import ApplicationState, ParticipantRole, ParticipantState
from programs.models import Application, Participant, ProfileQuestion, Program
from programs.selectors.profile import all_questions, in_words, is_missing


@dataclass(frozen=True)
class AnswerLine:
    """A question and what was answered, in words."""

    key: str
    text: str
    answer: str
    is_missing: bool
    is_removed: bool = False


def answer_lines(application: Application, questions: Sequence[ProfileQuestion]) -> list[AnswerLine]:
    """Return what the applicant is asked with the answers, and the answers to questions that were removed since."""
    lines = []
    for it in questions:
        if not it.is_for(application.role):
            continue
        answer = in_words(it, application.answers.get(it.key))
        is_removed = it.removed_at is not None
        if is_removed and not answer:
            continue
        missing = not is_removed and is_missing(it, application.answers)
        lines.append(AnswerLine(it.key, it.text, answer, missing, is_removed))
    return lines


def missing_keys(application: Application) -> list[str]:
    """Return the keys of questions that must be answered before the application can be submitted. One query."""
    lines = answer_lines(application, all_questions(application.program))
    return [line.key for line in lines if line.is_missing]


@dataclass(frozen=True)
class Coverage:
    """Places of mentors compared with mentees: of participants, and of the applications to decide."""

    mentors: int
    places: int
    mentees: int
    places_to_decide: int
    mentees_to_decide: int

    @property
    def most(self) -> int:
        """The longest bar, at least 1."""
        return max(self.places + self.places_to_decide, self.mentees + self.mentees_to_decide, 1)


def coverage_of(program: Program) -> Coverage:
    """Return how many places and mentees a program has and would have. Two queries."""
    mentor, mentee = Q(role=ParticipantRole.MENTOR), Q(role=ParticipantRole.MENTEE)
    counts = {"mentors": Count("id", filter=mentor), "places": Sum("capacity", filter=mentor, default=0)}
    accepted = Participant.objects.filter(program=program, state=ParticipantState.ACCEPTED, paused_on=None)
    now = accepted.aggregate(**counts, mentees=Count("id", filter=mentee))
    to_decide = Application.objects.filter(program=program, state=ApplicationState.SUBMITTED)
    more = to_decide.aggregate(**counts, mentees=Count("id", filter=mentee))
    return Coverage(now["mentors"], now["places"], now["mentees"], more["places"], more["mentees"])


def applications_of(program: Program, *, state: str = "", role: str = "", name: str = "") -> QuerySet:
    """Return the applications that were submitted, oldest first, filtered by state, role and part of the name."""
    found = Application.objects.received().filter(program=program)
    if state:
        found = found.filter(state=state)
    if role:
        found = found.filter(role=role)
    if name:
        found = found.filter(Q(name__icontains=name) | Q(email_norm__icontains=name))
    return found.select_related("person", "manager").order_by("submitted_at", "id")


def state_counts(program: Program) -> dict[str, int]:
    """Return how many applications there are in each state, without drafts. One query."""
    found = Application.objects.received().filter(program=program).order_by()
    return dict(found.values_list("state").annotate(n=Count("id")))


def people_with_attributes(applications: Sequence[Application], *, on: date) -> dict[Any, Person]:
    """Return the people of applications by id, with level, department and location. One query."""
    ids = {it.person_id for it in applications if it.person_id}
    return {person.pk: person for person in Person.objects.filter(pk__in=ids).with_attributes(on)}
