"""Sessions of a match."""

from programs.models import Match, Session

SESSIONS_SHOWN = 100


def sessions_of(match: Match) -> list[Session]:
    """Return the match's sessions, newest first, at most 100. Ratings are not loaded."""
    shown = Session.objects.filter(match=match).only("id", "happens_on", "starts_at", "state", "minutes")
    return list(shown.order_by("-happens_on", "-starts_at", "id")[:SESSIONS_SHOWN])
