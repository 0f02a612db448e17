"""Change the contact budget of the organization."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from surveys.budget import DEFAULT_LIMITS
from surveys.models import ContactBudget


@transaction.atomic
def set_contact_budget(limits: Mapping[str, int], *, by: Actor, now: datetime) -> ContactBudget:
    """Set these limits for all surveys that are sent in future; others stay. Refuses limits out of bounds."""
    # The race: two administrators at once, also the first time, when there is no row to lock. The second waits for the
    # row of the first and changes only its own limits.
    ContactBudget.objects.bulk_create([ContactBudget(changed_at=now)], ignore_conflicts=True)
    budget = ContactBudget.objects.select_for_update().get()
    changed = {name: value for name, value in limits.items() if getattr(budget, name) != value}
    if not changed:
        return budget
    for name, value in changed.items():
        setattr(budget, name, value)
    budget.changed_at = now
    budget.full_clean(exclude=["organization"])
    budget.save(update_fields=[*changed, "changed_at"])
    record("surveys.set_contact_budget", budget, by=by, values=vars(budget.limits))
    return budget


def reset_contact_budget(*, by: Actor, now: datetime) -> ContactBudget:
    return set_contact_budget(vars(DEFAULT_LIMITS), by=by, now=now)
