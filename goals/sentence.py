"""A goal as one sentence, in the mentee's own words."""

from decimal import Decimal

from django.utils.translation import gettext as _

from goals.enums import Direction, MeasureKind
from goals.models import Goal
from mentoring.ui.formats import date as show_date
from mentoring.ui.formats import number


def sentence_of(goal: Goal) -> str:
    """Return "By Feb 26, 2027: present our decisions. Measure: rating on the card, from 2.6 to 4.0 out of 5."

    The parts are put side by side, not into one grammar: so it is right whatever was typed, in every language.
    """
    start = _("By %(day)s: ") % {"day": show_date(goal.due_on)} if goal.due_on else ""
    parts = [f"{start}{goal.title.strip().rstrip('.')}."]
    if goal.measure:
        measure = goal.measure.strip().rstrip(".")
        if goal.kind == MeasureKind.DONE or goal.baseline is None or goal.target is None:
            parts.append(_("Measure: %(measure)s.") % {"measure": measure})
        else:
            values = {
                "measure": measure,
                "baseline": plain(goal.baseline),
                "target": shown(goal.target, goal),
            }
            if goal.direction == Direction.LOWER:
                parts.append(_("Measure: %(measure)s, lowered from %(baseline)s to %(target)s.") % values)
            else:
                parts.append(_("Measure: %(measure)s, raised from %(baseline)s to %(target)s.") % values)
    return " ".join(parts)


def editable(value: Decimal | None) -> Decimal | None:
    """Return a number for a field, without the zeros that the database adds behind its decimal point."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def plain(value: Decimal) -> str:
    """Return a number without needless zeros, as the reader's language writes it."""
    exponent = value.normalize().as_tuple().exponent
    return number(value, max(0, -exponent) if isinstance(exponent, int) else 0)


def shown(value: Decimal | None, goal: Goal) -> str:
    """Return a value with its unit."""
    if value is None:
        return "–"
    text = plain(value)
    if goal.kind == MeasureKind.PERCENT:
        return f"{text} %" if not goal.unit else f"{text} {goal.unit}"
    return f"{text} {goal.unit}".strip()
