"""Save, change and undo the answer to "Did you meet?"."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.actions.help_requests import keep_request
from programs.actions.meeting_notes import save_private_note, save_shared_note
from programs.actions.meeting_restoring import restore_before_answer
from programs.actions.planning import cancel_session, move_session, plan_session
from programs.actions.sessions import (
    lock_match,
    record_session,
    update_session,
)
from programs.enums import MatchState, MeetingAnswer, SessionState
from programs.extensions import AFTER_SESSION_QUESTIONS
from programs.health.evaluate import evaluate_program
from programs.models import Feedback, Match, MeetingQuestion, Session
from programs.rollups.match_counts import refresh_matches
from programs.selectors.parties import Party

KEPT = ("happens_on", "state", "minutes", "starts_at", "time_zone", "calendar_sequence")
USUAL_MINUTES = 60
NOT_HELD = (SessionState.PLANNED, SessionState.MISSED)


@dataclass(frozen=True)
class MeetingReply:
    """What one side answers about one match. What the answer does not ask for is ignored."""

    answer: str
    held_on: date | None = None
    minutes: int | None = None
    moved_to: date | None = None
    # When it was or will be, where the time is known, and in which time zone it was typed.
    starts_at: datetime | None = None
    time_zone: str = ""
    rating: int | None = None
    fit: str = ""
    note: str = ""
    private_note: str = ""
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
    kept_private = question.before.get("private_note") if reply.answer == MeetingAnswer.YES else None
    if question.answer:
        restore_before_answer(question, by=by, now=now, today=today, keeps_private=bool(kept_private))
    before = _Before(question.session_id, match.sessions_known_until)
    party = Party(match, question.role)
    if reply.answer == MeetingAnswer.YES:
        session = _save_session(question, reply, before, by=by, today=today)
        before.note = save_shared_note(party, session, reply.note, by=by, at=now)
        before.private_note = save_private_note(
            party, session, reply.private_note, kept_private, by=by, at=now
        )
        before.more = {
            name: extra.save(party, data, prefix=prefix, by=by, now=now)
            for name, extra in AFTER_SESSION_QUESTIONS.items()
        }
    elif reply.answer == MeetingAnswer.MOVED:
        _move_session(question, reply, before, by=by, now=now, today=today)
    elif reply.answer == MeetingAnswer.NOT_YET:
        _set_missed(question, SessionState.MISSED, before, by=by, today=today)
    elif reply.answer == MeetingAnswer.HELP:
        request = keep_request(match, role=question.role, text=reply.help_text, now=now, today=today)
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
    restore_before_answer(question, by=by, now=now, today=today)
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
        self.note: dict[str, Any] | None = None
        self.private_note: str | None = None
        self.more: dict[str, Any] = {}

    def keep(self, session: Session) -> None:
        """Keep a session as it is, with its rows in other matches that take part in it."""
        joint = Session.objects.filter(joint_id=session.joint_id) if session.joint_id else [session]
        for row in joint:
            values = {name: getattr(row, name) for name in KEPT}
            values["happens_on"] = row.happens_on.isoformat()
            values["starts_at"] = row.starts_at.isoformat() if row.starts_at else None
            self.sessions.setdefault(str(row.pk), values)

    def stored(self, digest: str) -> dict[str, Any]:
        return {
            "digest": digest,
            "sessions": self.sessions,
            "created": self.created,
            "session": str(self.session_id) if self.session_id else None,
            "known_until": self.known_until.isoformat() if self.known_until else None,
            "feedback": self.feedback,
            "help": str(self.help_id) if self.help_id else None,
            "note": self.note,
            "private_note": self.private_note,
            "more": self.more,
        }


def _locked(question: MeetingQuestion) -> MeetingQuestion:
    # Both sides may answer at once: the match is locked first by everybody, then the question, so that a second
    # click waits for the first and finds its answer.
    # With the other matches of a joint session, in primary-key order, as moving it locks them.
    joint = Session.objects.filter(
        joint_id__in=Session.objects.filter(pk=question.session_id, joint_id__isnull=False).values("joint_id")
    )
    match_ids = {question.match_id, *joint.values_list("match_id", flat=True)}
    for match in Match.objects.filter(pk__in=match_ids).order_by("pk"):
        lock_match(match)
    questions = MeetingQuestion.objects.select_for_update(of=("self",)).select_related(
        "match__program", "match__mentor__person", "match__mentee__person", "session"
    )
    return questions.get(pk=question.pk)


def _save_session(
    question: MeetingQuestion, reply: MeetingReply, before: _Before, *, by: Actor, today: date
) -> Session:
    day = reply.held_on or question.about_on
    if day is None:
        raise ValidationError({"held_on": _("Enter the date on which you met.")})
    if day > today:
        raise ValidationError({"held_on": _("This date is in the future. Choose “We moved it” instead.")})
    session = _set_session(question, day, SessionState.HELD, reply.minutes, before, by=by, today=today)
    if reply.starts_at is not None:
        session.starts_at, session.time_zone = reply.starts_at, reply.time_zone
        session.full_clean(exclude=["organization"])
        session.save(update_fields=["starts_at", "time_zone"])
    question.session = session
    _save_feedback(question, reply, session, before, today=today)
    return session


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
    asked = question.session if question.session and question.session.state in NOT_HELD else None
    of_day = Session.objects.filter(match=question.match, happens_on=day).order_by("starts_at", "id")
    target = asked if asked and asked.happens_on == day else of_day.first() or asked
    if target is None:
        session = record_session(
            question.match, happens_on=day, state=state, minutes=minutes, by=by, today=today
        )
        before.created.append(str(session.pk))
        return session
    before.keep(target)
    if asked is not None and asked != target:
        _set_missed(question, SessionState.CANCELLED, before, by=by, today=today)
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
    question: MeetingQuestion, reply: MeetingReply, before: _Before, *, by: Actor, now: datetime, today: date
) -> None:
    """Move the session that was asked about, or plan one; calendars follow where the time is known."""
    day, session = reply.moved_to, question.session
    asked = session if session and session.state in NOT_HELD else None
    if asked is not None:
        before.keep(asked)
    if day is None:
        if asked is not None:
            cancel_session(asked, by=by, now=now)
        return
    if day < today:
        raise ValidationError({"moved_to": _("This date has passed. Choose “Yes, we met” if you met then.")})
    starts_at = reply.starts_at
    if starts_at is None and asked is not None and asked.starts_at is not None:
        starts_at = asked.starts_at + (day - asked.happens_on)
    if starts_at is None:
        _set_session(question, day, SessionState.PLANNED, None, before, by=by, today=today)
    elif asked is not None:
        move_session(
            asked,
            starts_at=starts_at,
            minutes=asked.minutes or USUAL_MINUTES,
            time_zone=reply.time_zone or asked.time_zone,
            place=asked.place,
            by=by,
            now=now,
        )
    else:
        planned = plan_session(
            [question.match],
            starts_at=starts_at,
            minutes=USUAL_MINUTES,
            time_zone=reply.time_zone,
            by=by,
            now=now,
        )
        before.created += [str(session.pk) for session in planned]


def _set_missed(question: MeetingQuestion, state: str, before: _Before, *, by: Actor, today: date) -> None:
    """Set the planned session to missed or cancelled; one that the partner has reported as held stays so."""
    session = question.session
    if session is None or session.state not in NOT_HELD:
        return
    before.keep(session)
    update_session(
        session, happens_on=session.happens_on, state=state, minutes=session.minutes, by=by, today=today
    )


def _recalculate(match: Match, today: date) -> None:
    refresh_matches(match.program_id, on=today, match_ids=[match.pk])
    evaluate_program(match.program, today=today, match_ids=[match.pk])


def _digest(reply: MeetingReply, data: Mapping[str, str]) -> str:
    """Return what tells the same answer from another one, without keeping its words.

    Keyed: whoever reads the database could otherwise try what was written.
    """
    said = json.dumps([asdict(reply), sorted(data.items())], default=str)
    return salted_hmac("programs.meeting_answer", said, algorithm="sha256").hexdigest()
