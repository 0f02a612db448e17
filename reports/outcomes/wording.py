"""Outcomes in words. A word such as "more" appears only where the figure's state allows a verdict."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from mentoring.ui import formats

Stored = Mapping[str, Any]

ROLES = {
    "mentee": gettext_lazy("Mentees"),
    "mentor": gettext_lazy("Mentors"),
    "group": gettext_lazy("Groups and teams"),
}
# The same inside a sentence.
ROLES_INSIDE = {
    "mentee": gettext_lazy("mentees"),
    "mentor": gettext_lazy("mentors"),
    "group": gettext_lazy("groups"),
}
MEASURES = {
    "retention": gettext_lazy("Staying"),
    "promotion": gettext_lazy("Promotion"),
    "staying": gettext_lazy("Staying over time"),
}
STATES = {
    "no_data": gettext_lazy("No data yet"),
    "suppressed": gettext_lazy("Hidden to protect people"),
    "too_early": gettext_lazy("Too early"),
    "too_few": gettext_lazy("Too few people"),
    "no_comparison": gettext_lazy("No comparison group"),
    "not_comparable": gettext_lazy("Groups not comparable"),
    "no_detectable_difference": gettext_lazy("No difference to be seen"),
    "detectable_difference": gettext_lazy("A difference, larger than chance"),
}
# How a state looks: its shape and color, as everywhere in the product.
TONES = {
    "not_comparable": "needs_attention",
    "no_comparison": "needs_attention",
    "no_detectable_difference": "finished",
    "detectable_difference": "finished",
}
BADGES = {
    "comparable": gettext_lazy("Comparable before the start"),
    "adjusted_comparison_required": gettext_lazy("Alike enough once compared like with like"),
    "not_comparable": gettext_lazy("Not comparable before the start"),
    "unknown": gettext_lazy("Nothing is known of both groups from before the start"),
    "": "",
}
ATTRIBUTES = {
    "level": gettext_lazy("level"),
    "tenure": gettext_lazy("years of service"),
    "tenure_band": gettext_lazy("years of service"),
    "department": gettext_lazy("department"),
    "location": gettext_lazy("location"),
}
SELF_SELECTED = gettext_lazy(
    "People chose to take part. They may differ from colleagues in ways we did not record, and that alone could "
    "produce this difference. In a randomized study of workplace mentoring, volunteers gained little although they "
    "looked better than non-volunteers (Sandvik et al.)."
)
NOT_COMPARABLE = gettext_lazy(
    "Before the program the groups already differed by %(g)s standard deviations on %(x)s; the difference below "
    "cannot be read as a result of the program."
)
NO_DIFFERENCE = gettext_lazy(
    "With %(n1)s and %(n2)s people only a difference of about %(mde)s points would have been visible. This is not "
    "evidence of no effect."
)
TOO_EARLY = gettext_lazy("%(pct)s%% of participants have reached %(h)s months; results open on %(date)s.")
ONE_GROUP = gettext_lazy("No comparison group: regression to the mean, time and season are not excluded.")
CAVEATS = {"self_selected": SELF_SELECTED, "one_group": ONE_GROUP}

NUMBERS: dict[str, str | Promise] = {
    "participants": gettext_lazy("Took part"),
    "others": gettext_lazy("Colleagues on the same levels"),
    "compared": gettext_lazy("Colleagues compared like with like"),
    "participants_rate": gettext_lazy("Of those who took part"),
    "others_rate": gettext_lazy("Of their colleagues"),
    "compared_rate": gettext_lazy("Of the closest colleagues"),
    "difference": gettext_lazy("Difference, as it is"),
    "low": gettext_lazy("Difference, as it is: from"),
    "high": gettext_lazy("Difference, as it is: to"),
    "per_hundred": gettext_lazy("Difference in people of every 100"),
    "adjusted": gettext_lazy("Difference, like with like"),
    "adjusted_low": gettext_lazy("Difference, like with like: from"),
    "adjusted_high": gettext_lazy("Difference, like with like: to"),
    "strata_used": gettext_lazy("Kinds of people that both groups have"),
    "strata_dropped": gettext_lazy("Kinds of people that one group lacks, left out"),
    "dropped_people": gettext_lazy("People left out with them"),
    "ratio": gettext_lazy("Ratio of the two rates"),
    "ratio_low": gettext_lazy("Ratio: from"),
    "ratio_high": gettext_lazy("Ratio: to"),
    "detectable": gettext_lazy("Smallest difference that would have been visible"),
    "at_month": gettext_lazy("Read after so many months"),
    "log_rank": gettext_lazy("Log-rank chi-square"),
    "participants_median": gettext_lazy("Half of those who took part had left after"),
    "others_median": gettext_lazy("Half of their colleagues had left after"),
    "before_people": gettext_lazy("People with a value before"),
    "before_mean": gettext_lazy("Average before"),
    "during_people": gettext_lazy("People with a value during"),
    "during_mean": gettext_lazy("Average during"),
    "after_people": gettext_lazy("People with a value after"),
    "after_mean": gettext_lazy("Average after"),
    "before_value": gettext_lazy("Value before"),
    "during_value": gettext_lazy("Value during"),
    "after_value": gettext_lazy("Value after"),
    "linked": gettext_lazy("People with a value before and later"),
    "linked_before": gettext_lazy("Their average before"),
    "linked_after": gettext_lazy("Their average later"),
    "improved": gettext_lazy("Better than before"),
    "same": gettext_lazy("The same"),
    "worse": gettext_lazy("Worse than before"),
    "change": gettext_lazy("Average change"),
    "change_low": gettext_lazy("Average change: from"),
    "change_high": gettext_lazy("Average change: to"),
    "typical_change": gettext_lazy("Typical change"),
    "typical_low": gettext_lazy("Typical change: from"),
    "typical_high": gettext_lazy("Typical change: to"),
    "dz": gettext_lazy("Change in standard deviations of the changes"),
    "detectable_change": gettext_lazy("Smallest change that would have been visible"),
    "yes_before": gettext_lazy("Yes before"),
    "yes_after": gettext_lazy("Yes later"),
    "yes_change": gettext_lazy("Change"),
    "yes_low": gettext_lazy("Change: from"),
    "yes_high": gettext_lazy("Change: to"),
    "linked_others": gettext_lazy("Colleagues with a value before and later"),
    "others_before": gettext_lazy("Colleagues' average before"),
    "others_after": gettext_lazy("Colleagues' average later"),
    "others_change": gettext_lazy("Colleagues' average change"),
    "change_difference": gettext_lazy("Difference of the two changes"),
    "change_error": gettext_lazy("Its standard error"),
    "change_difference_low": gettext_lazy("Difference of the two changes: from"),
    "change_difference_high": gettext_lazy("Difference of the two changes: to"),
}
EVENTS = {
    ("retention", "participants_events"): gettext_lazy("Took part and stayed"),
    ("retention", "others_events"): gettext_lazy("Colleagues who stayed"),
    ("promotion", "participants_events"): gettext_lazy("Took part and were promoted"),
    ("promotion", "others_events"): gettext_lazy("Colleagues who were promoted"),
}


def number_label(measure: str, name: str) -> str:
    """Return what a number is, in words."""
    return str(EVENTS.get((measure, name)) or NUMBERS[name])


def bounded(percent: float, bound: str) -> str:
    """Return a whole percentage, or "90% or more" where the exact one would say what nearly everybody did."""
    texts = {"exactly": "%(n)s%%", "or_more": _("%(n)s%% or more"), "or_fewer": _("%(n)s%% or fewer")}
    return texts[bound] % {"n": round(percent)}


def number_text(value: float | None, unit: str, *, is_hidden: bool = False, bound: str = "exactly") -> str:
    """Return a number as it is printed everywhere: one decimal for rates and points, two for scores and ratios."""
    if is_hidden:
        return _("fewer than 5")
    if value is None:
        return "–"
    if bound != "exactly":
        return bounded(100 * value, bound)
    shown: dict[str, Callable[[float], str]] = {
        "people": lambda v: formats.number(round(v)),
        "count": lambda v: formats.number(round(v)),
        "share": lambda v: formats.percent(v, 1),
        "points": lambda v: _("%(points)s points") % {"points": signed(100 * v, 1)},
        "per_hundred": lambda v: signed(v, 0),
        "score": lambda v: formats.number(_whole_zero(v, 2), 2),
        "ratio": lambda v: formats.number(v, 2),
        "sd": lambda v: formats.number(_whole_zero(v, 2), 2),
        "months": lambda v: ngettext("%(n)s month", "%(n)s months", round(v)) % {"n": formats.number(v, 1)},
        "statistic": lambda v: formats.number(v, 2),
    }
    return shown[unit](value)


def signed(value: float, digits: int) -> str:
    """Return a difference, with a minus where there is one: a plus would be a formula in a spreadsheet."""
    return formats.number(_whole_zero(value, digits), digits)


def _whole_zero(value: float, digits: int) -> float:
    # -0.04 is printed as 0, not as -0.
    return round(value, digits) + 0.0


def title_of(figure: Stored) -> str:
    """Return what the figure is about."""
    if figure["measure"] == "change":
        return str(figure["subject"])
    if figure["measure"] == "group":
        return f"{figure['subject']}, {figure['group']}"
    return str(MEASURES[figure["measure"]])


def window_of(figure: Stored) -> str:
    """Return the time the figure covers."""
    months = figure["window_months"]
    if months is None:
        return ""
    if figure["is_primary"] and months == 12:
        return _("in the first twelve months")
    return _("in the first %(months)s months, all that is known") % {"months": formats.number(months, 1)}


def definition_of(figure: Stored) -> str:
    """Return how the figure is defined: of whom, what is counted, since when, by which method."""
    role = str(ROLES[figure["role"]])
    words = {
        "role": role,
        "roles": str(ROLES_INSIDE[figure["role"]]),
        "day": formats.date(date.fromisoformat(figure["index_on"])),
        "window": window_of(figure),
    }
    if figure["measure"] == "retention":
        text = _("%(role)s still employed, %(window)s from %(day)s, of all who applied or were accepted and "
                 "employed on that day, matched or not. Colleagues: employed on the same day, on the same levels, "
                 "in no program then. Difference with Newcombe's interval; like with like by Mantel–Haenszel over "
                 "level and years of service.")  # fmt: skip
    elif figure["measure"] == "promotion":
        text = _("%(role)s promoted at least once, %(window)s from %(day)s, of all who applied or were accepted and "
                 "employed on that day, matched or not. Colleagues: employed on the same day, on the same levels, "
                 "in no program then. Difference with Newcombe's interval; like with like by Mantel–Haenszel over "
                 "level and years of service.")  # fmt: skip
    elif figure["measure"] == "staying":
        text = _("The share of %(roles)s still employed by month since %(day)s (Kaplan–Meier; 95%% limits log-log), "
                 "cut where fewer than ten people are followed.")  # fmt: skip
    elif figure["measure"] == "group":
        text = _("One value of the whole group: the last up to the program's first day (before), the last until its "
                 "last day (during), the first from then on (after).")  # fmt: skip
    else:
        text = _("Values of %(roles)s up to the program's first day (before), until its last day (during) and from "
                 "then on (after). The change is that of the same people.")  # fmt: skip
    note = next((n for n in figure["notes"] if n["code"] == "kpi" and n["definition"]), None)
    return (f"{note['definition']} " if note else "") + text % words


def attribute_of(name: str) -> str:
    """Return what the groups were compared on before the start."""
    return name[4:] if name.startswith("kpi:") else str(ATTRIBUTES[name])


TENURES = {
    "under 1": pgettext_lazy("years of service", "under 1 year"),
    "1 to 3": pgettext_lazy("years of service", "1 to 3 years"),
    "3 to 5": pgettext_lazy("years of service", "3 to 5 years"),
    "5 to 10": pgettext_lazy("years of service", "5 to 10 years"),
    "10 and more": pgettext_lazy("years of service", "10 years and more"),
    "?": pgettext_lazy("years of service", "not known"),
}
