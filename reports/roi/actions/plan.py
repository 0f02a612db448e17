"""Currency, price year, and the day on which the costs are closed."""

from datetime import date

from babel.numbers import list_currencies
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.tasks import enqueue
from programs.models import Program
from reports.models import RoiPlan


def locked_plan(program: Program) -> RoiPlan:
    """Return the program's plan, created where there is none, locked until the transaction ends.

    Whoever changes a cost locks it first, so that no cost is added while another request closes the costs.
    """
    plan = RoiPlan(program=program, price_year=program.starts_on.year)
    RoiPlan.objects.bulk_create([plan], ignore_conflicts=True)
    found: RoiPlan = RoiPlan.objects.select_for_update().get(program=program)
    return found


@transaction.atomic
def update_plan(program: Program, *, currency: str, price_year: int, by: Actor) -> RoiPlan:
    """Set currency and price year. Amounts are not converted, so closed costs refuse another currency."""
    plan = locked_plan(program)
    if currency not in list_currencies():
        raise ValidationError({"currency": _("This is not a currency. Enter three letters, such as EUR.")})
    if plan.costs_closed_on and currency != plan.currency:
        raise ValidationError({"currency": _("Costs are closed. Reopen them to change the currency.")})
    plan.currency, plan.price_year = currency, price_year
    plan.full_clean(exclude=["organization"])
    plan.save(update_fields=["currency", "price_year"])
    values = {"currency": currency, "price_year": price_year}
    record("reports.update_roi_plan", program, by=by, label=program.name, values=values)
    return plan


@transaction.atomic
def close_costs(program: Program, *, on: date, by: Actor, today: date) -> RoiPlan:
    """Close the costs as of a day. Sessions after it no longer count, and no cost changes until they are reopened."""
    if on > today:
        raise ValidationError({"on": _("Choose today or an earlier day.")})
    if on < program.starts_on:
        raise ValidationError({"on": _("Choose a day after the program began.")})
    plan = locked_plan(program)
    plan.costs_closed_on = on
    plan.save(update_fields=["costs_closed_on"])
    record("reports.close_costs", program, by=by, label=program.name, values={"on": on.isoformat()})
    enqueue("reports.count_levels", program.pk)
    return plan


@transaction.atomic
def reopen_costs(program: Program, *, by: Actor) -> RoiPlan:
    """Let costs change again; until they are closed, no ROI is shown."""
    plan = locked_plan(program)
    plan.costs_closed_on = None
    plan.save(update_fields=["costs_closed_on"])
    record("reports.reopen_costs", program, by=by, label=program.name)
    enqueue("reports.count_levels", program.pk)
    return plan


@transaction.atomic
def request_level_counts(program: Program, *, by: Actor) -> None:
    """Have the job count session time again."""
    locked_plan(program)
    record("reports.request_level_counts", program, by=by, label=program.name)
    enqueue("reports.count_levels", program.pk)
