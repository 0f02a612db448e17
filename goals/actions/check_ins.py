"""Record, confirm and undo check-ins."""

from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from goals.actions.goals import refresh_match_of
from goals.attainment import progress_of
from goals.enums import GoalState, MeasureKind, Pace
from goals.models import CheckIn, Goal
from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor


@transaction.atomic
def record_check_in(
    goal: Goal,
    *,
    value: Decimal | None,
    pace: str,
    note: str,
    by: Actor,
    now: datetime,
    today: date,
    by_mentor: bool = False,
) -> CheckIn:
    """Record how far an agreed goal has come. Several on a day count as several; a mentor's is confirmed at once.

    The value is in the goal's unit, or in percent where the goal has no numbers; None repeats the latest one.
    """
    goal = _locked(goal)
    if goal.state != GoalState.AGREED:
        raise ValidationError(_("Check-ins are for agreed goals that are open."))
    if pace not in Pace.values:
        raise ValidationError({"pace": _("Choose on track, slower or stuck.")})
    check_in = CheckIn(
        goal=goal,
        program=goal.match.program,
        checked_on=today,
        value=value if _has_numbers(goal) else None,
        progress_percent=_percent(goal, value),
        pace=pace,
        is_stuck=pace == Pace.STUCK,
        note=note.strip(),
        created_at=now,
        confirmed_at=now if by_mentor else None,
    )
    check_in.full_clean(exclude=["organization"])
    check_in.save()
    _follow(goal, today=today)
    record("goals.record_check_in", goal.match, by=by, values={"pace": str(pace)})
    return check_in


@transaction.atomic
def confirm_check_in(check_in: CheckIn, *, by: Actor, now: datetime) -> CheckIn:
    """Confirm a check-in as the mentor. Twice changes nothing."""
    if check_in.confirmed_at is None:
        check_in.confirmed_at = now
        check_in.save(update_fields=["confirmed_at"])
        record("goals.confirm_check_in", check_in.goal.match, by=by)
    return check_in


@transaction.atomic
def undo_check_in(check_in: CheckIn, *, by: Actor, today: date) -> None:
    """Take a check-in back; the goal is as it was before."""
    goal = _locked(check_in.goal)
    check_in.delete()
    _follow(goal, today=today)
    record("goals.undo_check_in", goal.match, by=by)


def _follow(goal: Goal, *, today: date) -> None:
    latest = CheckIn.objects.filter(goal=goal).order_by("-checked_on", "-created_at", "-id").first()
    goal.progress_percent = latest.progress_percent if latest else 0
    goal.last_check_in_on = latest.checked_on if latest else None
    goal.is_stuck = latest.is_stuck if latest else False
    goal.current_value = latest.value if latest and latest.value is not None else goal.baseline
    goal.save(update_fields=["progress_percent", "last_check_in_on", "is_stuck", "current_value"])
    refresh_match_of(goal, today=today)


def _has_numbers(goal: Goal) -> bool:
    return goal.kind != MeasureKind.DONE and goal.baseline is not None and goal.target is not None


def _percent(goal: Goal, value: Decimal | None) -> int:
    if value is None:
        return goal.progress_percent
    if _has_numbers(goal):
        return progress_of(value, baseline=goal.baseline, target=goal.target)
    if not 0 <= value <= 100:
        raise ValidationError({"value": _("Enter a percentage from 0 to 100.")})
    return int(value)


def _locked(goal: Goal) -> Goal:
    """Lock a goal. The race: both sides check in at once."""
    locked = Goal.objects.select_for_update(of=("self",)).get(pk=goal.pk)
    locked.match = goal.match
    return locked
