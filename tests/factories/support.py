import json
from datetime import UTC, date, datetime

from programs.models import Concern, RematchWish, Review, ReviewAnswer, StillMeetingQuestion
from tests.factories import makes
from tests.factories.programs import make_match
from tests.factories.tenancy import make_membership

AT = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)


@makes(Concern)
def make_concern(*, mark: str = "Bring slides", **fields) -> Concern:
    match = fields.pop("match", None) or make_match()
    if "reader" not in fields:
        fields["reader"] = make_membership(role="administrator")
    concern = Concern(
        match=match,
        **{"author": match.mentee, "raised_at": AT, "respond_by": date(2026, 9, 17), **fields},
    )
    concern.write(mark)
    concern.save()
    return concern


@makes(StillMeetingQuestion)
def make_still_meeting_question(*, mark: str = "", **fields) -> StillMeetingQuestion:
    match = fields.pop("match", None) or make_match()
    return StillMeetingQuestion.objects.create(
        match=match,
        **{
            "role": "mentor",
            "silent_since": date(2026, 8, 10),
            "asked_on": date(2026, 11, 8),
            "confirm_on": date(2026, 11, 29),
            **fields,
        },
    )


@makes(RematchWish)
def make_rematch_wish(*, mark: str = "", **fields) -> RematchWish:
    match = fields.pop("match", None) or make_match(state="ended", ended_on=date(2026, 9, 14))
    return RematchWish.objects.create(
        match=match, **{"participant": match.mentee, "wished_at": AT, "wished_on": AT.date(), **fields}
    )


@makes(Review)
def make_review(*, mark: str = "", **fields) -> Review:
    match = fields.pop("match", None) or make_match()
    return Review.objects.create(match=match, **{"number": 1, "opened_on": date(2026, 9, 14), **fields})


REVIEW = {"frequency": "right", "engagement": 4, "receives": 4, "gives": 4, "change": ""}


@makes(ReviewAnswer)
def make_review_answer(*, mark: str = "", **fields) -> ReviewAnswer:
    """Make the mentee's answers; with `answers`, they are given."""
    review = fields.pop("review", None) or make_review()
    answers = fields.pop("answers", None)
    role = fields.pop("role", "mentee")
    answer = ReviewAnswer(review=review, role=role, **{"author": getattr(review.match, role), **fields})
    if mark or answers is not None:
        answer.write(json.dumps({**REVIEW, "change": mark, **(answers or {})}))
        answer.answered_at = fields.get("answered_at", AT)
        answer.answered_on = fields.get("answered_on", AT.date())
    answer.save()
    return answer
