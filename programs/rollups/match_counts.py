"""Session counts of matches, stored on the match so that lists need not read the history."""

from datetime import date
from uuid import UUID

from django.db.models import Count, DateField, Exists, Max, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Least

from programs.enums import SessionState
from programs.models import Match, Session


def refresh_matches(program_id: UUID | None, *, on: date, match_ids: list[UUID] | None = None) -> None:
    """Set held count, last and next session of the program's matches (or of `match_ids`) from their sessions.

    One UPDATE. `next_planned_on` is the first planned session on or after `on`, or after the day of the last file.
    """
    of_match = Session.objects.filter(match=OuterRef("pk")).order_by().values("match")
    held = of_match.filter(state=SessionState.HELD)
    day = Least(OuterRef("sessions_known_until"), Value(on), output_field=DateField())
    planned = of_match.filter(Q(state=SessionState.PLANNED), happens_on__gte=day)
    matches = Match.objects.filter(program=program_id)
    if match_ids is not None:
        matches = matches.filter(pk__in=match_ids)
    matches.update(
        held_count=Coalesce(Subquery(held.annotate(n=Count("id")).values("n")), 0),
        last_held_on=Subquery(held.annotate(day=Max("happens_on")).values("day")),
        next_planned_on=Subquery(planned.annotate(day=Min("happens_on")).values("day")),
    )


def advance_next_sessions(program_id: UUID, *, today: date) -> None:
    """Set the next session of matches whose stored one is over and that have a later one planned. One UPDATE.

    Nobody has changed their sessions since, so refresh_matches has not run.
    """
    planned = Session.objects.filter(
        match=OuterRef("pk"), state=SessionState.PLANNED, happens_on__gte=today
    ).order_by()
    over = Match.objects.filter(program=program_id, sessions_known_until=None, next_planned_on__lt=today)
    day = planned.values("match").annotate(day=Min("happens_on")).values("day")
    over.filter(Exists(planned)).update(next_planned_on=Subquery(day))
