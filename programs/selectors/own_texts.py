"""What a member has written in confidence, for their own export and for nobody else's."""

from typing import Any

from mentoring.tenancy.models import Membership
from programs.models import Concern, Note, ReviewAnswer
from programs.selectors.reviews import answers_in


def own_texts(membership: Membership) -> dict[str, list[dict[str, Any]]]:
    """Return the member's own notes, review answers and concerns. What can no longer be read has the text None."""
    notes = Note.objects.filter(author__person__membership=membership, deleted_at__isnull=True)
    answers = ReviewAnswer.objects.filter(author__person__membership=membership, answered_at__isnull=False)
    concerns = Concern.objects.filter(author__person__membership=membership)
    people = ("match__program", "match__mentor__person", "match__mentee__person")
    of_review = ("review__match__program", "review__match__mentor__person", "review__match__mentee__person")
    return {
        "notes": [
            {
                **_about(note.match),
                "written_at": note.written_at.isoformat(),
                "is_private": note.is_private,
                "text": note.read(),
            }
            for note in notes.select_related(*people).order_by("written_at", "id")
        ],
        "reviews": [
            {
                **_about(answer.review.match),
                "answered_at": answer.answered_at.isoformat(),
                "answers": answers_in(answer),
            }
            for answer in answers.select_related(*of_review).order_by("answered_at", "id")
        ],
        "concerns": [
            {**_about(it.match), "raised_at": it.raised_at.isoformat(), "text": it.read()}
            for it in concerns.select_related(*people).order_by("raised_at", "id")
        ],
    }


def _about(match: Any) -> dict[str, str]:
    return {"program": match.program.name, "match": str(match)}
