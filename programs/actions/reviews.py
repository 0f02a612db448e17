"""Open reviews after every few sessions, and save what each side answers."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.enums import MatchState, ReviewFrequency
from programs.health.evaluate import Calendars, is_over
from programs.models import Match, Program, Review, ReviewAnswer
from programs.review_emails import queue_reviews
from programs.selectors.parties import parties_in
from programs.selectors.support_forecast import RECENT

RATINGS = ("engagement", "receives", "gives")
LONGEST = 2000


@transaction.atomic
def open_due_reviews(program: Program, *, by: Actor, today: date) -> list[Review]:
    """Open a review for each match that has held enough sessions since its last one, and tell both sides.

    Never in breaks and absences, and not once the program is over. The program is locked by the caller, so that two
    runs open none twice.
    """
    if is_over(program, today):
        return []
    due = (
        Match.objects.filter(program=program, state=MatchState.ACTIVE, last_held_on__gt=today - RECENT)
        .filter(held_count__gte=program.review_every)
        .with_current_people(today)
        .annotate(last_review=Max("reviews__number"))
    )
    matches = [it for it in due if it.held_count // program.review_every > (it.last_review or 0)]
    if not matches:
        return []
    calendars, answers, reviews = Calendars(program), [], []
    people = Match.objects.select_related("program", "mentor__person", "mentee__person")
    for match in people.filter(pk__in=[it.pk for it in matches]).order_by("pk"):
        if calendars.of(match.pk, match.mentor_id, match.mentee_id).is_paused(today):
            continue
        review = Review(match=match, number=match.held_count // program.review_every, opened_on=today)
        reviews.append(review)
        answers += [
            ReviewAnswer(review=review, role=party.role, author=party.participant)
            for party in parties_in(match)
        ]
    Review.objects.bulk_create(reviews)
    ReviewAnswer.objects.bulk_create(answers)
    queue_reviews(answers, by=by)
    return reviews


@transaction.atomic
def answer_review(
    answer: ReviewAnswer, values: Mapping[str, Any], *, by: Actor, at: datetime, today: date
) -> None:
    """Save one side's answers; they can be changed until the other side has answered too."""
    # Race: both answer at once. Locked in one order, so that the second sees the first.
    both = ReviewAnswer.objects.filter(review=answer.review_id).order_by("pk").select_for_update(of=("self",))
    sides = {it.pk: it for it in both}
    mine = sides[answer.pk]
    if all(it.answered_at is not None for it in sides.values()):
        raise ValidationError(_("Both of you have answered, so the answers can no longer be changed."))
    mine.write(json.dumps(_checked(values)))
    mine.answered_at, mine.answered_on = at, today
    mine.save(update_fields=["sealed", "answered_at", "answered_on"])
    record("programs.answer_review", answer.review.match, by=Actor.system("review"))


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    if values.get("frequency") not in ReviewFrequency.values:
        raise ValidationError({"frequency": _("Choose an answer.")})
    for name in RATINGS:
        if values.get(name) not in range(1, 6):
            raise ValidationError({name: _("Choose an answer.")})
    change = str(values.get("change", "")).strip()
    if len(change) > LONGEST:
        raise ValidationError({"change": _("Enter at most 2,000 characters.")})
    return {"frequency": values["frequency"], **{name: values[name] for name in RATINGS}, "change": change}
