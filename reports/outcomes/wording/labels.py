"""The names of everything on the outcomes page: roles, measures, states, badges, attributes, numbers."""

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
    "retention": gettext_lazy("Staying"),
    "promotion": gettext_lazy("Promotion"),
    "retention_curve": gettext_lazy("Staying over time"),
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
TENURES = {
    "under 1": pgettext_lazy("years of service", "under 1 year"),
    "1 to 3": pgettext_lazy("years of service", "1 to 3 years"),
    "3 to 5": pgettext_lazy("years of service", "3 to 5 years"),
    "5 to 10": pgettext_lazy("years of service", "5 to 10 years"),
    "10 and more": pgettext_lazy("years of service", "10 years and more"),
    "?": pgettext_lazy("years of service", "not known"),
}

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
    "detectable_change": gettext_lazy("Smallest change that would have been visible"),
    "yes_before": gettext_lazy("Yes before"),
    "yes_after": gettext_lazy("Yes later"),
    "yes_change": gettext_lazy("Change"),
    "yes_low": gettext_lazy("Change: from"),
    "yes_high": gettext_lazy("Change: to"),
    "paired_others": gettext_lazy("Colleagues with a value before and later"),
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
    """Return the label of a stored number."""
    return str(EVENTS.get((measure, name)) or NUMBERS[name])


def attribute_label(name: str) -> str:
    """Return the name of an attribute on which the groups are compared."""
    return name[4:] if name.startswith("kpi:") else str(ATTRIBUTES[name])
