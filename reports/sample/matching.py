"""Draft matches to review in the made-up organization, and some approved ones to introduce."""

from datetime import date

from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from programs.actions.drafts import approve_matches, draft_match
from programs.models import Match, Program
from programs.selectors.mentors import mentor_choices, unmatched_mentees

DRAFTED, APPROVED = 5, 2


def add_drafts(program: Program, organization: Organization, *, today: date) -> None:
    """Draft the best match of some mentees without one, each after the other, and approve the first."""
    by = Actor.system("sample")
    program.organization = organization
    made: list[Match] = []
    for mentee in list(unmatched_mentees(program, today=today)[: 2 * DRAFTED]):
        # Again for each, because a draft takes a place.
        ranked = mentor_choices(program, [mentee], today=today, most=1)[mentee.pk].ranked
        if ranked and len(made) < DRAFTED:
            mentor = ranked[0].mentor.row
            made.append(draft_match(program, mentor=mentor, mentee=mentee, by=by, today=today))
    if made:
        approve_matches(program, match_ids=[match.pk for match in made[:APPROVED]], by=by, today=today)
