"""Plan, move and cancel sessions. Both sides get a calendar invitation that follows every change."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id
from programs.actions.sessions import lock_match, refresh_after_sessions
from programs.enums import MatchState, SessionState
from programs.models import Match, Session
from programs.session_emails import cancel_invitations, queue_invitations


@transaction.atomic
def plan_session(
    matches: Sequence[Match],
    *,
    starts_at: datetime,
    minutes: int,
    time_zone: str,
    by: Actor,
    now: datetime,
    place: str = "",
    agenda: str = "",
) -> list[Session]:
    """Plan a session of one match, or of several matches of the same mentor at once; return one row for each match.

    Refuses a start in the past, a match that is not active, and a time at which a match already has a session. The
    minutes of a session of several matches count once.
    """
    if starts_at <= now:
        raise ValidationError({"starts_at": _("This time has passed. Record the session as held instead.")})
    if len({match.mentor_id for match in matches}) != 1:
        raise ValueError("Only matches of one mentor meet together.")
    locked = [lock_match(match) for match in sorted(matches, key=lambda it: it.pk)]
    if any(match.state != MatchState.ACTIVE for match in locked):
        raise ValidationError(_("Sessions can be planned for active matches only."))
    day, joint_id = _day_of(starts_at), uuid4() if len(locked) > 1 else None
    sessions = []
    for number, match in enumerate(locked):
        session = Session(
            match=match,
            program=match.program,
            happens_on=day,
            starts_at=starts_at,
            time_zone=time_zone,
            state=SessionState.PLANNED,
            minutes=minutes,
            place=place.strip(),
            agenda=agenda.strip(),
            joint_id=joint_id,
            counts_minutes=number == 0,
        )
        session.full_clean(exclude=["organization"])
        session.save()
        sessions.append(session)
        refresh_after_sessions(match, {day}, today=_day_of(now))
        record("programs.plan_session", match, by=by, values={"on": day.isoformat()})
    queue_invitations(sessions, by=by)
    return sessions


@transaction.atomic
def move_session(
    session: Session,
    *,
    starts_at: datetime,
    minutes: int,
    time_zone: str,
    by: Actor,
    now: datetime,
    place: str = "",
) -> list[Session]:
    """Change time, length or place of a planned session, for everybody who takes part in it.

    Also revives a cancelled or missed session. Calendars are told only what has changed for them.
    """
    if starts_at <= now:
        raise ValidationError({"starts_at": _("This time has passed. Record the session as held instead.")})
    sessions = _with_joint(session)
    days = {it.happens_on for it in sessions}
    before = {(it.starts_at, it.minutes, it.place, it.state) for it in sessions}
    if before == {(starts_at, minutes, place.strip(), SessionState.PLANNED)}:
        return sessions
    for it in sessions:
        if it.state == SessionState.HELD:
            raise ValidationError(_("This session was held. Plan a new one instead."))
        it.starts_at, it.minutes, it.time_zone, it.place = starts_at, minutes, time_zone, place.strip()
        it.happens_on, it.state = _day_of(starts_at), SessionState.PLANNED
        it.calendar_sequence += 1
        it.full_clean(exclude=["organization"])
        it.save()
        refresh_after_sessions(it.match, {*days, it.happens_on}, today=_day_of(now))
        record("programs.move_session", it.match, by=by, values={"on": it.happens_on.isoformat()})
    queue_invitations(sessions, by=by)
    return sessions


@transaction.atomic
def cancel_session(session: Session, *, by: Actor, now: datetime) -> list[Session]:
    """Cancel a planned session for everybody who takes part in it. Cancelling twice changes nothing."""
    sessions = [it for it in _with_joint(session) if it.state == SessionState.PLANNED]
    for it in sessions:
        it.state = SessionState.CANCELLED
        it.calendar_sequence += 1
        it.save(update_fields=["state", "calendar_sequence"])
        refresh_after_sessions(it.match, {it.happens_on}, today=_day_of(now))
        record("programs.cancel_session", it.match, by=by, values={"on": it.happens_on.isoformat()})
    if sessions and sessions[0].starts_at:
        queue_invitations(sessions, by=by)
    return sessions


@transaction.atomic
def withdraw_session(session: Session, *, by: Actor, now: datetime) -> None:
    """Undo planning within two minutes: delete the session, and the invitations that have not gone out.

    Where invitations have gone out already, the session is cancelled instead, so that calendars follow.
    """
    sessions = _with_joint(session)
    if not cancel_invitations(sessions, by=by, now=now):
        cancel_session(session, by=by, now=now)
        return
    for it in sessions:
        it.delete()
        refresh_after_sessions(it.match, {it.happens_on}, today=_day_of(now))
        values = {"on": it.happens_on.isoformat(), "state": str(it.state)}
        record("programs.delete_session", it.match, by=by, values=values)


@transaction.atomic
def update_agenda(session: Session, *, agenda: str, by: Actor) -> None:
    """Change the agenda, for everybody who takes part in the session. Only they read it."""
    for it in _with_joint(session):
        it.agenda = agenda.strip()
        it.full_clean(exclude=["organization"])
        it.save(update_fields=["agenda"])
        record("programs.update_agenda", it.match, by=by)


def _with_joint(session: Session) -> list[Session]:
    """Lock the session's matches in primary-key order; return its row for each of them, as it is now.

    The race: both sides move or cancel the same session at once.
    """
    rows = (
        Session.objects.filter(joint_id=session.joint_id)
        if session.joint_id
        else Session.objects.filter(pk=session.pk)
    )
    match_ids = sorted(rows.values_list("match_id", flat=True))
    matches = {pk: lock_match(Match.objects.get(pk=pk)) for pk in match_ids}
    found = sorted(rows.all(), key=lambda it: it.match_id)
    for it in found:
        it.match = matches[it.match_id]
        it.program = it.match.program
    return found


def _day_of(moment: datetime) -> date:
    return Organization.objects.get(pk=current_organization_id()).local_date(moment)
