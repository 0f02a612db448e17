"""KPIs in words: values, states, gaps."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from goals.objective_status import value_text
from goals.target_size import FEWEST, TargetSize
from mentoring.statistics import Bound, ResultState
from mentoring.ui import formats
from programs.enums import ParticipantRole
from reports.enums import Direction, KpiSource
from reports.kpis.measurements import Difference, Measurement
from reports.kpis.selectors import NO_BASELINE, NO_SOURCE, MeasuredKpi
from reports.outcomes.wording.labels import STATES, TONES
from reports.outcomes.wording.numbers import bounded_percent


def measurement_text(found: Measurement | None, unit: str) -> str:
    """Return a value: “94.8%”, “90% or more”, “hidden” or a dash."""
    if found is None:
        return "–"
    if found.value is None:
        return pgettext("figure", "hidden")
    if found.bound != Bound.EXACTLY:
        return bounded_percent(found.value, found.bound)
    return value_text(found.value, unit)


def sample_text(found: Measurement | None, unit: str) -> str:
    """Return number of people and interval in one line."""
    return ", ".join(sample_parts(found, unit))


def sample_parts(found: Measurement | None, unit: str) -> list[str]:
    """Return number of people and interval, which stand below a value."""
    if found is None or found.value is None:
        return []
    parts = []
    if found.n is not None:
        parts.append(_("n = %(n)s") % {"n": formats.number(found.n)})
    if found.low is not None and found.high is not None:
        limits = {"low": value_text(found.low, unit), "high": value_text(found.high, unit)}
        parts.append(_("%(low)s to %(high)s") % limits)
    return parts


def difference_text(found: Difference | None) -> str:
    return "–" if found is None else formats.number(round(found.value, 1) + 0.0, 1)


def limits_text(found: Difference | None) -> str:
    if found is None or found.low is None or found.high is None:
        return ""
    return _("%(low)s to %(high)s") % {
        "low": formats.number(round(found.low, 1) + 0.0, 1),
        "high": formats.number(round(found.high, 1) + 0.0, 1),
    }


def gap_text(measured: MeasuredKpi) -> str:
    """Return what is missing; shown since the first day."""
    return {
        NO_SOURCE: _("No source for before, during and after"),
        NO_BASELINE: _("No baseline: without a value from before, nobody can say what has changed"),
        "": "",
    }[measured.gap]


def size_text(size: TargetSize | None) -> str:
    """Return the warning that a target is too small to be detected; empty where it is not, or cannot be said."""
    if size is None or not size.is_too_small:
        return ""
    is_mentor = size.role == ParticipantRole.MENTOR
    words = {
        "people": people_text(size.people, is_mentor=is_mentor),
        "fewest": FEWEST,
        "limit": formats.percent(1 if size.is_rise else 0),
        "change": formats.number(round(size.change, 1), 1),
        "points": formats.number(round(size.smallest or 0, 1), 1),
    }
    if size.are_too_few:
        return _("With %(people)s, this rate will not be shown: it needs at least %(fewest)s.") % words
    if size.smallest is None:
        return (
            _("Too small to be detected: with %(people)s, not even a change to %(limit)s could be detected.")
            % words
        )
    return (
        _(
            "Too small to be detected: the target is %(change)s points from the baseline. With %(people)s, only a "
            "change of about %(points)s points or more could be detected."
        )
        % words
    )


def people_text(number: int, *, is_mentor: bool) -> str:
    words = {"n": formats.number(number)}
    if is_mentor:
        return ngettext("%(n)s mentor", "%(n)s mentors", number) % words
    return ngettext("%(n)s mentee", "%(n)s mentees", number) % words


def state_text(measured: MeasuredKpi) -> str:
    """Return what can be said about a KPI in a few words."""
    state, result = measured.result.state, measured.result
    if measured.gap == NO_SOURCE:
        return _("No source")
    if measured.gap == NO_BASELINE:
        return _("No baseline")
    if state == ResultState.TOO_EARLY:
        if result.opens_on is None:
            return _("Too early")
        return _("First value on %(day)s") % {"day": formats.date(result.opens_on)}
    if measured.is_reached:
        return _("Target reached")
    if measured.actual is not None and not measured.is_due:
        return _("Too early: due on %(day)s") % {"day": formats.date(measured.kpi.objective.due_on)}
    if measured.actual is not None and state == ResultState.NO_COMPARISON:
        return _("Target not reached") if measured.kpi.direction == Direction.DOWN else _("Below target")
    if state == ResultState.NO_COMPARISON:
        return _("Not shown exactly, to protect people")
    if state == ResultState.NO_DATA and measured.kpi.source == KpiSource.ENTERED:
        return _("No value entered yet")
    return str(STATES[state])


def tone_of(measured: MeasuredKpi) -> str:
    """Return how the state looks: shape and color as everywhere."""
    if measured.gap:
        return "needs_attention"
    if measured.result.state == ResultState.TOO_EARLY:
        return "not_enough_data"
    if measured.is_reached:
        return "on_track"
    if not measured.is_due or measured.actual is None:
        return "not_enough_data"
    if measured.result.state == ResultState.NO_COMPARISON:
        return "finished"
    return TONES.get(measured.result.state, "not_enough_data")


def caution_text(measured: MeasuredKpi) -> str:
    """Return the state of the comparison where the value alone would be misleading."""
    if measured.actual is None or measured.gap:
        return ""
    if measured.result.state in (
        ResultState.NOT_COMPARABLE,
        ResultState.NO_DETECTABLE_DIFFERENCE,
        ResultState.DETECTABLE_DIFFERENCE,
        ResultState.TOO_FEW,
    ):
        return str(STATES[measured.result.state])
    return ""
