"""Save, change and undo the answer to "Did you meet?"."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.actions.sessions import record_session
from programs.enums import MatchState, MeetingAnswer, SessionState
from programs.extensions import AFTER_SESSION_QUESTIONS
from programs.health.evaluate import evaluate_program
from programs.models import Feedback, HelpRequest, Match, MeetingQuestion, Session
from programs.rollups.daily_counts import mark_dirty
from programs.rollups.match_counts import refresh_matches
from programs.selectors.parties import Party

KEPT = ("happens_on", "state", "minutes", "note")
NOT_HELD = (SessionState.PLANNED, SessionState.MISSED)


@dataclass(frozen=True)
class MeetingReply:
    """What one side answers about one match. What the answer does not ask for is ignored."""

    answer: str
    held_on: date | None = None
    minutes: int | None = None
    moved_to: date | None = None
    rating: int | None = None
    fit: str = ""
    note: str = ""
    help_text: str = ""


@transaction.atomic
def answer_meeting_question(
    question: MeetingQuestion,
    reply: MeetingReply,
    *,
    data: Mapping[str, str],
    prefix: str,
    by: Actor,
    now: datetime,
    today: date,
) -> bool:
    """Save an answer and what follows from it; return whether anything changed.

    `data` is what was posted, for the questions of upper apps. The same answer again changes nothing; another one
    replaces the first, and undoing it restores what was there before both. Refuses a match that does not go on.
    """
    question = _locked(question)
    match = question.match
    if match.state != MatchState.ACTIVE:
        raise ValidationError(_("This match has been paused or has ended."), code="not_active")
    digest = _digest(reply, {name: value for name, value in data.items() if name.startswith(prefix)})
    if question.answer and question.before.get("digest") == digest:
        return False
    if question.answer:
        _restore(question, by=by, now=now)
    before = _Before(question.session_id)
    party = Party(match, question.role)
    if reply.answer == MeetingAnswer.YES:
        _save_session(question, reply, before, by=by, today=today)
        before.more = {
            name: extra.save(party, data, prefix=prefix, by=by, now=now)
            for name, extra in AFTER_SESSION_QUESTIONS.items()
        }
    elif reply.answer == MeetingAnswer.MOVED:
        _move_session(question, reply, before, by=by, today=today)
    elif reply.answer == MeetingAnswer.NOT_YET:
        _set_planned(question, SessionState.MISSED, before)
    elif reply.answer == MeetingAnswer.HELP:
        request = HelpRequest.objects.create(
            match=match, role=question.role, text=reply.help_text, requested_at=now, requested_on=today
        )
        before.help_id = request.pk
    else:
        raise ValidationError(_("Choose an answer."), code="no_answer")
    question.answer, question.answered_at = reply.answer, now
    question.before = before.stored(digest)
    question.save(update_fields=["answer", "answered_at", "before", "session"])
    _recalculate(match, today)
    record("programs.answer_meeting_question", match, by=by)
    return True


@transaction.atomic
def undo_meeting_answer(question: MeetingQuestion, *, by: Actor, now: datetime, today: date) -> bool:
    """Restore what was there before the answer; return whether there was one.

    A session that the partner has confirmed meanwhile stays held.
    """
    question = _locked(question)
    if not question.answer:
        return False
    _restore(question, by=by, now=now)
    question.answer, question.answered_at, question.before = "", None, {}
    question.save(update_fields=["answer", "answered_at", "before", "session"])
    _recalculate(question.match, today)
    record("programs.undo_meeting_answer", question.match, by=by)
    return True


class _Before:
    """What an answer is about to change, as JSON."""

    def __init__(self, session_id: UUID | None) -> None:
        self.sessions: dict[str, dict[str, Any]] = {}
        self.created: list[str] = []
        self.session_id = session_id  # what the question was about
        self.feedback: dict[str, Any] | None = None
        self.help_id: UUID | None = None
        self.more: dict[str, Any] = {}

    def keep(self, session: Session) -> None:
        values = {name: getattr(session, name) for name in KEPT}
        values["happens_on"] = session.happens_on.isoformat()
        self.sessions.setdefault(str(session.pk), values)

    def stored(self, digest: str) -> dict[str, Any]:
        return {
            "digest": digest,
            "sessions": self.sessions,
            "created": self.created,
            "session": str(self.session_id) if self.session_id else None,
            "feedback": self.feedback,
            "help": str(self.help_id) if self.help_id else None,
            "more": self.more,
        }


def _locked(question: MeetingQuestion) -> MeetingQuestion:
    # Both sides may answer at once: the match is locked first by everybody, then the question, so that a second
    # click waits for the first and finds its answer.
    Match.objects.select_for_update().get(pk=question.match_id)
    questions = MeetingQuestion.objects.select_for_update(of=("self",)).select_related(
        "match__program", "match__mentor__person", "match__mentee__person", "session"
    )
    return questions.get(pk=question.pk)


def _save_session(
    question: MeetingQuestion, reply: MeetingReply, before: _Before, *, by: Actor, today: date
) -> None:
    day, match = reply.held_on or question.about_on, question.match
    if day is None:
        raise ValidationError({"held_on": _("Enter the date on which you met.")})
    if day > today:
        raise ValidationError({"held_on": _("This date is in the future. Choose “We moved it” instead.")})
    existing = Session.objects.filter(match=match, happens_on=day).first()
    asked = question.session
    if asked and asked.happens_on != day and asked.state in NOT_HELD:
        before.keep(asked)
        mark_dirty(match.program, asked.happens_on)
        if existing is None:
            # The same session, on another day.
            asked.happens_on = day
            asked.save(update_fields=["happens_on"])
            existing = asked
        else:
            asked.state = SessionState.CANCELLED
            asked.save(update_fields=["state"])
    if existing is not None:
        before.keep(existing)
    minutes = reply.minutes or (existing.minutes if existing else None)
    session = record_session(
        match, happens_on=day, state=SessionState.HELD, minutes=minutes, by=by, today=today
    )
    if existing is None:
        before.created.append(str(session.pk))
    if reply.note != session.note:
        session.note = reply.note
        session.full_clean(exclude=["organization"])
        session.save(update_fields=["note"])
    question.session = session
    _save_feedback(question, reply, session, before, today=today)


def _save_feedback(
    question: MeetingQuestion, reply: MeetingReply, session: Session, before: _Before, *, today: date
) -> None:
    given = Feedback.objects.filter(session=session, role=question.role).first()
    before.feedback = {
        "session": str(session.pk),
        "was": {"rating": given.rating, "fit": given.fit, "given_on": given.given_on.isoformat()}
        if given
        else None,
    }
    if reply.rating is None and not reply.fit:
        if given:
            given.delete()
        return
    feedback = given or Feedback(match=question.match, role=question.role, session=session)
    feedback.rating, feedback.fit, feedback.given_on = reply.rating, reply.fit, today
    feedback.full_clean(exclude=["organization"])
    feedback.save()


def _move_session(
    question: MeetingQuestion, reply: MeetingReply, before: _Before, *, by: Actor, today: date
) -> None:
    day, match = reply.moved_to, question.match
    if day is None:
        _set_planned(question, SessionState.CANCELLED, before)
        return
    if day < today:
        raise ValidationError({"moved_to": _("This date has passed. Choose “Yes, we met” if you met then.")})
    existing = Session.objects.filter(match=match, happens_on=day).first()
    asked = question.session if question.session and question.session.state in NOT_HELD else None
    if asked and existing is None:
        before.keep(asked)
        mark_dirty(match.program, asked.happens_on)
        asked.happens_on = day
        asked.save(update_fields=["happens_on"])
        existing = asked
    elif asked and existing != asked:
        _set_planned(question, SessionState.CANCELLED, before)
    if existing is not None:
        before.keep(existing)
    session = record_session(
        match,
        happens_on=day,
        state=SessionState.PLANNED,
        minutes=existing.minutes if existing else None,
        by=by,
        today=today,
    )
    if existing is None:
        before.created.append(str(session.pk))


def _set_planned(question: MeetingQuestion, state: str, before: _Before) -> None:
    """Set the state of the planned session; one that the partner has reported as held stays so."""
    session = question.session
    if session is None or session.state != SessionState.PLANNED:
        return
    before.keep(session)
    session.state = state
    session.save(update_fields=["state"])
    mark_dirty(question.match.program, session.happens_on)


def _restore(question: MeetingQuestion, *, by: Actor, now: datetime) -> None:
    before, match = question.before, question.match
    others = MeetingQuestion.objects.filter(match=match, answer=MeetingAnswer.YES).exclude(pk=question.pk)
    confirmed = {str(pk) for pk in others.values_list("session_id", flat=True) if pk}
    _restore_feedback(question, before.get("feedback"))
    for name, saved in before.get("more", {}).items():
        extra = AFTER_SESSION_QUESTIONS.get(name)
        if extra is not None:
            extra.undo(Party(match, question.role), saved, by=by, now=now)
    for pk in before.get("created", ()):
        if pk in confirmed:
            continue
        for session in Session.objects.filter(pk=pk, match=match):
            mark_dirty(match.program, session.happens_on)
            session.delete()
    for pk, values in before.get("sessions", {}).items():
        if pk in confirmed:
            continue
        for session in Session.objects.filter(pk=pk, match=match):
            mark_dirty(match.program, session.happens_on)
            for name in KEPT:
                setattr(session, name, values[name])
            session.happens_on = date.fromisoformat(values["happens_on"])
            session.save(update_fields=list(KEPT))
            mark_dirty(match.program, session.happens_on)
    if before.get("help"):
        HelpRequest.objects.filter(pk=before["help"], match=match).delete()
    # Read again: what was loaded with the question is what has just been restored.
    question.session = Session.objects.filter(pk=before["session"]).first() if before.get("session") else None


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


def _recalculate(match: Match, today: date) -> None:
    refresh_matches(match.program_id, on=today, match_ids=[match.pk])
    evaluate_program(match.program, today=today, match_ids=[match.pk])


def _digest(reply: MeetingReply, data: Mapping[str, str]) -> str:
    """Return what tells the same answer from another one, without keeping its words."""
    said = json.dumps([asdict(reply), sorted(data.items())], default=str)
    return hashlib.sha256(said.encode()).hexdigest()
