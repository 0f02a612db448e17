"""Objectives with their texts and drawing: the source of the pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from goals.enums import ObjectiveDecision
from goals.extensions import ObjectiveResult
from goals.models import Objective, ObjectiveReview
from goals.objective_checks import ObjectiveCheck, check_objective
from goals.objective_status import Standing, progress_of, value_text
from goals.selectors.objectives import ObjectiveStanding
from mentoring.ui import formats


@dataclass(frozen=True)
class ProgressDrawing:
    """The places of baseline, value, interval and target on the drawing, in percent of its width.

    Baseline and target of all objectives stand at the same two places, so that progress compares by eye.
    """

    value: float
    low: float | None
    high: float | None
    bar_from: float
    bar_width: float


BASELINE_AT, TARGET_AT = 23.0, 62.0


@dataclass(frozen=True)
class PresentedObjective:
    objective: Objective
    result: ObjectiveResult | None
    standing: Standing
    baseline_text: str
    value_text: str
    target_text: str
    drawing: ProgressDrawing | None
    gaps: list[ObjectiveCheck]
    is_review_due: bool

    @property
    def sample(self) -> str:
        """Return interval, number of people and date as far as they may be shown."""
        found = self.result
        if found is None or found.value is None:
            return ""
        parts = []
        if found.low is not None and found.high is not None:
            limits = {"low": value_text(found.low, found.unit), "high": value_text(found.high, found.unit)}
            parts.append(_("95%% CI %(low)s to %(high)s") % limits)
        if found.n is not None:
            parts.append(_("n = %(n)s") % {"n": formats.number(found.n)})
        if found.as_of is not None:
            parts.append(_("as of %(day)s") % {"day": formats.date(found.as_of)})
        return " · ".join(parts)


def presented(found: ObjectiveStanding, *, today: date) -> PresentedObjective:
    """Return an objective with its texts. No query; its program is loaded."""
    objective, result = found.objective, found.result
    unit = result.unit if result and result.unit else objective.unit
    baseline = result.baseline if result and result.baseline is not None else _float(objective.baseline)
    target = result.target if result and result.target is not None else float(objective.target)
    return PresentedObjective(
        objective=objective,
        result=result,
        standing=found.standing,
        baseline_text=value_text(baseline, unit) if baseline is not None else "",
        value_text=value_text(result.value, unit) if result and result.value is not None else "",
        target_text=value_text(target, unit),
        drawing=drawing_of(result) if result else None,
        gaps=[
            it
            for it in check_objective(vars(objective), starts_on=objective.program.starts_on)
            if not it.is_clear
        ],
        is_review_due=objective.next_review_on is not None and objective.next_review_on <= today,
    )


def drawing_of(result: ObjectiveResult) -> ProgressDrawing | None:
    """Return where to draw a value between baseline and target; beyond the drawing, at its edge."""
    progress = progress_of(result)
    if progress is None:
        return None

    def place(value: float | None) -> float | None:
        if value is None or result.baseline is None or result.target is None:
            return None
        share = (value - result.baseline) / (result.target - result.baseline)
        return round(min(99.0, max(1.0, BASELINE_AT + share * (TARGET_AT - BASELINE_AT))), 2)

    at = place(result.value)
    assert at is not None, "there is progress"
    ends = sorted(it for it in (place(result.low), place(result.high)) if it is not None)
    low, high = (ends[0], ends[1]) if len(ends) == 2 else (None, None)
    return ProgressDrawing(at, low, high, min(at, BASELINE_AT), round(abs(at - BASELINE_AT), 2))


@dataclass(frozen=True)
class HistoryEntry:
    title: str
    on: date
    text: str
    icon: str


ICONS = {
    ObjectiveDecision.KEEP: "check",
    ObjectiveDecision.RAISE: "trending-up",
    ObjectiveDecision.REPLACE: "refresh-cw",
    ObjectiveDecision.DROP: "x",
    ObjectiveDecision.CHANGE: "pencil",
}


def history_entries(reviews: Sequence[ObjectiveReview], objective: Objective) -> list[HistoryEntry]:
    """Return the history of an objective, newest first, with the day on which it was set."""
    found = [
        HistoryEntry(
            _decided(review, objective.unit),
            review.decided_on,
            ": ".join(
                filter(None, (str(review.decided_by.user) if review.decided_by else "", review.reason))
            ),
            ICONS[ObjectiveDecision(review.decision)],
        )
        for review in reviews
    ]
    return [
        *found,
        HistoryEntry(_("Objective set"), objective.created_at.date(), objective.owner, "target"),
    ]


def _decided(review: ObjectiveReview, unit: str) -> str:
    titles = {
        ObjectiveDecision.KEEP: _("Kept"),
        ObjectiveDecision.RAISE: _("Target raised"),
        ObjectiveDecision.REPLACE: _("Replaced"),
        ObjectiveDecision.DROP: _("Dropped"),
        ObjectiveDecision.CHANGE: _("Changed"),
    }
    parts = [titles[ObjectiveDecision(review.decision)]]
    if "target" in review.after:
        words = {
            "before": value_text(float(review.before["target"]), unit),
            "after": value_text(float(review.after["target"]), unit),
        }
        parts.append(_("target from %(before)s to %(after)s") % words)
    if "baseline" in review.after:
        before, after = review.before["baseline"], review.after["baseline"]
        words = {
            "before": value_text(None if before is None else float(before), unit),
            "after": value_text(None if after is None else float(after), unit),
        }
        parts.append(_("baseline from %(before)s to %(after)s") % words)
    if "due_on" in review.after:
        days = {
            "before": formats.date(date.fromisoformat(review.before["due_on"])),
            "after": formats.date(date.fromisoformat(review.after["due_on"])),
        }
        parts.append(_("due date from %(before)s to %(after)s") % days)
    if review.value:
        parts.append(_("at %(value)s") % {"value": review.value})
    return ", ".join(parts)


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
