"""The reviews of a match, as one side reads them, and the totals of a program."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from programs.enums import ReviewFrequency
from programs.models import Program, Review, ReviewAnswer
from programs.review_periods import Answered, Period, periods_of
from programs.selectors.parties import Party

REVIEWS_SHOWN = 20


@dataclass(frozen=True)
class ReadReview:
    """A review as one side reads it. The partner's answers are there once both have answered."""

    review: Review
    mine: ReviewAnswer | None
    my_answers: Mapping[str, Any] | None
    partners_answers: Mapping[str, Any] | None
    is_complete: bool


def answers_in(answer: ReviewAnswer | None) -> dict[str, Any] | None:
    """Return what a side has answered; None when it has not, or when it can no longer be read."""
    if answer is None or answer.answered_at is None:
        return None
    text = answer.read()
    if text is None:
        return None
    values = json.loads(text)
    return {**values, "frequency_label": str(ReviewFrequency(values["frequency"]).label)}


def reviews_of(party: Party) -> list[ReadReview]:
    """Return the reviews of a match, newest first. Two queries."""
    reviews = list(Review.objects.filter(match=party.match).order_by("-number")[:REVIEWS_SHOWN])
    sides = {(it.review_id, it.role): it for it in ReviewAnswer.objects.filter(review__in=reviews)}
    return [_read(review, party, sides) for review in reviews]


def _read(review: Review, party: Party, sides: Mapping[Any, ReviewAnswer]) -> ReadReview:
    mine, theirs = sides.get((review.pk, party.role)), sides.get((review.pk, party.partner.role))
    is_complete = all(it is not None and it.answered_at is not None for it in (mine, theirs))
    return ReadReview(
        review, mine, answers_in(mine), answers_in(theirs) if is_complete else None, is_complete
    )


def review_totals(program: Program, *, today: date) -> Sequence[Period]:
    """Return the totals of a program, as those who run it see them. One query; single answers stay in here."""
    rows = ReviewAnswer.objects.filter(review__match__program=program, answered_at__isnull=False)
    found = []
    for row in rows.order_by("answered_on", "id"):
        values = answers_in(row)
        if values is not None and row.answered_on is not None:
            found.append(
                Answered(
                    row.author_id,
                    row.answered_on,
                    values["frequency"],
                    values["engagement"],
                    values["receives"],
                    values["gives"],
                )
            )
    return periods_of(found, today=today)
