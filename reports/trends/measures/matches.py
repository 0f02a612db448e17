"""Which matches were under way through a whole month, and could therefore have met in it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from programs.enums import MatchChangeKind
from programs.models import Match, MatchChange, Program
from reports.trends.months import Month


def matches_by_month(
    program: Program, months: Sequence[Month], *, by_sessions: bool = False
) -> Mapping[Month, set[UUID]]:
    """Return the matches of each month that began before it, did not end and were not paused in it. Two queries.

    `by_sessions` also leaves out months that are not in the last file of sessions: there is nothing to know of them.
    """
    paused: dict[UUID, list[tuple[date, date | None]]] = defaultdict(list)
    changes = MatchChange.objects.filter(match__program=program, kind=MatchChangeKind.PAUSED)
    for match, first, last in changes.values_list("match_id", "changed_on", "until"):
        paused[match].append((first, last))
    found: dict[Month, set[UUID]] = {month: set() for month in months}
    rows = Match.objects.filter(program=program).introduced()
    for match, first, last, known in rows.values_list("id", "started_on", "ended_on", "sessions_known_until"):
        for month in months:
            if first > month.first or (last is not None and last <= month.last):
                continue
            if by_sessions and known is not None and known < month.last:
                continue
            if any(a <= month.last and (b is None or b >= month.first) for a, b in paused[match]):
                continue
            found[month].add(match)
    return found
