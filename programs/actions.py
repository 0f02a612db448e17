"""Every write of programs."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.enums import Health, ProgramState, SessionState
from programs.exports import matches_csv
from programs.health.evaluate import evaluate_program
from programs.models import AwayPeriod, Match, Participant, Program, QuietPeriod, SavedView, Session
from programs.rollups.daily_counts import mark_dirty
from programs.rollups.match_counts import refresh_matches
from programs.selectors.matches import Asked

Period = tuple[date, date, str]
OVERRIDES = (Health.ON_TRACK, Health.ATTENTION, Health.AT_RISK)


@transaction.atomic
def create_program(
    *,
    name: str,
    starts_on: date,
    ends_on: date | None,
    cadence_days: int,
    by: Actor,
    purpose: str = "",
    quiet_periods: Sequence[Period] = (),
    state: str = ProgramState.RUNNING,
) -> Program:
    """Make a program with its quiet weeks. Refuses a name that is taken and an end before the start."""
    program = Program(
        name=name,
        purpose=purpose,
        starts_on=starts_on,
        ends_on=ends_on,
        cadence_days=cadence_days,
        state=state,
    )
    program.full_clean(exclude=["organization"])
    program.save()
    _set_quiet_periods(program, quiet_periods)
    record("programs.create_program", program, by=by, label=program.name, values=_public(program))
    return program


@transaction.atomic
def update_program(
    program: Program,
    *,
    name: str,
    starts_on: date,
    ends_on: date | None,
    cadence_days: int,
    state: str,
    by: Actor,
    today: date,
    purpose: str = "",
    quiet_periods: Sequence[Period] = (),
) -> None:
    """Change a program and work out again what depends on it."""
    program.name, program.purpose, program.state = name, purpose, state
    program.starts_on, program.ends_on, program.cadence_days = starts_on, ends_on, cadence_days
    program.full_clean(exclude=["organization"])
    program.save()
    _set_quiet_periods(program, quiet_periods)
    evaluate_program(program, today=today)
    record("programs.update_program", program, by=by, label=program.name, values=_public(program))


@transaction.atomic
def override_health(
    match: Match, *, health: str, reason: str, review_on: date, by: Actor, today: date
) -> None:
    """Let a person judge a match instead of the rules, with a reason and a day on which to look again."""
    if health not in OVERRIDES:
        raise ValidationError({"override": _("Choose on track, needs attention or at risk.")})
    if not reason.strip():
        raise ValidationError(
            {"override_reason": _("Say why, so that a colleague understands it in a month.")}
        )
    if review_on <= today:
        raise ValidationError({"override_review_on": _("Choose a day after today on which to look again.")})
    match = Match.objects.select_for_update().get(pk=match.pk)
    if match.health == Health.FINISHED:
        raise ValidationError(_("This match is finished. There is nothing left to judge."))
    match.override, match.override_reason, match.override_review_on = health, reason.strip(), review_on
    match.overridden_by = by.membership
    match.health = health
    match.full_clean(exclude=["organization"])
    match.save(update_fields=["override", "override_reason", "override_review_on", "overridden_by", "health"])
    record(
        "programs.override_health",
        match,
        by=by,
        values={"health": health, "review_on": review_on.isoformat()},
    )


@transaction.atomic
def clear_override(match: Match, *, by: Actor) -> None:
    """Let the rules speak again."""
    match = Match.objects.select_for_update().get(pk=match.pk)
    if not match.override:
        return
    match.override, match.override_reason, match.override_review_on, match.overridden_by = "", "", None, None
    match.health = match.worked_out_health
    match.save(update_fields=["override", "override_reason", "override_review_on", "overridden_by", "health"])
    record("programs.clear_override", match, by=by)


@transaction.atomic
def record_session(
    match: Match, *, happens_on: date, state: str, by: Actor, today: date, minutes: int | None = None
) -> Session:
    """Write down a session of a match; one on the same day is changed. Health follows at once."""
    if state != SessionState.PLANNED and happens_on > today:
        raise ValidationError({"happens_on": _("This day has not come yet. Plan the session instead.")})
    match = Match.objects.select_for_update().select_related("program").get(pk=match.pk)
    session = Session.objects.filter(match=match, happens_on=happens_on).first() or Session(
        match=match, program=match.program, happens_on=happens_on
    )
    session.state, session.minutes = state, minutes
    session.full_clean(exclude=["organization"])
    session.save()
    mark_dirty(match.program, happens_on)
    _follow(match.program, [match.pk], today)
    record("programs.record_session", session, by=by, values={"state": state, "on": happens_on.isoformat()})
    return session


@transaction.atomic
def set_away(
    participant: Participant, *, starts_on: date, ends_on: date, by: Actor, today: date
) -> AwayPeriod:
    """Stop the clocks of somebody's matches for the days on which they are away."""
    period = AwayPeriod(participant=participant, starts_on=starts_on, ends_on=ends_on)
    period.full_clean(exclude=["organization"])
    period.save()
    program = participant.program
    evaluate_program(program, today=today)
    record("programs.set_away", participant, by=by, fields=["starts_on", "ends_on"])
    return period


@transaction.atomic
def save_view(program: Program, *, name: str, query: str, by: Actor) -> SavedView:
    """Keep a list's filters under a name, for the member who asks."""
    view = SavedView(program=program, membership=by.membership, name=name.strip(), query=query)
    view.full_clean(exclude=["organization"])
    view.save()
    return view


@transaction.atomic
def delete_view(view: SavedView, *, by: Actor) -> None:
    view.delete()


@transaction.atomic
def export_matches(program: Program, asked: Asked, *, by: Actor) -> str:
    """Return the matches that were asked for as CSV, and write down that they were taken."""
    text, rows = matches_csv(program, asked)
    filters = sorted(name for name in ("health", "q", "only") if getattr(asked, name))
    values = {"rows": rows, "filters": filters}
    record("programs.export_matches", program, by=by, label=program.name, values=values)
    return text


def _set_quiet_periods(program: Program, periods: Sequence[Period]) -> None:
    QuietPeriod.objects.filter(program=program).delete()
    for starts_on, ends_on, reason in periods:
        period = QuietPeriod(program=program, starts_on=starts_on, ends_on=ends_on, reason=reason)
        period.full_clean(exclude=["organization"])
        period.save()


def _follow(program: Program, match_ids: list[UUID], today: date) -> None:
    # Logged here, so it is known up to today.
    if program.sessions_known_until and program.sessions_known_until < today:
        program.sessions_known_until = today
        program.save(update_fields=["sessions_known_until"])
    refresh_matches(program.pk, on=today, match_ids=match_ids)
    evaluate_program(program, today=today, match_ids=match_ids)


def _public(program: Program) -> dict[str, str]:
    return {
        "state": str(program.state),
        "starts_on": program.starts_on.isoformat(),
        "ends_on": program.ends_on.isoformat() if program.ends_on else "",
        "cadence_days": str(program.cadence_days),
    }
