"""The heading and the sentences of the page: only what the state allows."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.statistics import ResultState
from mentoring.ui import formats
from reports.enums import BenefitKind, RoiState
from reports.roi.benefits import COUNTED, CROSSES_ZERO, NO_VALUE, Benefit
from reports.roi.numbers.number import decimal, points
from reports.roi.result import RoiResult


def headline(result: RoiResult) -> str:
    """Return the heading: the finding."""
    if result.state != RoiState.MEASURED or result.cases is None:
        return {
            RoiState.NO_COSTS: _("No costs have been recorded yet"),
            RoiState.RATES_MISSING: _("Some assumptions are missing"),
            RoiState.NOT_MEASURABLE: _("Not measurable at this size"),
            RoiState.TOO_EARLY: _("Too early to compare benefit and cost"),
            RoiState.NO_BENEFITS: _("No benefit has been measured yet"),
            RoiState.COSTS_OPEN: _("Costs are not closed yet"),
        }[result.state]
    conservative, central = result.cases["conservative"].net, result.cases["central"].net
    if conservative >= 0:
        return _("Even in the conservative case, the benefit exceeds the cost")
    if central >= 0:
        return _("In the conservative case, the cost exceeds the benefit")
    return _("The cost exceeds the benefit")


def sentence(result: RoiResult) -> str:
    """Return the evidence of the heading in one or two sentences."""
    if result.state == RoiState.NOT_MEASURABLE:
        return _not_measurable(result)
    return {
        RoiState.NO_COSTS: _("Add costs and assume hourly rates. Mentors’ and mentees’ time is counted from the "
                             "sessions that were held."),
        RoiState.RATES_MISSING: _("Without an hourly rate the cost is not complete, and without annual pay the "
                                  "benefit is not. Enter them below."),
        RoiState.TOO_EARLY: _too_early(result),
        RoiState.NO_BENEFITS: _("Until there is one, neither an ROI nor a ratio is shown."),
        RoiState.COSTS_OPEN: _("Close the costs to see the ROI. Until then, cost and break-even are preliminary."),
        RoiState.MEASURED: _measured(result),
    }[result.state]  # fmt: skip


def _not_measurable(result: RoiResult) -> str:
    benefit = next(it for it in result.benefits if it.state == CROSSES_ZERO)
    effect = benefit.effect
    if effect is None or not effect.has_interval or effect.measure != "retention":
        return _("The confidence interval includes zero, so neither an ROI nor a ratio is shown.")
    assert effect.low is not None
    assert effect.high is not None
    values = {"low": points(effect.low), "high": points(effect.high)}
    if not effect.low <= 0 <= effect.high:
        return _("The difference in retention, %(low)s to %(high)s points, could be due to chance among several "
                 "comparisons, so neither an ROI nor a ratio is shown.") % values  # fmt: skip
    if effect.is_adjusted:
        return _("The adjusted difference in retention is between %(low)s and %(high)s points. That includes zero, so "
                 "neither an ROI nor a ratio is shown.") % values  # fmt: skip
    return _("The difference in retention is between %(low)s and %(high)s points. That includes zero, so neither an "
             "ROI nor a ratio is shown.") % values  # fmt: skip


def _too_early(result: RoiResult) -> str:
    days = [it.effect.opens_on for it in result.benefits if it.effect and it.effect.opens_on]
    if not days:
        return _("Results of the comparison are not open yet.")
    return _("Results open on %(day)s. Cost and break-even are shown already.") % {
        "day": formats.date(min(days), "long")
    }


def _measured(result: RoiResult) -> str:
    text = _("The conservative case uses the limit of the confidence interval that favors the program least. What is "
             "seen is associated with the program; other causes are not excluded.")  # fmt: skip
    if all(it.is_self_reported for it in result.benefits if it.is_counted):
        return _(
            "The benefit is self-reported: it was estimated and not measured against a comparison group."
        )
    return text


def benefit_state(benefit: Benefit) -> tuple[str, str]:
    """Return (tone, label) of a benefit's status."""
    if benefit.state == COUNTED:
        label = _("Self-reported") if benefit.is_self_reported else _("In the total")
        return ("needs_attention" if benefit.is_self_reported else "on_track"), label
    labels = {
        CROSSES_ZERO: _("Not measurable at this size"),
        NO_VALUE: _("Value missing"),
        ResultState.NO_DATA: _("No data yet"),
        ResultState.SUPPRESSED: _("Hidden to protect people"),
        ResultState.TOO_EARLY: _("Too early"),
        ResultState.TOO_FEW: _("Too few people"),
        ResultState.NO_COMPARISON: _("No comparison"),
        ResultState.NOT_COMPARABLE: _("Groups not comparable"),
    }
    tone = (
        "not_enough_data"
        if benefit.state in (ResultState.NO_DATA, ResultState.TOO_EARLY)
        else "needs_attention"
    )
    return tone, labels[benefit.state]


def benefit_reason(benefit: Benefit) -> str:
    """Return why a benefit is, or is not, in the total."""
    if benefit.is_overruled:
        return _("The comparison group takes the place of the estimate: one method for each benefit.")
    entry = benefit.entry
    if benefit.is_counted:
        return _method_text(benefit)
    if benefit.state == CROSSES_ZERO:
        return _(
            "The confidence interval includes zero, or the difference is not larger than expected by chance."
        )
    if benefit.state == NO_VALUE:
        return _("Enter annual pay and replacement cost among the assumptions.")
    if benefit.state == ResultState.TOO_EARLY and benefit.effect and benefit.effect.opens_on:
        return _("Results open on %(day)s.") % {"day": formats.date(benefit.effect.opens_on, "long")}
    if entry.kind == BenefitKind.DEPARTURES:
        return _("Counted only where the outcomes show a difference larger than expected by chance.")
    return _("Source: %(source)s.") % {"source": entry.source} if entry.source else ""


def _method_text(benefit: Benefit) -> str:
    entry = benefit.entry
    if benefit.is_self_reported:
        return _("Estimate × contribution × confidence; estimated by %(who)s. Source: %(source)s.") % {
            "who": entry.estimated_by, "source": entry.source
        }  # fmt: skip
    if benefit.effect is not None:
        return _("Isolated by the comparison group of the outcomes.")
    return _("Isolated by a trend line. Source: %(source)s.") % {"source": entry.source}


def scenario_sentence(result: RoiResult) -> str:
    """Return when the program breaks even, and what was to be expected."""
    if result.break_even is None:
        return ""
    text = ngettext(
        "Breaks even if at least %(n)s departure is prevented.",
        "Breaks even if at least %(n)s departures are prevented.",
        result.break_even,
    ) % {"n": formats.number(result.break_even)}
    if result.expected is None:
        return text
    more = _("At the comparison group’s rate, about %(number)s of %(people)s would have left, %(low)s to %(high)s by "
             "chance alone.") % {
        "number": decimal(result.expected.number, 0),
        "people": formats.number(result.expected.people),
        "low": formats.number(result.expected.low),
        "high": formats.number(result.expected.high),
    }  # fmt: skip
    return f"{text} {more}"
