"""Draft matches of a program: why mentor and mentee fit, and which rule a draft breaks now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from mentoring.people.selectors import lines_above
from programs.enums import LeftOut, MatchState
from programs.models import Match, Program
from programs.selectors.mentors import known_pairs, mentee_facts, mentor_facts, mentors_of
from programs.suggestions import Suggestion, broken_rule, compare


@dataclass(frozen=True)
class Draft:
    """A proposed or approved match, and the rule that it breaks now, if any."""

    match: Match
    fit: Suggestion
    broken: LeftOut | None

    @property
    def reason(self) -> str:
        return self.fit.in_common

    @property
    def is_approved(self) -> bool:
        return self.match.state == MatchState.APPROVED


def drafts_of(program: Program, *, today: date, state: str = "") -> list[Draft]:
    """Return the drafts of a program by the name of the mentee, or those in a state. Four queries."""
    matches = Match.objects.filter(program=program).drafts().with_people()
    if state:
        matches = matches.filter(state=state)
    return assess(program, list(matches.order_by("mentee__person__name_norm", "id")), today=today)


def assess(program: Program, matches: Sequence[Match], *, today: date) -> list[Draft]:
    """Compare mentor and mentee of each draft, and check the rules again. The matches have their people loaded."""
    if not matches:
        return []
    mentors = {it.pk: it for it in mentors_of(program, today=today, any_state=True)}
    people = {person for match in matches for person in (match.mentor.person_id, match.mentee.person_id)}
    above = lines_above(people, day=today)
    known = known_pairs(
        program, [it.mentee.person_id for it in matches], without=[match.pk for match in matches]
    )
    drafts = []
    for match in matches:
        mentor = mentor_facts(mentors[match.mentor_id], program.organization, today)
        mentee = mentee_facts(
            match.mentee, program.organization, today, above, known.get(match.mentee.person_id, set())
        )
        # The draft itself takes one of the places.
        rule = broken_rule(replace(mentor, free=mentor.free + 1), mentee)
        drafts.append(Draft(match, compare(mentor, mentee), rule))
    return drafts
