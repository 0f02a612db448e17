"""What becomes of a match's planned sessions when it ends, and when that is undone."""

from datetime import date, datetime
from typing import Any

from mentoring.tenancy.actor import Actor
from programs.actions.planning import cancel_session
from programs.actions.sessions import refresh_after_sessions
from programs.enums import SessionState
from programs.models import Match, Session
from programs.session_emails import cancel_invitations, queue_invitations, rows_of


def cancel_planned_sessions(match: Match, *, by: Actor, now: datetime, today: date) -> list[dict[str, Any]]:
    """Cancel the sessions still to come of a match that ends; return what `plan_sessions_again` needs, as JSON.

    Both get a cancellation for their calendars. From a session of several matches only this match is removed: the
    others keep it as it is, and nobody gets an email. The caller has locked the match.
    """
    canceled = []
    planned = Session.objects.filter(match=match, state=SessionState.PLANNED, happens_on__gte=today)
    for session in planned.select_related("match__program"):
        if session.starts_at and session.starts_at <= now:
            continue
        canceled.append({"id": str(session.pk), "joint_id": session.joint_id and str(session.joint_id)})
        if session.joint_id:
            _leave_joint_session(session, today=today)
        else:
            cancel_session(session, by=by, now=now)
    return canceled


def plan_sessions_again(canceled: list[dict[str, Any]], *, by: Actor, now: datetime, today: date) -> None:
    """Undo `cancel_planned_sessions`. Calendars that lack a session get a new invitation."""
    for entry in canceled:
        session = Session.objects.select_related("match__program").filter(pk=entry["id"]).first()
        if session is None or session.state != SessionState.CANCELLED:
            continue
        session.state, is_told = SessionState.PLANNED, False
        if entry["joint_id"]:
            session.joint_id = entry["joint_id"]
        elif session.starts_at:
            is_told = _invite_again(session, by=by, now=now)
        session.save(update_fields=["state", "joint_id", "calendar_sequence"])
        refresh_after_sessions(session.match, {session.happens_on}, today=today)
        if is_told:
            queue_invitations(rows_of(session.pk), by=by)


def _invite_again(session: Session, *, by: Actor, now: datetime) -> bool:
    """Take back what has not gone out; return whether calendars lack the session and need a new invitation."""
    is_canceled = not cancel_invitations([session], by=by, now=now)
    session.calendar_sequence -= 1
    is_invited = not cancel_invitations([session], by=by, now=now)
    # Never a number again that has stood in an invitation: a second cancellation would count as queued already.
    session.calendar_sequence += 2
    return is_canceled or not is_invited


def _leave_joint_session(session: Session, *, today: date) -> None:
    others = Session.objects.filter(joint_id=session.joint_id).exclude(pk=session.pk).order_by("match_id")
    if session.counts_minutes and (first := others.first()):
        first.counts_minutes = True
        first.save(update_fields=["counts_minutes"])
        session.counts_minutes = False
    session.state, session.joint_id = SessionState.CANCELLED, None
    session.save(update_fields=["state", "joint_id", "counts_minutes"])
    refresh_after_sessions(session.match, {session.happens_on}, today=today)
