"""Create, agree on, change and close goals."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from goals.actions.refresh import count_goals
from goals.attainment import attainment_of, exceeded_from
from goals.emails import ask_to_agree
from goals.enums import Attainment, Direction, GoalState, MeasureKind, Pace
from goals.models import CheckIn, Goal, GoalAgreement, Objective
from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.enums import ParticipantRole
from programs.health.evaluate import evaluate_program
from programs.models import Match, Program
from programs.rollups.daily_counts import mark_dirty
from programs.selectors.parties import Party

EDITABLE = (
    "owner", "title", "skill", "kind", "direction", "measure", "unit", "baseline", "target", "support", "obstacles",
    "in_reach", "relevance", "objective_id", "due_on",
)  # fmt: skip
OPEN = (GoalState.DRAFT, GoalState.PROPOSED, GoalState.AGREED)


@transaction.atomic
def create_goal(party: Party, *, values: Mapping[str, Any], by: Actor, today: date) -> Goal:
    """Create a draft with the answers given so far. Only the two of the match see it."""
    if not party.is_current:
        raise ValidationError(_("This match has ended, so goals can no longer be added."))
    goal = Goal(match=party.match, state=GoalState.DRAFT)
    _set(goal, values, today=today)
    goal.save()
    record("goals.create_goal", party.match, by=by)
    return goal


@transaction.atomic
def update_goal(goal: Goal, *, values: Mapping[str, Any], by: Actor, today: date) -> Goal:
    """Change answers of a goal that is not agreed yet. Whoever had agreed is asked again.

    Which objective a goal serves can be chosen at any time: it changes nothing of what was agreed.
    """
    goal = _locked(goal)
    if set(values) == {"objective_id"} and goal.state != GoalState.DRAFT:
        _set(goal, values, today=today)
        goal.save(update_fields=["objective"])
        record("goals.update_goal", goal.match, by=by)
        return goal
    if goal.state not in (GoalState.DRAFT, GoalState.PROPOSED):
        raise ValidationError(_("This goal is agreed. Extend, replace or drop it instead."))
    _set(goal, values, today=today)
    goal.save()
    for agreement in GoalAgreement.objects.filter(goal=goal):
        agreement.agreed_at, agreement.link_version = None, agreement.link_version + 1
        agreement.save(update_fields=["agreed_at", "link_version"])
    record("goals.update_goal", goal.match, by=by)
    return goal


@transaction.atomic
def delete_draft(goal: Goal, *, by: Actor) -> None:
    """Delete a goal that nobody has been asked to agree on."""
    goal = _locked(goal)
    if goal.state != GoalState.DRAFT:
        raise ValidationError(_("Only a draft can be deleted. Drop this goal instead."))
    record("goals.delete_draft", goal.match, by=by)
    goal.delete()


@transaction.atomic
def propose_goal(goal: Goal, *, party: Party, by: Actor, now: datetime, today: date) -> Goal:
    """Agree for one side and ask the other by email. Refuses a goal that cannot be told to be met."""
    goal = _locked(goal)
    if goal.state not in (GoalState.DRAFT, GoalState.PROPOSED):
        raise ValidationError(_("This goal is agreed already."))
    _require_complete(goal, today=today)
    goal.state = GoalState.PROPOSED
    goal.save(update_fields=["state"])
    _agree(goal, party.role, now)
    other = _agreement(goal, party.partner.role)
    if other.agreed_at is None:
        other.asked_at = now
        other.save(update_fields=["asked_at"])
        ask_to_agree(other, party=party.partner, by=by)
    return _start_if_both_agreed(goal, by=by, today=today)


@transaction.atomic
def agree_goal(goal: Goal, *, role: str, by: Actor, now: datetime, today: date) -> Goal:
    """Agree for one side. Once both have, the goal starts and its thresholds are fixed. Twice changes nothing."""
    goal = _locked(goal)
    if goal.state == GoalState.AGREED:
        return goal
    if goal.state != GoalState.PROPOSED:
        raise ValidationError(_("This goal is not open for agreement."))
    _require_complete(goal, today=today)
    _agree(goal, role, now)
    return _start_if_both_agreed(goal, by=by, today=today)


@transaction.atomic
def extend_goal(goal: Goal, *, due_on: date, reason: str, by: Actor, today: date) -> Goal:
    """Give an agreed goal more time. Measure and thresholds stay."""
    goal = _locked(goal)
    if goal.state != GoalState.AGREED:
        raise ValidationError(_("Only an agreed goal can be extended."))
    if goal.due_on is not None and due_on <= goal.due_on:
        raise ValidationError({"due_on": _("Choose a date after the current one.")})
    _check_date(due_on, goal.match.program, today=today)
    goal.due_on, goal.close_reason = due_on, reason.strip()
    goal.full_clean(exclude=["organization"])
    goal.save(update_fields=["due_on", "close_reason"])
    record("goals.extend_goal", goal.match, by=by)
    return goal


@transaction.atomic
def close_goal(
    goal: Goal, *, state: str, reason: str, by: Actor, now: datetime, today: date, by_mentor: bool = False
) -> Goal:
    """Close an agreed goal as met, replaced or dropped; the last two need a reason.

    The attainment follows from the latest value and the thresholds; a goal that is done or not is met when its owner
    says so, which is its last check-in. Where the mentor says that a goal is met, that check-in is confirmed.
    """
    goal = _locked(goal)
    if goal.state != GoalState.AGREED:
        raise ValidationError(_("This goal is not open."))
    if state not in (GoalState.MET, GoalState.REPLACED, GoalState.DROPPED):
        raise ValidationError({"state": _("Choose met, replaced or dropped.")})
    if state != GoalState.MET and not reason.strip():
        raise ValidationError({"reason": _("Say why, in a few words.")})
    level = attainment_now(goal)
    if state == GoalState.MET and level == Attainment.NOT_MET and goal.kind != MeasureKind.DONE:
        raise ValidationError(
            {"state": _("The target is not reached yet. Check in first, or extend the goal.")}
        )
    if state == GoalState.MET and goal.kind == MeasureKind.DONE:
        level, goal.progress_percent = Attainment.MET.value, 100
    goal.state, goal.closed_on, goal.close_reason, goal.attainment = state, today, reason.strip(), level
    goal.met_on = today if state == GoalState.MET else None
    goal.full_clean(exclude=["organization"])
    goal.save()
    if state == GoalState.MET:
        _complete_check_ins(goal, now=now, today=today, by_mentor=by_mentor)
    refresh_match_of(goal, today=today)
    record("goals.close_goal", goal.match, by=by, values={"state": str(state)})
    return goal


def _complete_check_ins(goal: Goal, *, now: datetime, today: date, by_mentor: bool) -> None:
    latest = CheckIn.objects.filter(goal=goal).order_by("-checked_on", "-created_at", "-id").first()
    if latest is None or (goal.kind == MeasureKind.DONE and latest.progress_percent < 100):
        latest = CheckIn(goal=goal, program=goal.match.program, checked_on=today, progress_percent=100,
                         value=goal.current_value, pace=Pace.ON_TRACK, created_at=now)  # fmt: skip
        goal.last_check_in_on, goal.is_stuck = today, False
        goal.save(update_fields=["last_check_in_on", "is_stuck"])
    if by_mentor:
        latest.confirmed_at = latest.confirmed_at or now
    latest.save()


def attainment_now(goal: Goal) -> str:
    """Return the level that the latest value reaches; a goal without numbers is met at 100 percent."""
    if goal.baseline is None or goal.target is None or goal.current_value is None:
        return (Attainment.MET if goal.progress_percent >= 100 else Attainment.NOT_MET).value
    return attainment_of(
        goal.current_value, baseline=goal.baseline, target=goal.target, exceeded_at=goal.exceeded_from
    )


def refresh_match_of(goal: Goal, *, today: date) -> None:
    """Recalculate the counts and the health of the goal's match."""
    mark_dirty(goal.match.program, today)
    count_goals(goal.match.program_id, match_ids=[goal.match_id])
    evaluate_program(goal.match.program, today=today, match_ids=[goal.match_id])


def _set(goal: Goal, values: Mapping[str, Any], *, today: date) -> None:
    for name in EDITABLE:
        if name in values:
            setattr(goal, name, values[name])
    if goal.kind == MeasureKind.DONE:
        goal.baseline, goal.target, goal.unit = None, None, ""
    if goal.baseline is not None and goal.target is not None:
        if goal.target == goal.baseline:
            raise ValidationError({"target": _("The target is the same as today's value.")})
        if (goal.target > goal.baseline) != (goal.direction == Direction.RAISE):
            raise ValidationError({"target": _("The target lies in the other direction.")})
    if "due_on" in values and goal.due_on is not None:
        _check_date(goal.due_on, goal.match.program, today=today)
    if values.get("objective_id") is not None and not (
        Objective.objects.filter(pk=goal.objective_id, program=goal.match.program_id).exists()
    ):
        raise ValidationError({"objective_id": _("Choose an objective of this program.")})
    goal.full_clean(exclude=["organization"])


def _check_date(due_on: date, program: Program, *, today: date) -> None:
    if due_on <= today:
        raise ValidationError({"due_on": _("This date has passed.")})
    if program.ends_on is not None and due_on > program.ends_on:
        raise ValidationError({"due_on": _("This is after the program ends.")})


def _require_complete(goal: Goal, *, today: date) -> None:
    missing = {}
    if goal.kind != MeasureKind.DONE and (goal.baseline is None or goal.target is None):
        missing["target"] = _("Say how you will tell: today's value and the target.")
    if not goal.measure.strip():
        missing["measure"] = _("Say what is measured.")
    if goal.due_on is None:
        missing["due_on"] = _("Say by when.")
    if missing:
        raise ValidationError(missing)
    _check_date(goal.due_on, goal.match.program, today=today)


def _agreement(goal: Goal, role: str) -> GoalAgreement:
    return GoalAgreement.objects.get_or_create(goal=goal, role=role)[0]


def _agree(goal: Goal, role: str, now: datetime) -> None:
    agreement = _agreement(goal, role)
    agreement.agreed_at = agreement.agreed_at or now
    agreement.save(update_fields=["agreed_at"])


def _start_if_both_agreed(goal: Goal, *, by: Actor, today: date) -> Goal:
    agreed = GoalAgreement.objects.filter(goal=goal, agreed_at__isnull=False).count()
    record("goals.agree_goal", goal.match, by=by)
    if agreed < len(ParticipantRole):
        return goal
    goal.state, goal.agreed_on, goal.current_value = GoalState.AGREED, today, goal.baseline
    goal.exceeded_from = exceeded_from(kind=goal.kind, baseline=goal.baseline, target=goal.target)
    goal.save(update_fields=["state", "agreed_on", "current_value", "exceeded_from"])
    refresh_match_of(goal, today=today)
    return goal


def _locked(goal: Goal) -> Goal:
    """Lock a goal. The race: both sides agree, check in or close at once."""
    locked = Goal.objects.select_for_update(of=("self",)).get(pk=goal.pk)
    locked.match = (
        goal.match if goal.match.program_id else Match.objects.select_related("program").get(pk=goal.match_id)
    )
    return locked
