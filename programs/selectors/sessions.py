"""Sessions of a match."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Max, Q, Sum

from programs.enums import SessionState
from programs.models import Match, Session
from programs.selectors.parties import Party

SESSIONS_SHOWN = 100


def sessions_of(match: Match) -> list[Session]:
    """Return the match's sessions, newest first, at most 100. Ratings are not loaded."""
    shown = Session.objects.filter(match=match).only("id", "happens_on", "starts_at", "state", "minutes")
    return list(shown.order_by("-happens_on", "-starts_at", "id")[:SESSIONS_SHOWN])


def last_unconfirmed_days(match_ids: Collection[UUID], *, today: date) -> dict[UUID, date]:
    """Return the day of each match's latest planned session that is over, unless the two have met since."""
    not_met_since = Q(match__last_held_on__isnull=True) | Q(happens_on__gt=F("match__last_held_on"))
    sessions = Session.objects.filter(
        not_met_since, match__in=match_ids, state=SessionState.PLANNED, happens_on__lt=today
    )
    return dict(sessions.order_by().values_list("match_id").annotate(day=Max("happens_on")))


@dataclass(frozen=True)
class Thanks:
    """What a mentor has given in a match that has ended. Only the mentor sees it."""

    sessions: int
    minutes: int
    days: int
    goals_met: int


def thanks_for(party: Party) -> Thanks | None:
    """Return the summary for the mentor of a match that has ended, otherwise None. One query."""
    match = party.match
    if party.is_current or not party.is_mentor or not match.held_count:
        return None
    minutes = Session.objects.held().filter(match=match).aggregate(minutes=Sum("minutes"))["minutes"] or 0
    days = ((match.ended_on or match.started_on) - match.started_on).days
    return Thanks(match.held_count, minutes, days, match.goals_met)
