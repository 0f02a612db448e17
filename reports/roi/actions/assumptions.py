"""Change assumptions; every change stays in the history."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.audit.actions import record
from mentoring.people.models import Person
from mentoring.statistics.money import HIGHEST_REPLACEMENT_SHARE, LOWEST_REPLACEMENT_SHARE
from mentoring.tenancy.actor import Actor
from programs.models import Program
from reports.enums import AssumptionKey
from reports.models import Assumption, AssumptionChange
from reports.roi.actions.plan import locked_plan
from reports.roi.inputs import FEWEST_OF_A_LEVEL

EDITABLE = ("low", "best", "high", "source", "owner", "dated_on")
# Keys of which a level can have its own value.
BY_LEVEL = (AssumptionKey.ANNUAL_PAY, AssumptionKey.HOURLY_RATE)


@transaction.atomic
def update_assumption(
    program: Program,
    key: str,
    *,
    level: str = "",
    low: Decimal,
    best: Decimal,
    high: Decimal,
    source: str,
    owner: str,
    by: Actor,
    now: datetime,
    today: date,
) -> AssumptionChange:
    """Set an assumption and its range; it takes effect at once.

    A level can have its own pay and rate if at least five people are on it: those of one person are a salary.
    """
    # One at a time, so that the history has each value that ever held.
    locked_plan(program)
    level = level.strip()
    found = Assumption.objects.filter(program=program, key=key, level=level).first()
    if level and found is None:
        _require_level(key, level, today)
    before = _values(found) if found else None
    assumption = found or Assumption(program=program, key=key, level=level)
    for name, value in zip(EDITABLE, (low, best, high, source.strip(), owner.strip(), today), strict=True):
        setattr(assumption, name, value)
    _require_range(assumption)
    assumption.full_clean(exclude=["organization"])
    assumption.save()
    return _changed("reports.update_assumption", assumption, before, by=by, now=now)


@transaction.atomic
def remove_assumption(assumption: Assumption, *, by: Actor) -> None:
    """Delete the value of one level; it gets that of all other levels. The general ones stay."""
    locked_plan(assumption.program)
    if not assumption.level:
        raise ValidationError(_("This assumption is needed. Change its values instead."))
    record("reports.remove_assumption", assumption.program, by=by, label=assumption.program.name,
           values={"key": assumption.key, "level": assumption.level})  # fmt: skip
    assumption.delete()


@transaction.atomic
def undo_assumption_change(change: AssumptionChange, *, by: Actor, now: datetime) -> None:
    """Give the assumption the values it had before its newest change."""
    assumption = change.assumption
    locked_plan(assumption.program)
    newest = AssumptionChange.objects.filter(assumption=assumption).order_by("-changed_at", "-id").first()
    if newest is None or newest.pk != change.pk:
        raise ValidationError(_("This assumption was changed again since, so this cannot be undone."))
    if change.before is None:
        record("reports.undo_assumption", assumption.program, by=by, label=assumption.program.name,
               values={"key": assumption.key, "level": assumption.level})  # fmt: skip
        assumption.delete()
        return
    before = _values(assumption)
    for name, value in change.before.items():
        setattr(assumption, name, Assumption._meta.get_field(name).to_python(value))
    assumption.save()
    _changed("reports.undo_assumption", assumption, before, by=by, now=now)


def _changed(
    action: str, assumption: Assumption, before: dict[str, Any] | None, *, by: Actor, now: datetime
) -> AssumptionChange:
    program = assumption.program
    values = {"key": assumption.key, "level": assumption.level}
    record(action, program, by=by, label=program.name, values=values)
    return AssumptionChange.objects.create(
        assumption=assumption,
        before=before,
        after=_values(assumption),
        changed_at=now,
        changed_by=by.label,
        member=by.membership,
    )


def _values(assumption: Assumption) -> dict[str, str]:
    return {name: Assumption._meta.get_field(name).value_to_string(assumption) for name in EDITABLE}


def _require_range(assumption: Assumption) -> None:
    values = (assumption.low, assumption.best, assumption.high)
    if assumption.key == AssumptionKey.REPLACEMENT and not all(
        LOWEST_REPLACEMENT_SHARE <= value <= HIGHEST_REPLACEMENT_SHARE for value in values
    ):
        raise ValidationError(_("Replacing somebody costs between 10% and 50% of annual pay."))
    if assumption.key != AssumptionKey.REPLACEMENT and not all(value > 0 for value in values):
        raise ValidationError(_("Enter values above zero."))
    if assumption.key == AssumptionKey.SESSION_MINUTES and max(values) > 480:
        raise ValidationError(_("Enter at most 480 minutes."))


def _require_level(key: str, level: str, today: date) -> None:
    if key not in BY_LEVEL:
        raise ValidationError({"level": _("This assumption does not depend on the level.")})
    people = Person.objects.employed(today).with_attributes(today).filter(level=level).count()
    if people < FEWEST_OF_A_LEVEL:
        text = ngettext(
            "Fewer than %(n)s person is on this level, so that its value would be a salary. Use the value of all "
            "other levels.",
            "Fewer than %(n)s people are on this level, so that its value could be a salary. Use the value of all "
            "other levels.",
            FEWEST_OF_A_LEVEL,
        )
        raise ValidationError({"level": text % {"n": FEWEST_OF_A_LEVEL}})
