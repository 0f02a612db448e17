"""When the matches of a program met, agreed on a goal and began a plan: read once, for all figures of a dashboard."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Min

from goals.models import Goal, PlanRevision
from programs.models import Match, Program, Session

# A first session is early within so many days of the introduction, and a goal within so many.
FIRST_SESSION_DAYS = 28
GOAL_DAYS = 60
# Without a session for longer, a match has become rare.
SILENT_DAYS = 21


@dataclass(frozen=True)
class MatchDays:
    """The days of one match. `held_on` are the days of its sessions."""

    started_on: date
    ended_on: date | None
    is_under_way: bool
    known_until: date | None
    held_on: Sequence[date] = ()
    goal_on: date | None = None
    plan_on: date | None = None

    def was_under_way(self, first: date, last: date) -> bool:
        """Return whether the match had begun by the first day and had not ended by the last."""
        return self.started_on <= first and (self.ended_on is None or self.ended_on >= last)


@dataclass(frozen=True)
class MatchFacts:
    program: Program
    matches: Mapping[UUID, MatchDays] = field(default_factory=dict)

    def __iter__(self) -> Iterator[MatchDays]:
        return iter(self.matches.values())


def read_match_facts(program: Program) -> MatchFacts:
    """Return the days of all matches that both people know of. Four queries."""
    held: dict[UUID, list[date]] = defaultdict(list)
    sessions = Session.objects.filter(match__program=program).held().order_by("happens_on")
    for match_id, day in sessions.values_list("match_id", "happens_on").iterator(chunk_size=5000):
        held[match_id].append(day)
    goals = dict(
        Goal.objects.filter(match__program=program, agreed_on__isnull=False)
        .values_list("match_id")
        .annotate(day=Min("agreed_on"))
    )
    plans = dict(
        PlanRevision.objects.filter(plan__match__program=program)
        .values_list("plan__match_id")
        .annotate(day=Min("saved_on"))
    )
    rows = (
        Match.objects.filter(program=program)
        .introduced()
        .values_list("id", "started_on", "ended_on", "state", "sessions_known_until")
    )
    return MatchFacts(
        program,
        {
            match_id: MatchDays(
                started_on,
                ended_on,
                state == "active",
                known_until,
                held.get(match_id, ()),
                goals.get(match_id),
                plans.get(match_id),
            )
            for match_id, started_on, ended_on, state, known_until in rows
        },
    )
