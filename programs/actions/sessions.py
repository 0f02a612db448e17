"""Record, update, delete and restore sessions of matches."""

from collections.abc import Mapping
from datetime import date
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


@transaction.atomic
def record_session(
    match: Match, *, happens_on: date, state: str, by: Actor, today: date, minutes: int | None = None
) -> Session:
    """Record a session of a match, or update the one on that day, and recalculate the health of the match."""
    match = _locked(match)
    session = Session.objects.filter(match=match, happens_on=happens_on).first() or Session(
        match=match, program=match.program
    )
    _save(session, happens_on=happens_on, state=state, minutes=minutes, today=today)
    _refresh(match, {happens_on}, today=today)
    _record("record_session", session, by=by)
    return session


@transaction.atomic
def update_session(
    session: Session, *, happens_on: date, state: str, by: Actor, today: date, minutes: int | None = None
) -> Session:
    """Change the date, status and minutes of a session, and recalculate the health of the match."""
    match = _locked(session.match)
    session = Session.objects.get(pk=session.pk)
    session.match, before = match, session.happens_on
    _save(session, happens_on=happens_on, state=state, minutes=minutes, today=today)
    _refresh(match, {before, happens_on}, today=today)
    _record("update_session", session, by=by)
    return session


@transaction.atomic
def delete_session(session: Session, *, by: Actor, today: date) -> None:
    """Delete a session and recalculate the health of the match."""
    match = _locked(session.match)
    session = Session.objects.get(pk=session.pk)
    session.match = match
    _record("delete_session", session, by=by)
    session.delete()
    _refresh(match, {session.happens_on}, today=today)


@transaction.atomic
def restore_session(
    match: Match, session_id: UUID, values: Mapping[str, Any], *, by: Actor, today: date
) -> Session:
    """Undo an update or a deletion: give the session these values again, and recreate it if it was deleted."""
    match = _locked(match)
    session = Session.objects.filter(match=match, pk=session_id).first() or Session(
        pk=session_id, match=match, program=match.program
    )
    days = {session.happens_on} - {None}
    for name, value in values.items():
        setattr(session, name, value)
    session.full_clean(exclude=["organization"])
    session.save()
    _refresh(match, {*days, session.happens_on}, today=today)
    _record("restore_session", session, by=by)
    return session


def _locked(match: Match) -> Match:
    share_program(match.program_id)
    return Match.objects.select_for_update(of=("self",)).select_related("program").get(pk=match.pk)


def _save(session: Session, *, happens_on: date, state: str, minutes: int | None, today: date) -> None:
    if state != SessionState.PLANNED and happens_on > today:
        raise ValidationError({"happens_on": _("This date is in the future. Plan the session instead.")})
    session.happens_on, session.state, session.minutes = happens_on, state, minutes
    session.full_clean(exclude=["organization"])
    session.save()
    known_until = session.match.sessions_known_until
    if known_until and state != SessionState.PLANNED and happens_on > known_until:
        # The match is ahead of the last file: from now on its sessions are recorded here.
        session.match.sessions_known_until = None
        session.match.save(update_fields=["sessions_known_until"])


def _refresh(match: Match, days: set[date], *, today: date) -> None:
    for day in sorted(days):
        mark_dirty(match.program, day)
    refresh_matches(match.program_id, on=today, match_ids=[match.pk])
    evaluate_program(match.program, today=today, match_ids=[match.pk])


def _record(action: str, session: Session, *, by: Actor) -> None:
    values = {"state": str(session.state), "on": session.happens_on.isoformat()}
    record(f"programs.{action}", session.match, by=by, values=values)
