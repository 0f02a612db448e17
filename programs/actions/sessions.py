"""Record, update, delete and restore sessions of matches."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.enums import SessionState
from programs.health.evaluate import evaluate_program
from programs.locks import share_program
from programs.models import Match, Session
from programs.rollups.daily_counts import mark_dirty
from programs.rollups.match_counts import refresh_matches
from programs.session_emails import queue_invitations, rows_of
from programs.signals import matches_changed


@transaction.atomic
def record_session(
    match: Match,
    *,
    happens_on: date,
    state: str,
    by: Actor,
    today: date,
    minutes: int | None = None,
    starts_at: datetime | None = None,
) -> Session:
    """Record a session of a match and recalculate the health of the match.

    Updates the session at that time or, where no time is given, the one planned for that day, otherwise the one of
    that day without a time. So recording the same session twice changes nothing, and a day can have several.
    """
    match = lock_match(match)
    session = _recorded_already(match, happens_on, starts_at) or Session(
        match=match, program=match.program, starts_at=starts_at
    )
    _save(session, happens_on=happens_on, state=state, minutes=minutes, today=today)
    refresh_after_sessions(match, {happens_on}, today=today)
    _record("record_session", session, by=by)
    return session


@transaction.atomic
def update_session(
    session: Session, *, happens_on: date, state: str, by: Actor, today: date, minutes: int | None = None
) -> Session:
    """Change the date, status and minutes of a session, and recalculate the health of the match."""
    match = lock_match(session.match)
    session = Session.objects.get(pk=session.pk)
    session.match, before = match, session.happens_on
    invited = _as_invited(session)
    _save(session, happens_on=happens_on, state=state, minutes=minutes, today=today)
    _tell_calendars(session, invited, by=by)
    refresh_after_sessions(match, {before, happens_on}, today=today)
    _record("update_session", session, by=by)
    return session


@transaction.atomic
def delete_session(session: Session, *, by: Actor, today: date) -> None:
    """Delete a session and recalculate the health of the match."""
    match = lock_match(session.match)
    session = Session.objects.get(pk=session.pk)
    session.match = match
    _record("delete_session", session, by=by)
    if session.starts_at and session.state == SessionState.PLANNED:
        raise ValidationError(_("Both people have an invitation to this session. Cancel it instead."))
    session.delete()
    refresh_after_sessions(match, {session.happens_on}, today=today)


@transaction.atomic
def restore_session(
    match: Match, session_id: UUID, values: Mapping[str, Any], *, by: Actor, today: date
) -> Session:
    """Undo an update or a deletion: give the session these values again, and recreate it if it was deleted."""
    match = lock_match(match)
    session = Session.objects.filter(match=match, pk=session_id).first() or Session(
        pk=session_id, match=match, program=match.program
    )
    days = {session.happens_on} - {None}
    for name, value in values.items():
        setattr(session, name, value)
    session.full_clean(exclude=["organization"])
    session.save()
    refresh_after_sessions(match, {*days, session.happens_on}, today=today)
    _record("restore_session", session, by=by)
    return session


def _as_invited(session: Session) -> tuple | None:
    """Return what calendars know of a session, or None where nobody has been invited."""
    if session.starts_at is None or session.state not in (SessionState.PLANNED, SessionState.CANCELLED):
        return None
    return session.starts_at, session.minutes, str(session.state)


def _tell_calendars(session: Session, invited: tuple | None, *, by: Actor) -> None:
    """Send a new invitation or a cancellation where a planned session was changed."""
    now_invited = _as_invited(session)
    if invited is None or now_invited is None or invited == now_invited:
        return
    session.calendar_sequence += 1
    session.save(update_fields=["calendar_sequence"])
    queue_invitations(rows_of(session.pk), by=by)


def lock_match(match: Match) -> Match:
    """Lock a match for a change to its sessions, after sharing its program's lock; return it as it is now."""
    share_program(match.program_id)
    return Match.objects.select_for_update(of=("self",)).select_related("program").get(pk=match.pk)


def _recorded_already(match: Match, happens_on: date, starts_at: datetime | None) -> Session | None:
    of_day = Session.objects.filter(match=match, happens_on=happens_on)
    if starts_at is not None:
        planned_without_time = of_day.filter(starts_at=None, state=SessionState.PLANNED)
        return of_day.filter(starts_at=starts_at).first() or planned_without_time.first()
    planned = of_day.filter(state=SessionState.PLANNED).order_by("starts_at", "id")
    return planned.first() or of_day.filter(starts_at=None).order_by("id").first()


def _save(session: Session, *, happens_on: date, state: str, minutes: int | None, today: date) -> None:
    if state != SessionState.PLANNED and happens_on > today:
        raise ValidationError({"happens_on": _("This date is in the future. Plan the session instead.")})
    if session.starts_at and session.happens_on:
        # Whoever changes only the day keeps the time of day.
        session.starts_at += happens_on - session.happens_on
    session.happens_on, session.state, session.minutes = happens_on, state, minutes
    session.full_clean(exclude=["organization"])
    session.save()
    known_until = session.match.sessions_known_until
    if known_until and state != SessionState.PLANNED and happens_on > known_until:
        # The match is ahead of the last file: from now on its sessions are recorded here.
        session.match.sessions_known_until = None
        session.match.save(update_fields=["sessions_known_until"])


def refresh_after_sessions(match: Match, days: set[date], *, today: date) -> None:
    """Recalculate what depends on the sessions of these days: counts, next and last session, and health."""
    for day in sorted(days):
        mark_dirty(match.program, day)
    refresh_matches(match.program_id, on=today, match_ids=[match.pk])
    evaluate_program(match.program, today=today, match_ids=[match.pk])
    matches_changed.send(sender=Match, program_id=match.program_id)


def _record(action: str, session: Session, *, by: Actor) -> None:
    values = {"state": str(session.state), "on": session.happens_on.isoformat()}
    record(f"programs.{action}", session.match, by=by, values=values)
