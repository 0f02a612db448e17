"""Signals of feedback and of requests for help. They name neither side nor number."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from programs.enums import Fit, Health, ParticipantRole
from programs.extensions import EvaluatedMatch
from programs.health.rules import Signal
from programs.models import Feedback, HelpRequest, MeetingQuestion, Program

LOW, MIDDLING = 2, 3


@dataclass(frozen=True, slots=True)
class Given:
    """What one side said on a day; of one side, oldest first."""

    on: date
    rating: int | None = None
    fit: str = ""


def rating_signal(given: Sequence[Given]) -> Signal | None:
    """Needs attention after a rating of 2 or less out of 5, or after two in a row of 3 or less, of one side."""
    rated = [each for each in given if each.rating is not None]
    if not rated:
        return None
    low = [each for each in rated[-2:] if each.rating is not None and each.rating <= MIDDLING]
    last = rated[-1]
    if last.rating is not None and (last.rating <= LOW or len(low) == 2):
        return Signal("feedback", Health.ATTENTION, last.on)
    return None


def fit_signal(given: Sequence[Given]) -> Signal | None:
    """At risk while the last word of one side is "not a good fit"."""
    said = [each for each in given if each.fit]
    if said and said[-1].fit == Fit.NOT_GOOD:
        return Signal("feedback", Health.AT_RISK, said[-1].on)
    return None


def help_signal(requested_on: Sequence[date]) -> Signal | None:
    """At risk while a request for help is open."""
    return Signal("help", Health.AT_RISK, min(requested_on)) if requested_on else None


class FeedbackHealth:
    """Two queries for any number of matches."""

    def explain(self, program: Program) -> list[str]:
        return [
            _("A match is at risk while a request for help from one side is open."),
            _(
                "Feedback needs follow-up after a rating of 2 or less out of 5, or of 3 or less twice in a row. "
                "After “not a good fit”, the match is at risk. Nobody sees the number or who gave it."
            ),
        ]

    def signals(self, program: Program, matches: Sequence[EvaluatedMatch]) -> Mapping[UUID, Sequence[Signal]]:
        ids = [match.id for match in matches if not match.facts.is_paused]
        given: dict[tuple[UUID, str], list[Given]] = defaultdict(list)
        rows = Feedback.objects.filter(match__in=ids).order_by("session__happens_on", "id")
        for match_id, role, on, rating, fit in rows.values_list(
            "match_id", "role", "given_on", "rating", "fit"
        ):
            given[match_id, role].append(Given(on, rating, fit))
        requested: dict[UUID, list[date]] = defaultdict(list)
        for match_id, on in (
            HelpRequest.objects.open().filter(match__in=ids).values_list("match_id", "requested_on")
        ):
            requested[match_id].append(on)
        found: dict[UUID, list[Signal]] = defaultdict(list)
        for match_id, days in requested.items():
            found[match_id] += [signal for signal in [help_signal(days)] if signal]
        for match_id in {match_id for match_id, _role in given}:
            sides = [given.get((match_id, role), []) for role in ParticipantRole.values]
            signals = [s for side in sides for s in (fit_signal(side), rating_signal(side)) if s]
            if signals:
                # One for both sides: two would say that each gave one.
                worst = min(signals, key=lambda s: (s.level != Health.AT_RISK, s.since))
                found[match_id].append(worst)
        return found


def matches_that_confirmed_the_gap(last_held_on: Mapping[UUID, date]) -> set[UUID]:
    """Return the matches of which both sides were asked "did you meet?" after they last met, and one answered."""
    rows = (
        MeetingQuestion.objects.filter(match__in=list(last_held_on))
        .values_list("match_id")
        .annotate(
            mentor=Max("inquiry__asked_on", filter=Q(role=ParticipantRole.MENTOR)),
            mentee=Max("inquiry__asked_on", filter=Q(role=ParticipantRole.MENTEE)),
            answered=Max("inquiry__asked_on", filter=~Q(answer="")),
        )
    )
    return {
        match_id
        for match_id, *asked in rows
        if all(on is not None and on > last_held_on[match_id] for on in asked)
    }
