"""Restore what was there before an answer to "Did you meet?"."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from mentoring.tenancy.actor import Actor
from programs.actions.meeting_notes import restore_notes
from programs.actions.planning import withdraw_session
from programs.actions.sessions import delete_session, restore_session
from programs.enums import MeetingAnswer, SessionState
from programs.extensions import AFTER_SESSION_QUESTIONS
from programs.models import Feedback, HelpRequest, Match, MeetingQuestion, Session
from programs.selectors.parties import Party
from programs.session_emails import cancel_invitations, queue_invitations


def restore_before_answer(
    question: MeetingQuestion, *, by: Actor, now: datetime, today: date, keeps_private: bool = False
) -> None:
    """Restore sessions, feedback, notes and requests, and what upper apps saved. The caller saves the question.

    `keeps_private`: the private note stays, because another answer follows, and its page did not show the note.
    """
    before, match = question.before, question.match
    others = MeetingQuestion.objects.filter(match=match, answer=MeetingAnswer.YES).exclude(pk=question.pk)
    confirmed = {str(pk) for pk in others.values_list("session_id", flat=True) if pk}
    _restore_feedback(question, before.get("feedback"))
    restore_notes(before, answered_at=question.answered_at, by=by, now=now, keeps_private=keeps_private)
    for name, saved in before.get("more", {}).items():
        extra = AFTER_SESSION_QUESTIONS.get(name)
        if extra is not None:
            extra.undo(Party(match, question.role), saved, by=by, now=now)
    touched = {*before.get("created", ()), *before.get("sessions", {})} - confirmed
    told = []
    for session in Session.objects.filter(pk__in=touched).select_related("match__program").order_by("pk"):
        values = before["sessions"].get(str(session.pk))
        if values is not None:
            restored, was_told = _restore_session(session, values, by=by, now=now, today=today)
            told += [restored] if was_told else []
        elif session.starts_at is None or session.state == SessionState.HELD:
            delete_session(session, by=by, today=today)
        else:
            withdraw_session(session, by=by, now=now)
    if told:
        queue_invitations(told, by=by)
    if before.get("known_until") and not confirmed:
        Match.objects.filter(pk=match.pk).update(sessions_known_until=before["known_until"])
    if before.get("help"):
        HelpRequest.objects.filter(pk=before["help"], match=match).delete()
    # Read again: what was loaded with the question is what has just been restored.
    question.session = Session.objects.filter(pk=before["session"]).first() if before.get("session") else None


def _restore_session(
    session: Session, values: Mapping[str, Any], *, by: Actor, now: datetime, today: date
) -> tuple[Session, bool]:
    """Restore a session; return it, and whether calendars have been told of the change and must be told again."""
    is_changed = session.calendar_sequence != values["calendar_sequence"]
    was_told = (
        is_changed and session.starts_at is not None and not cancel_invitations([session], by=by, now=now)
    )
    starts_at = values["starts_at"]
    restored = {
        **values,
        "happens_on": date.fromisoformat(values["happens_on"]),
        "starts_at": datetime.fromisoformat(starts_at) if starts_at else None,
        # Never a number again that has stood in an invitation.
        "calendar_sequence": session.calendar_sequence + is_changed,
    }
    return restore_session(session.match, session.pk, restored, by=by, today=today), was_told


def _restore_feedback(question: MeetingQuestion, feedback: Mapping[str, Any] | None) -> None:
    if not feedback:
        return
    given = Feedback.objects.filter(session=feedback["session"], role=question.role)
    was = feedback["was"]
    if was is None:
        given.delete()
    elif not given.update(**was):
        Feedback.objects.create(
            match=question.match, role=question.role, session_id=feedback["session"], **was
        )
