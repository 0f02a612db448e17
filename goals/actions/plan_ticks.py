"""Tick actions off and put them in order. Neither is a revision: ticks are part of the next one."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from goals.enums import ActionOwner
from goals.models import PlanAction
from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.selectors.parties import Party


@transaction.atomic
def complete_action(
    party: Party, *, action: PlanAction, by: Actor, today: date, is_done: bool = True
) -> PlanAction:
    """Mark an action as done, or reopen it. Twice changes nothing. The mentee does so with their own actions."""
    if not can_tick(party, action):
        raise ValidationError(_("Only the mentor ticks off this action."))
    locked = PlanAction.objects.select_for_update(of=("self",)).get(
        pk=action.pk
    )  # the race: both tick at once
    if (locked.done_on is not None) != is_done:
        locked.done_on = today if is_done else None
        locked.save(update_fields=["done_on"])
        record("goals.complete_action", party.match, by=by)
    return locked


@transaction.atomic
def move_action(party: Party, *, action: PlanAction, is_up: bool, by: Actor) -> None:
    """Put an open action one place further up or down. At the end of the list, nothing changes."""
    if not party.is_mentor:
        raise ValidationError(_("Only the mentor changes the plan."))
    rows = list(
        PlanAction.objects.select_for_update(of=("self",))
        .filter(plan=action.plan_id)
        .order_by("position", "id")
    )
    # Done actions are shown apart, so that a place among the open ones is what the mentor sees.
    rows.sort(key=lambda row: row.done_on is not None)
    here = next(n for n, row in enumerate(rows) if row.pk == action.pk)
    there = here - 1 if is_up else here + 1
    if 0 <= there < len(rows) and rows[there].done_on is None:
        rows[here], rows[there] = rows[there], rows[here]
    for position, row in enumerate(rows):
        row.position = position
    PlanAction.objects.bulk_update(rows, ["position"])
    record("goals.move_action", party.match, by=by)


def can_tick(party: Party, action: PlanAction) -> bool:
    """Whether this side may tick the action off: the mentor every one, the mentee those that are theirs."""
    return party.is_mentor or action.who in (ActionOwner.MENTEE, ActionOwner.BOTH)
