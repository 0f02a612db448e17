"""The names of everything on the outcomes page: roles, measures, states, badges, attributes, numbers."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

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
    "retention": gettext_lazy("Retention"),
    "promotion": gettext_lazy("Promotion"),
    "retention_curve": gettext_lazy("Retention over time"),
}
STATES = {
    "no_data": gettext_lazy("No data yet"),
    "suppressed": gettext_lazy("Hidden to protect people"),
    "too_early": gettext_lazy("Too early"),
    "too_few": gettext_lazy("Too few people"),
    "no_comparison": gettext_lazy("No comparison"),
    "not_comparable": gettext_lazy("Groups not comparable"),
    "no_detectable_difference": gettext_lazy("No detectable difference"),
    "detectable_difference": gettext_lazy("Difference larger than expected by chance"),
}
# How a state looks: its shape and color, as everywhere in the product.
TONES = {
    "not_comparable": "needs_attention",
    "no_comparison": "needs_attention",
    "no_detectable_difference": "finished",
    "detectable_difference": "finished",
}
TOO_FEW_EVENTS = {
    "retention": gettext_lazy("Too few departures"),
    "promotion": gettext_lazy("Too few promotions"),
}
BADGES = {
    "comparable": gettext_lazy("Comparable before the program"),
    "adjusted_comparison_required": gettext_lazy("Adjusted for differences before the program"),
    "not_comparable": gettext_lazy("Not comparable before the program"),
    "unknown": gettext_lazy("Nothing is known about the groups before the program"),
    "": "",
}
ATTRIBUTES = {
    "level": gettext_lazy("level"),
    "tenure": gettext_lazy("years of service"),
    "tenure_band": gettext_lazy("years of service"),
    "department": gettext_lazy("department"),
    "location": gettext_lazy("location"),
}
TENURES = {
    "under 1": pgettext_lazy("years of service", "under 1 year"),
    "1 to 3": pgettext_lazy("years of service", "1 to 3 years"),
    "3 to 5": pgettext_lazy("years of service", "3 to 5 years"),
    "5 to 10": pgettext_lazy("years of service", "5 to 10 years"),
    "10 and more": pgettext_lazy("years of service", "10 years and more"),
    "?": pgettext_lazy("years of service", "not known"),
}

NUMBERS: dict[str, str | Promise] = {
    "participants": gettext_lazy("Participants"),
    "others": gettext_lazy("Comparison group, all"),
    "compared": gettext_lazy("Comparison group, adjusted difference"),
    "participants_rate": gettext_lazy("Rate of participants"),
    "others_rate": gettext_lazy("Rate of the comparison group"),
    "compared_rate": gettext_lazy("Rate of the people compared"),
    "difference": gettext_lazy("Unadjusted difference"),
    "low": gettext_lazy("Unadjusted difference: from"),
    "high": gettext_lazy("Unadjusted difference: to"),
    "per_hundred": gettext_lazy("Unadjusted difference in people per 100"),
    "adjusted": gettext_lazy("Adjusted difference"),
    "adjusted_low": gettext_lazy("Adjusted difference: from"),
    "adjusted_high": gettext_lazy("Adjusted difference: to"),
    "strata_used": gettext_lazy("Strata used"),
    "strata_dropped": gettext_lazy("Strata left out, without people of one group"),
    "dropped_people": gettext_lazy("People in strata left out"),
    "ratio": gettext_lazy("Risk ratio"),
    "ratio_low": gettext_lazy("Risk ratio: from"),
    "ratio_high": gettext_lazy("Risk ratio: to"),
    "detectable": gettext_lazy("Smallest detectable difference"),
    "expected_events": gettext_lazy("Expected at the comparison group's rate"),
    "expected_low": gettext_lazy("Expected: from"),
    "expected_high": gettext_lazy("Expected: to"),
    "at_month": gettext_lazy("Month of the difference"),
    "log_rank": gettext_lazy("Log-rank chi-square"),
    "participants_median": gettext_lazy("Median time to leaving, participants"),
    "others_median": gettext_lazy("Median time to leaving, comparison group"),
    "before_people": gettext_lazy("People with a value before"),
    "before_mean": gettext_lazy("Average before"),
    "during_people": gettext_lazy("People with a value during"),
    "during_mean": gettext_lazy("Average during"),
    "after_people": gettext_lazy("People with a value after"),
    "after_mean": gettext_lazy("Average after"),
    "before_value": gettext_lazy("Value before"),
    "during_value": gettext_lazy("Value during"),
    "after_value": gettext_lazy("Value after"),
    "paired": gettext_lazy("People with a value before and later"),
    "paired_before": gettext_lazy("Their average before"),
    "paired_after": gettext_lazy("Their average later"),
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
    "detectable_change": gettext_lazy("Smallest detectable change"),
    "yes_before": gettext_lazy("Yes before"),
    "yes_after": gettext_lazy("Yes later"),
    "yes_change": gettext_lazy("Change"),
    "yes_low": gettext_lazy("Change: from"),
    "yes_high": gettext_lazy("Change: to"),
    "paired_others": gettext_lazy("Comparison group: people with a value before and later"),
    "others_before": gettext_lazy("Comparison group: average before"),
    "others_after": gettext_lazy("Comparison group: average later"),
    "others_change": gettext_lazy("Comparison group: average change"),
    "change_difference": gettext_lazy("Difference of the two changes"),
    "change_error": gettext_lazy("Its standard error"),
    "change_difference_low": gettext_lazy("Difference of the two changes: from"),
    "change_difference_high": gettext_lazy("Difference of the two changes: to"),
}
EVENTS = {
    ("retention", "participants_events"): gettext_lazy("Participants who stayed"),
    ("retention", "others_events"): gettext_lazy("People in the comparison group who stayed"),
    ("promotion", "participants_events"): gettext_lazy("Participants who were promoted"),
    ("promotion", "others_events"): gettext_lazy("People in the comparison group who were promoted"),
}


def number_label(measure: str, name: str) -> str:
    """Return the label of a stored number."""
    return str(EVENTS.get((measure, name)) or NUMBERS[name])


def attribute_label(name: str) -> str:
    """Return the name of an attribute on which the groups are compared."""
    return name[4:] if name.startswith("kpi:") else str(ATTRIBUTES[name])


def state_label(figure: Mapping[str, Any]) -> str:
    """Return the name of a figure's state. Too few departures is not the same as too few people."""
    if figure["state"] == "too_few" and {it["what"] for it in figure["lacking"]} == {"events"}:
        return str(TOO_FEW_EVENTS.get(figure["measure"], STATES["too_few"]))
    return str(STATES[figure["state"]])
