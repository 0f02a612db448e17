"""Change the contact budget of the organization."""

from datetime import datetime

from django.db import transaction

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from surveys.budget import DEFAULT_LIMITS, Limits
from surveys.models import ContactBudget


@transaction.atomic
def set_contact_budget(limits: Limits, *, by: Actor, now: datetime) -> ContactBudget:
    """Set the limits for all surveys that are sent in future. Refuses limits out of bounds."""
    # Two administrators at once: the second changes the row of the first.
    budget = ContactBudget.objects.select_for_update().first() or ContactBudget()
    new = {"gap_days": limits.gap_days, "per_month": limits.per_month, "per_year": limits.per_year}
    changed = {name: value for name, value in new.items() if getattr(budget, name) != value}
    if not changed:
        return budget
    for name, value in changed.items():
        setattr(budget, name, value)
    budget.changed_at = now
    budget.full_clean(exclude=["organization"])
    budget.save()
    record("surveys.set_contact_budget", budget, by=by, values=new)
    return budget


def reset_contact_budget(*, by: Actor, now: datetime) -> ContactBudget:
    return set_contact_budget(DEFAULT_LIMITS, by=by, now=now)
