"""Match two participants, and pause, end and reopen matches.

None of this sends an email, except that the end of a match cancels its planned sessions in calendars.
"""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.actions.ending_sessions import cancel_planned_sessions, plan_sessions_again
from programs.actions.pair_rules import locked_pair, refuse_full, refuse_pair
from programs.enums import MatchChangeKind, MatchState, ProgramState
from programs.health.evaluate import evaluate_program
from programs.locks import share_program
from programs.models import Match, MatchChange, Participant, Program
from programs.signals import matches_changed

STATE_FIELDS = ("state", "ended_on", "end_reason", "paused_until")
PAUSING = (MatchChangeKind.PAUSED, MatchChangeKind.ENDED)


@transaction.atomic
def create_match(
    program: Program, *, mentor: Participant, mentee: Participant, by: Actor, today: date, started_on: date
) -> Match:
    """Match two participants of a program. They are introduced from that day on, without an email.

    Refuses what `refuse_pair` says, and a mentor without a free place.
    """
    if program.state == ProgramState.CLOSED:
        raise ValidationError(_("This program is closed."))
    if started_on > today:
        raise ValidationError({"started_on": _("Enter today or an earlier date.")})
    share_program(program.pk)
    mentor, mentee = locked_pair(mentor.pk, mentee.pk)
    refuse_pair(program, mentor, mentee, today)
    refuse_full(mentor)
    match = Match(program=program, mentor=mentor, mentee=mentee, started_on=started_on)
    match.full_clean(exclude=["organization"])
    match.save()
    evaluate_program(program, today=today, match_ids=[match.pk])
    record("programs.create_match", match, by=by, values={"on": started_on.isoformat()})
    match.refresh_from_db()
    return match


@transaction.atomic
def pause_match(
    match: Match, *, until: date, reason: str, by: Actor, at: datetime, today: date
) -> MatchChange:
    """Pause an active match up to and including a day. Its deadlines and reminders are paused as well."""
    if until < today:
        raise ValidationError({"until": _("Enter today or a later date.")})
    match = _locked(match)
    if match.state != MatchState.ACTIVE:
        raise ValidationError(_("Only active matches can be paused."))
    change = _change(match, MatchChangeKind.PAUSED, reason, by=by, at=at, today=today, until=until)
    match.state, match.paused_until = MatchState.PAUSED, until
    return _save(match, change, by=by, today=today)


@transaction.atomic
def end_match(
    match: Match, *, reason: str, by: Actor, at: datetime, today: date, ended_on: date | None = None
) -> MatchChange:
    """End a match, today or on an earlier day, and cancel its sessions still to come."""
    match = _locked(match)
    day = ended_on or today
    if match.state not in (MatchState.ACTIVE, MatchState.PAUSED):
        raise ValidationError(_("This match has ended already."))
    if not match.started_on <= day <= today:
        raise ValidationError({"ended_on": _("Enter a date from the start of the match to today.")})
    change = _change(match, MatchChangeKind.ENDED, reason, by=by, at=at, today=day)
    change.before["sessions"] = cancel_planned_sessions(match, by=by, now=at, today=today)
    match.state, match.ended_on, match.end_reason = MatchState.ENDED, day, change.reason
    match.paused_until = None
    return _save(match, change, by=by, today=today)


@transaction.atomic
def reopen_match(match: Match, *, reason: str, by: Actor, at: datetime, today: date) -> MatchChange:
    """Make a paused or ended match active again. The time in between does not count towards its deadlines.

    Refuses an ended match whose mentor has no free place left.
    """
    share_program(match.program_id)
    mentor, _mentee = locked_pair(match.mentor_id, match.mentee_id)
    match = _locked(match)
    if match.state == MatchState.ENDED:
        refuse_full(mentor)
    elif match.state != MatchState.PAUSED:
        raise ValidationError(_("This match is active already."))
    change = _change(match, MatchChangeKind.REOPENED, reason, by=by, at=at, today=today)
    last = MatchChange.objects.filter(match=match, kind__in=PAUSING).order_by("-made_at").first()
    if last is not None:
        change.before["change"] = {"id": str(last.pk), "until": last.until and last.until.isoformat()}
        last.until = date.fromordinal(today.toordinal() - 1)
        last.save(update_fields=["until"])
    match.state, match.ended_on, match.end_reason, match.paused_until = MatchState.ACTIVE, None, "", None
    return _save(match, change, by=by, today=today)


@transaction.atomic
def undo_match_change(change: MatchChange, *, by: Actor, at: datetime, today: date) -> None:
    """Take back the last change of a match. Refuses when the match was changed again since."""
    match = _locked(change.match)
    latest = MatchChange.objects.filter(match=match).order_by("-made_at", "-id").first()
    if latest is None or latest.pk != change.pk:
        raise ValidationError(_("This match was changed again since, so this cannot be undone."))
    before = dict(latest.before)
    earlier, sessions = before.pop("change", None), before.pop("sessions", [])
    if earlier:
        MatchChange.objects.filter(pk=earlier["id"]).update(until=_day(earlier["until"]))
    if latest.kind == MatchChangeKind.ENDED:
        mentor, _mentee = locked_pair(match.mentor_id, match.mentee_id)
        refuse_full(mentor)
    match.state, match.end_reason = before["state"], before["end_reason"]
    match.ended_on, match.paused_until = _day(before["ended_on"]), _day(before["paused_until"])
    match.save(update_fields=STATE_FIELDS)
    plan_sessions_again(sessions, by=by, now=at, today=today)
    latest.delete()
    evaluate_program(match.program, today=today, match_ids=[match.pk])
    record("programs.undo_match_change", match, by=by)


@transaction.atomic
def resume_due_matches(program: Program, *, by: Actor, today: date) -> int:
    """Make matches active whose pause is over; return their number. The program is locked by the caller."""
    due = Match.objects.filter(program=program, state=MatchState.PAUSED, paused_until__lt=today)
    matches = list(due.order_by("id").select_for_update(of=("self",)))
    for match in matches:
        match.state, match.paused_until = MatchState.ACTIVE, None
        match.save(update_fields=["state", "paused_until"])
        record("programs.resume_match", match, by=by)
    return len(matches)


def _locked(match: Match) -> Match:
    share_program(match.program_id)
    return Match.objects.select_for_update(of=("self",)).select_related("program").get(pk=match.pk)


def _change(
    match: Match,
    kind: str,
    reason: str,
    *,
    by: Actor,
    at: datetime,
    today: date,
    until: date | None = None,
) -> MatchChange:
    if not reason.strip():
        raise ValidationError({"reason": _("Enter a reason.")})
    before: dict[str, Any] = {name: getattr(match, name) for name in STATE_FIELDS}
    for name in ("ended_on", "paused_until"):
        before[name] = before[name] and before[name].isoformat()
    return MatchChange(
        match=match,
        kind=kind,
        changed_on=today,
        until=until,
        reason=reason.strip(),
        made_at=at,
        made_by=by.membership,
        before=before,
    )


def _save(match: Match, change: MatchChange, *, by: Actor, today: date) -> MatchChange:
    change.full_clean(exclude=["organization"])
    change.save()
    match.save(update_fields=STATE_FIELDS)
    evaluate_program(match.program, today=today, match_ids=[match.pk])
    action = {
        MatchChangeKind.PAUSED: "pause_match",
        MatchChangeKind.ENDED: "end_match",
        MatchChangeKind.REOPENED: "reopen_match",
    }[MatchChangeKind(change.kind)]
    values = {"on": change.changed_on.isoformat()}
    if change.until:
        values["until"] = change.until.isoformat()
    record(f"programs.{action}", match, by=by, values=values, fields=["reason"])
    if change.kind == MatchChangeKind.ENDED:
        matches_changed.send(sender=Match, program_id=match.program_id)
    return change


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
