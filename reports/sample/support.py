"""Notes, reviews and one request for help in the made-up organization, through the actions."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from mentoring.tenancy.actor import Actor
from programs.actions.help_requests import request_help
from programs.actions.notes import write_note
from programs.actions.reviews import answer_review
from programs.enums import Health, MatchState, ReviewFrequency
from programs.models import Match, Review, ReviewAnswer, Session
from programs.selectors.parties import parties_in

REVIEWED = 8
FREQUENCIES = (ReviewFrequency.RIGHT, ReviewFrequency.RIGHT, ReviewFrequency.TOO_RARELY)
CHANGES = ("", "Agree on the topic a day before.", "Keep the last ten minutes for next steps.", "")


def add_notes_and_reviews(shown: Match, *, today: date) -> None:
    """Add notes and reviews to the match that the cast has, reviews of others for totals, and a request for help."""
    by = Actor.system("sample")
    mentor, mentee = parties_in(shown)
    last = Session.objects.held().filter(match=shown).order_by("-happens_on").first()
    session_id = last.pk if last else None
    at = _at(today - timedelta(days=2))
    text = "We practice the opening next time. Bring the two slides with the numbers."
    write_note(mentor, text=text, is_private=False, by=by, at=at, session_id=session_id)
    text = "Ask whether I may sit in on the planning round."
    write_note(mentee, text=text, is_private=True, by=by, at=at, session_id=session_id)
    current = Match.objects.filter(program=shown.program, state=MatchState.ACTIVE, held_count__gte=3)
    for number, match in enumerate(current.with_people().select_related("program").order_by("id")[:REVIEWED]):
        if match.pk != shown.pk:
            _review(match, today - timedelta(days=40 + 5 * number), number, by)
    _review(shown, today - timedelta(days=35), 0, by)
    at_risk = Match.objects.filter(program=shown.program, state=MatchState.ACTIVE, health=Health.AT_RISK)
    asking = at_risk.with_people().select_related("program").order_by("health_since", "id").first()
    if asking is not None:
        text = "Our calendars never fit. Could you help us to find a fixed time?"
        request_help(parties_in(asking)[1], text=text, by=by, now=at, today=today - timedelta(days=2))


def _review(match: Match, opened_on: date, number: int, by: Actor) -> None:
    review = Review.objects.create(
        match=match, number=max(match.held_count // match.program.review_every, 1), opened_on=opened_on
    )
    for place, party in enumerate(parties_in(match)):
        answer = ReviewAnswer.objects.create(review=review, role=party.role, author=party.participant)
        answer.review = review
        seed = number + place
        values: dict[str, Any] = {
            "frequency": FREQUENCIES[seed % len(FREQUENCIES)].value,
            "engagement": 3 + seed % 3,
            "receives": 3 + (seed + 1) % 3,
            "gives": 4,
            "change": CHANGES[seed % len(CHANGES)],
        }
        on = opened_on + timedelta(days=1 + place)
        answer_review(answer, values, by=by, at=_at(on), today=on)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), UTC)
