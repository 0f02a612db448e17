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
from programs.actions.sessions import delete_session, record_session, restore_session, update_session
from programs.enums import MatchState, MeetingAnswer, SessionState
from programs.extensions import AFTER_SESSION_QUESTIONS
from programs.health.evaluate import evaluate_program
from programs.locks import share_program
from programs.models import Feedback, HelpRequest, Match, MeetingQuestion, Session
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
        _restore(question, by=by, now=now, today=today)
    before = _Before(question.session_id, match.sessions_known_until)
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
        _cancel_planned(question, SessionState.MISSED, before, by=by, today=today)
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
    _restore(question, by=by, now=now, today=today)
    question.answer, question.answered_at, question.before = "", None, {}
    question.save(update_fields=["answer", "answered_at", "before", "session"])
    _recalculate(question.match, today)
    record("programs.undo_meeting_answer", question.match, by=by)
    return True


class _Before:
    """What an answer is about to change, as JSON."""

    def __init__(self, session_id: UUID | None, known_until: date | None) -> None:
        self.sessions: dict[str, dict[str, Any]] = {}
        self.created: list[str] = []
        self.session_id = session_id  # what the question was about
        self.known_until = known_until
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
            "known_until": self.known_until.isoformat() if self.known_until else None,
            "feedback": self.feedback,
            "help": str(self.help_id) if self.help_id else None,
            "more": self.more,
        }


def _locked(question: MeetingQuestion) -> MeetingQuestion:
    # Both sides may answer at once: the match is locked first by everybody, then the question, so that a second
    # click waits for the first and finds its answer.
    share_program(question.match.program_id)
    Match.objects.select_for_update(of=("self",)).get(pk=question.match_id)
    questions = MeetingQuestion.objects.select_for_update(of=("self",)).select_related(
        "match__program", "match__mentor__person", "match__mentee__person", "session"
    )
    return questions.get(pk=question.pk)


def _save_session(
    question: MeetingQuestion, reply: MeetingReply, before: _Before, *, by: Actor, today: date
) -> None:
    day = reply.held_on or question.about_on
    if day is None:
        raise ValidationError({"held_on": _("Enter the date on which you met.")})
    if day > today:
        raise ValidationError({"held_on": _("This date is in the future. Choose “We moved it” instead.")})
    session = _set_session(question, day, SessionState.HELD, reply.minutes, before, by=by, today=today)
    if reply.note != session.note:
        session.note = reply.note
        session.full_clean(exclude=["organization"])
        session.save(update_fields=["note"])
    question.session = session
    _save_feedback(question, reply, session, before, today=today)


def _set_session(
    question: MeetingQuestion,
    day: date,
    state: str,
    minutes: int | None,
    before: _Before,
    *,
    by: Actor,
    today: date,
) -> Session:
    """Set the session of that day; without one, the session that was asked about moves there, or one is made."""
    existing = Session.objects.filter(match=question.match, happens_on=day).first()
    asked = question.session if question.session and question.session.state in NOT_HELD else None
    target = existing or asked
    if target is None:
        session = record_session(
            question.match, happens_on=day, state=state, minutes=minutes, by=by, today=today
        )
        before.created.append(str(session.pk))
        return session
    before.keep(target)
    if asked is not None and asked != target:
        _cancel_planned(question, SessionState.CANCELLED, before, by=by, today=today)
    return update_session(
        target, happens_on=day, state=state, minutes=minutes or target.minutes, by=by, today=today
    )


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
    day = reply.moved_to
    if day is None:
        _cancel_planned(question, SessionState.CANCELLED, before, by=by, today=today)
        return
    if day < today:
        raise ValidationError({"moved_to": _("This date has passed. Choose “Yes, we met” if you met then.")})
    _set_session(question, day, SessionState.PLANNED, None, before, by=by, today=today)


def _cancel_planned(
    question: MeetingQuestion, state: str, before: _Before, *, by: Actor, today: date
) -> None:
    """Set the planned session to missed or cancelled; one that the partner has reported as held stays so."""
    session = question.session
    if session is None or session.state not in NOT_HELD:
        return
    before.keep(session)
    update_session(
        session, happens_on=session.happens_on, state=state, minutes=session.minutes, by=by, today=today
    )


def _restore(question: MeetingQuestion, *, by: Actor, now: datetime, today: date) -> None:
    before, match = question.before, question.match
    others = MeetingQuestion.objects.filter(match=match, answer=MeetingAnswer.YES).exclude(pk=question.pk)
    confirmed = {str(pk) for pk in others.values_list("session_id", flat=True) if pk}
    _restore_feedback(question, before.get("feedback"))
    for name, saved in before.get("more", {}).items():
        extra = AFTER_SESSION_QUESTIONS.get(name)
        if extra is not None:
            extra.undo(Party(match, question.role), saved, by=by, now=now)
    touched = {*before.get("created", ()), *before.get("sessions", {})} - confirmed
    for session in Session.objects.filter(match=match, pk__in=touched).order_by("pk"):
        values = before["sessions"].get(str(session.pk))
        if values is None:
            delete_session(session, by=by, today=today)
        else:
            day = date.fromisoformat(values["happens_on"])
            restore_session(match, session.pk, {**values, "happens_on": day}, by=by, today=today)
    if before.get("known_until") and not confirmed:
        Match.objects.filter(pk=match.pk).update(sessions_known_until=before["known_until"])
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
