"""Sessions of a match."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import F, Max, Q

from programs.enums import SessionState
from programs.models import Match, Session

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
