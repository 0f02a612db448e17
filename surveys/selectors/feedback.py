"""What mentees wrote to their mentor by name: keep, more, less."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from programs.selectors.parties import Party
from surveys.enums import AnswerState, SurveyMode
from surveys.library.named_questions import FEEDBACK_KEEP, FEEDBACK_LESS, FEEDBACK_MORE
from surveys.models import Answer, Invitation

FEEDBACK_KEYS = (FEEDBACK_KEEP.key, FEEDBACK_MORE.key, FEEDBACK_LESS.key)


@dataclass(frozen=True)
class GivenFeedback:
    """One mentee's sentences of one day, as (question texts, answer)."""

    given_on: date
    texts: Sequence[tuple[dict, str]]


def feedback_for(party: Party) -> list[GivenFeedback]:
    """Return the feedback of the match's mentee, newest first; nothing for the mentee. One query.

    Only answers to these questions in surveys with names, which say on the form that the mentor reads them, and only
    those that were sent. An invitation that another match of the mentee has caused is not about this mentor.
    """
    if not party.is_mentor:
        return []
    of_match = Invitation.objects.filter(
        Q(match=party.match) | Q(match=None),
        wave=OuterRef("response__wave"),
        person=OuterRef("response__person"),
    )
    rows = (
        Answer.objects.filter(
            Exists(of_match),
            response__person=party.match.mentee.person_id,
            response__wave__mode=SurveyMode.NAMED,
            response__wave__survey__program=party.match.program_id,
            response__submitted_at__isnull=False,
            question__key__in=FEEDBACK_KEYS,
            state=AnswerState.GIVEN,
        )
        .exclude(text="")
        .order_by("-response__submitted_at", "question__position")
        .values_list("response", "response__submitted_at", "question__texts", "text")
    )
    found: dict = {}
    for response, at, texts, text in rows:
        found.setdefault((response, at), []).append((texts, text))
    return [GivenFeedback(at.date(), texts) for (_response, at), texts in found.items()]
