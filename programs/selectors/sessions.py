"""Sessions of a match."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, Sum

from programs.enums import SessionState
from programs.models import Match, Session
from programs.selectors.parties import Party

SESSIONS_SHOWN = 100


def sessions_of(match: Match) -> list[Session]:
    """Return the match's sessions, newest first, at most 100. Ratings are not loaded."""
    shown = Session.objects.filter(match=match).only("id", "happens_on", "starts_at", "state", "minutes")
    return list(shown.order_by("-happens_on", "-starts_at", "id")[:SESSIONS_SHOWN])


@dataclass(frozen=True)
class PlannedSessions:
    """The next session of a match, and the day of the latest one that is over and that nobody has confirmed."""

    next_on: date | None = None
    next_at: datetime | None = None
    unconfirmed_on: date | None = None


def planned_sessions(match_ids: Collection[UUID], *, today: date) -> dict[UUID, PlannedSessions]:
    """Return the planned sessions of each match that has any. One query.

    A session from before the last one that was held counts as settled.
    """
    to_confirm = Q(match__last_held_on__isnull=True) | Q(happens_on__gt=F("match__last_held_on"))
    sessions = Session.objects.filter(
        Q(happens_on__gte=today) | to_confirm, match__in=match_ids, state=SessionState.PLANNED
    )
    found: dict[UUID, PlannedSessions] = {}
    rows = sessions.order_by("happens_on", "starts_at", "id").values_list(
        "match_id", "happens_on", "starts_at"
    )
    for match_id, day, at in rows:
        known = found.get(match_id, PlannedSessions())
        if day < today:
            found[match_id] = replace(known, unconfirmed_on=day)
        elif known.next_on is None:
            found[match_id] = replace(known, next_on=day, next_at=at)
    return found


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
