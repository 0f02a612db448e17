"""Write, confirm and restore action plans. Only the mentor does; the mentee ticks off actions (plan_ticks.py)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from goals.actions.refresh import copied_from
from goals.enums import ActionOwner, RevisionKind
from goals.models import ActionPlan, Goal, PlanAction, PlanRevision
from goals.plan_changes import MOST_ACTIONS, Entry, changes_between, counted
from goals.selectors.plans import entries_of, revision_entries
from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.health.evaluate import evaluate_program
from programs.models import Match
from programs.selectors.parties import Party


class PlanSavedMeanwhile(ValidationError):
    """Somebody saved the plan after `base` was read: `theirs` is what it says now."""

    def __init__(self, *, plan: ActionPlan, base: Sequence[Entry], theirs: Sequence[Entry]) -> None:
        super().__init__(
            _(
                "The plan was saved in another window, as revision %(number)s. Your version has not been saved."
            )
            % {"number": plan.revision},
            code="saved_meanwhile",
        )
        self.plan, self.base, self.theirs = plan, base, theirs


@transaction.atomic
def save_action_plan(
    party: Party,
    *,
    entries: Sequence[Entry],
    base: int,
    by: Actor,
    now: datetime,
    today: date,
    source: str = "",
) -> ActionPlan:
    """Save the whole plan as a new revision; one that says the same counts as a confirmation.

    `base` is the revision that was read, 0 for a new plan. Raises PlanSavedMeanwhile if the plan was saved since and
    says something else. Whether an action is done is not changed.
    """
    plan = _locked(party)
    current = entries_of(plan)
    wanted = _with_ticks(entries, current, plan, base)
    if plan.revision != base and [e.wording for e in wanted] != [e.wording for e in current]:
        raise PlanSavedMeanwhile(plan=plan, base=revision_entries(plan, base), theirs=current)
    return _write(plan, party, current, wanted, source=source, by=by, now=now, today=today)


@transaction.atomic
def add_action(party: Party, *, entry: Entry, by: Actor, now: datetime, today: date) -> ActionPlan:
    """Add one action at the end, as a revision. Needs no base: nothing is replaced."""
    plan = _locked(party)
    current = entries_of(plan)
    return _write(plan, party, current, [*current, entry], by=by, now=now, today=today)


@transaction.atomic
def remove_action(party: Party, *, action_id: UUID, by: Actor, now: datetime, today: date) -> ActionPlan:
    """Remove one action, as a revision; restoring the revision before brings it back."""
    plan = _locked(party)
    current = entries_of(plan)
    wanted = [entry for entry in current if entry.id != action_id]
    if len(wanted) == len(current):
        return plan
    return _write(plan, party, current, wanted, by=by, now=now, today=today)


@transaction.atomic
def restore_revision(party: Party, *, number: int, by: Actor, now: datetime, today: date) -> ActionPlan:
    """Let the plan say again what it said in a revision, as a new revision. What has been done stays done."""
    plan = _locked(party)
    current = entries_of(plan)
    done = {entry.id: entry.done_on for entry in current}
    wanted = [
        replace(entry, done_on=done.get(entry.id, entry.done_on)) for entry in revision_entries(plan, number)
    ]
    existing = set(Goal.objects.filter(match=plan.match_id).values_list("pk", flat=True))
    wanted = [replace(entry, goal=entry.goal if entry.goal in existing else None) for entry in wanted]
    return _write(plan, party, current, wanted, by=by, now=now, today=today, dates_may_have_passed=True)


@transaction.atomic
def confirm_action_plan(party: Party, *, by: Actor, now: datetime, today: date) -> ActionPlan:
    """Record that the plan still holds, as a revision. A second time on the same day changes nothing.

    Where actions were ticked since the last revision, something did change, and the revision says so.
    """
    plan = _locked(party)
    if not plan.revision:
        raise ValidationError(_("There is no plan yet."))
    current = entries_of(plan)
    latest = PlanRevision.objects.get(plan=plan, number=plan.revision)
    is_same = not counted(changes_between(revision_entries(plan, plan.revision), current))
    if is_same and latest.saved_on == today and latest.kind == RevisionKind.UNCHANGED:
        return plan
    kind = RevisionKind.UNCHANGED if is_same else RevisionKind.SAVED
    _add_revision(plan, current, kind=kind, now=now, today=today)
    _follow(plan, party, today=today)
    record("goals.confirm_action_plan", party.match, by=by)
    return plan


@transaction.atomic
def undo_confirmation(party: Party, *, number: int, by: Actor, today: date) -> bool:
    """Take the latest revision back if it changed no words; return whether it was taken back."""
    plan = _locked(party)
    if plan.revision != number or number < 2:
        return False
    before, after = revision_entries(plan, number - 1), revision_entries(plan, number)
    if [entry.wording for entry in before] != [entry.wording for entry in after]:
        return False
    PlanRevision.objects.filter(plan=plan, number=number).delete()
    _copy_latest(plan)
    _follow(plan, party, today=today)
    record("goals.undo_plan_confirmation", party.match, by=by)
    return True


def _locked(party: Party) -> ActionPlan:
    """Lock the plan of a match, made if it is missing. The race: two windows save at once."""
    if not party.is_mentor:
        raise ValidationError(_("Only the mentor changes the plan."))
    if not party.is_current:
        raise ValidationError(_("This match has ended, so its plan can no longer be changed."))
    plan, _made = ActionPlan.objects.get_or_create(match=party.match)
    locked = ActionPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    locked.match = party.match
    return locked


def _with_ticks(
    entries: Sequence[Entry], current: Sequence[Entry], plan: ActionPlan, base: int
) -> list[Entry]:
    """Return the entries with the ticks they have now; one that was removed meanwhile has those it had."""
    done = {entry.id: entry.done_on for entry in revision_entries(plan, base)}
    done |= {entry.id: entry.done_on for entry in current}
    return [replace(entry, title=entry.title.strip(), done_on=done.get(entry.id)) for entry in entries]


def _write(
    plan: ActionPlan,
    party: Party,
    current: Sequence[Entry],
    wanted: Sequence[Entry],
    *,
    by: Actor,
    now: datetime,
    today: date,
    source: str = "",
    dates_may_have_passed: bool = False,
) -> ActionPlan:
    _check(party.match, current, wanted, today=None if dates_may_have_passed else today)
    kept = {entry.id for entry in wanted}
    PlanAction.objects.filter(plan=plan).exclude(pk__in=kept).delete()
    rows = [
        PlanAction(
            id=entry.id,
            plan=plan,
            position=position,
            title=entry.title,
            who=entry.who,
            due_on=entry.due_on,
            goal_id=entry.goal,
            done_on=entry.done_on,
        )
        for position, entry in enumerate(wanted)
    ]
    for row in rows:
        row.full_clean(exclude=["id", "organization", "plan", "goal"], validate_unique=False)
    existing = {entry.id for entry in current}
    PlanAction.objects.bulk_create([row for row in rows if row.pk not in existing])
    PlanAction.objects.bulk_update(
        [row for row in rows if row.pk in existing], ["position", "title", "who", "due_on", "goal"]
    )
    last = revision_entries(plan, plan.revision) if plan.revision else None
    is_same = last is not None and not counted(changes_between(last, wanted))
    kind = RevisionKind.UNCHANGED if is_same else RevisionKind.SAVED
    _add_revision(plan, wanted, kind=kind, now=now, today=today, source=source)
    _follow(plan, party, today=today)
    record("goals.save_action_plan", party.match, by=by, values={"revision": plan.revision})
    return plan


def _check(match: Match, current: Sequence[Entry], wanted: Sequence[Entry], *, today: date | None) -> None:
    if not wanted:
        raise ValidationError(_("Add at least one action."))
    if len(wanted) > MOST_ACTIONS:
        raise ValidationError(_("A plan has at most %(most)s actions.") % {"most": MOST_ACTIONS})
    if len({entry.id for entry in wanted}) != len(wanted):
        raise ValidationError(_("Each action can be in the plan once."))
    dates = {entry.id: entry.due_on for entry in current}
    goals = set(Goal.objects.filter(match=match).values_list("pk", flat=True))
    taken = PlanAction.objects.filter(pk__in=[entry.id for entry in wanted]).exclude(plan__match=match)
    if taken.exists():
        raise ValidationError(_("This action belongs to another plan."))
    for entry in wanted:
        if not entry.title:
            raise ValidationError(_("Say what is to be done."))
        if entry.who not in ActionOwner.values:
            raise ValidationError(_("Choose who does “%(title)s”.") % {"title": entry.title})
        if entry.goal is not None and entry.goal not in goals:
            raise ValidationError(
                _("The goal of “%(title)s” is not one of this match.") % {"title": entry.title}
            )
        is_new_date = entry.due_on != dates.get(entry.id)
        if today is not None and entry.due_on is not None and is_new_date and entry.due_on < today:
            raise ValidationError(_("The date of “%(title)s” has passed.") % {"title": entry.title})


def _add_revision(
    plan: ActionPlan, entries: Sequence[Entry], *, kind: str, now: datetime, today: date, source: str = ""
) -> None:
    PlanRevision.objects.create(
        plan=plan,
        number=plan.revision + 1,
        kind=kind,
        saved_on=today,
        saved_at=now,
        source=source[:80],
        actions=[entry.stored for entry in entries],
    )
    _copy_latest(plan)


def _copy_latest(plan: ActionPlan) -> None:
    """Set what the plan copies from its revisions."""
    newest = list(PlanRevision.objects.filter(plan=plan).order_by("-number").defer("actions"))
    plan.revision, plan.revised_on, plan.unchanged_in_a_row = copied_from(newest)
    plan.save(update_fields=["revision", "revised_on", "unchanged_in_a_row"])


def _follow(plan: ActionPlan, party: Party, *, today: date) -> None:
    """Recalculate the health of the match, which depends on how current the plan is."""
    evaluate_program(party.match.program, today=today, match_ids=[party.match.pk])
