"""Record sessions of matches."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.enums import SessionState
from programs.health.evaluate import evaluate_program
from programs.models import Match, Program, Session
from programs.rollups.daily_counts import mark_dirty
from programs.rollups.match_counts import refresh_matches


@transaction.atomic
def record_session(
    match: Match, *, happens_on: date, state: str, by: Actor, today: date, minutes: int | None = None
) -> Session:
    """Record a session of a match, or update the one on that day, and recalculate the health of the match."""
    if state != SessionState.PLANNED and happens_on > today:
        raise ValidationError({"happens_on": _("This date is in the future. Plan the session instead.")})
    match = Match.objects.select_for_update().select_related("program").get(pk=match.pk)
    session = Session.objects.filter(match=match, happens_on=happens_on).first() or Session(
        match=match, program=match.program, happens_on=happens_on
    )
    session.state, session.minutes = state, minutes
    session.full_clean(exclude=["organization"])
    session.save()
    mark_dirty(match.program, happens_on)
    _update_match(match.program, [match.pk], today)
    record("programs.record_session", session, by=by, values={"state": state, "on": happens_on.isoformat()})
    return session


def _update_match(program: Program, match_ids: list[UUID], today: date) -> None:
    # Recorded here, so sessions are known up to today.
    if program.sessions_known_until and program.sessions_known_until < today:
        program.sessions_known_until = today
        program.save(update_fields=["sessions_known_until"])
    refresh_matches(program.pk, on=today, match_ids=match_ids)
    evaluate_program(program, today=today, match_ids=match_ids)
