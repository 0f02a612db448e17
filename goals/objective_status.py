"""What can be said about an objective, and what its review may decide."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from goals.enums import ObjectiveDecision, ObjectiveState, ObjectiveStatus
from goals.extensions import ObjectiveResult
from mentoring.ui import formats

TONES = {
    ObjectiveStatus.REACHED: "on_track",
    ObjectiveStatus.BELOW: "finished",
    ObjectiveStatus.TOO_EARLY: "not_enough_data",
    ObjectiveStatus.NO_VALUE: "not_enough_data",
    ObjectiveStatus.GAP: "needs_attention",
    ObjectiveStatus.CLOSED: "finished",
}


@dataclass(frozen=True)
class Standing:
    """The status of an objective on a day: a code, its words, and the reason below them."""

    status: ObjectiveStatus
    label: str
    detail: str = ""

    @property
    def tone(self) -> str:
        return TONES[self.status]


def standing_of(*, state: str, due_on: date, result: ObjectiveResult | None, today: date) -> Standing:
    """Return the status of an objective. Before its date it is never below its target, only too early."""
    if state != ObjectiveState.ACTIVE:
        return Standing(ObjectiveStatus.CLOSED, str(ObjectiveState(state).label))
    if result is None or result.gap:
        return Standing(
            ObjectiveStatus.GAP,
            str(ObjectiveStatus.GAP.label),
            result.gap if result else _("It has no KPI."),
        )
    if result.is_reached:
        return Standing(ObjectiveStatus.REACHED, str(ObjectiveStatus.REACHED.label), _share(result))
    if due_on > today:
        words = {"day": formats.date(due_on)}
        return Standing(
            ObjectiveStatus.TOO_EARLY, _("Too early: due on %(day)s") % words, _share(result) or result.state
        )
    if result.value is None:
        return Standing(ObjectiveStatus.NO_VALUE, str(ObjectiveStatus.NO_VALUE.label), result.state)
    return Standing(ObjectiveStatus.BELOW, str(ObjectiveStatus.BELOW.label), _share(result))


def decisions_for(standing: Standing, *, due_on: date, today: date) -> list[ObjectiveDecision]:
    """Return what a review may decide: raise what is reached, replace or drop only from the due date on."""
    if standing.status == ObjectiveStatus.CLOSED:
        return []
    if standing.status == ObjectiveStatus.REACHED:
        return [ObjectiveDecision.KEEP, ObjectiveDecision.RAISE]
    if due_on > today:
        return [ObjectiveDecision.KEEP]
    return [ObjectiveDecision.KEEP, ObjectiveDecision.REPLACE, ObjectiveDecision.DROP]


def progress_of(result: ObjectiveResult) -> float | None:
    """Return the part of the way from baseline to target as a fraction, not capped; None without the three values."""
    if result.value is None or result.baseline is None or result.target is None:
        return None
    if result.baseline == result.target:
        return None
    return (result.value - result.baseline) / (result.target - result.baseline)


def _share(result: ObjectiveResult) -> str:
    progress = progress_of(result)
    if progress is None:
        return ""
    return _("%(percent)s of the way from baseline to target.") % {"percent": formats.percent(progress)}


def value_text(value: float | None, unit: str) -> str:
    """Return a value with its unit: “94.8%”, “6.9 points”."""
    if value is None:
        return "–"
    if unit == "%":
        digits = 0 if float(value).is_integer() else 1
        return formats.percent(round(value, digits) / 100, digits)
    digits = 0 if float(value).is_integer() else 1 if abs(value) >= 10 else 2
    return f"{formats.number(round(value, digits), digits)} {unit}".strip()
