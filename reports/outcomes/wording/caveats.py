"""Caveats and notes that have to stand beside a number: who was counted, who was left out, what to be careful with."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.ui import formats
from reports.outcomes.wording.labels import attribute_label

SELF_SELECTED = gettext_lazy(
    "People chose to take part. They may differ from colleagues in ways we did not record, and that alone could "
    "produce this difference. In a randomized study of workplace mentoring, volunteers gained little although they "
    "looked better than non-volunteers (Sandvik et al.)."
)
# Colleagues may be there, with values that must be hidden.
ONE_GROUP = gettext_lazy("No comparison: regression to the mean, time and season are not excluded.")
RANDOM = gettext_lazy(
    "Places were assigned at random, as recorded before the first calculation, so self-selection does not explain a "
    "difference."
)
APPLICANTS = gettext_lazy(
    "Both groups applied. Those who were matched may still differ from the others in ways we did not record, and that "
    "alone could produce this difference."
)
CAVEATS = {
    "self_selected": SELF_SELECTED,
    "one_group": ONE_GROUP,
    "random_assignment": RANDOM,
    "selected_applicants": APPLICANTS,
}

NOTES = {
    "exploratory": gettext_lazy(
        "Exploratory: this period was not fixed beforehand, so no conclusion is drawn."
    ),
    "only_resignations": gettext_lazy(
        "Only resignations count in this program. People who left in another way count as retained."
    ),
    "several_comparisons": gettext_lazy(
        "On its own this difference is larger than expected by chance. Among several comparisons one such difference "
        "is to be expected."
    ),
    "until_now": gettext_lazy(
        "There are no values from after the program yet. The latest from during it are used."
    ),
    "no_before": gettext_lazy("There are no values from before the program, so no change can be calculated."),
    "trend_not_checkable": gettext_lazy(
        "Parallel trends cannot be checked: there is only one value from before the program."
    ),
}
PEOPLE_NOTES = {
    "contaminated": gettext_lazy(
        "%(n)s people of the comparison group joined this or another program later. They stay in the comparison group, "
        "which can make a difference smaller."
    ),
    "excluded_other_program": gettext_lazy(
        "%(n)s colleagues were in another program on that day and are not in the comparison group."
    ),
    "never_matched": gettext_lazy("%(n)s participants were never matched. They are included."),
    "not_employed": gettext_lazy("%(n)s participants were not employed on their first day and are excluded."),
    "left_undated": gettext_lazy("%(n)s participants left on an unknown date and are excluded."),
    "later_attributes": gettext_lazy(
        "For %(n)s participants, level and department are only known from a later date."
    ),
    "undated_start": gettext_lazy(
        "For %(n)s participants neither enrollment nor match has a date. They are followed from the program's first "
        "day."
    ),
    "not_followed": gettext_lazy(
        "%(n)s participants joined too recently for this period and are not counted in it."
    ),
    "too_recent": gettext_lazy(
        "%(n)s participants joined too recently and are not counted yet. Included in some results only, they could be "
        "identified."
    ),
}


def caveats(figure: Mapping[str, Any]) -> list[str]:
    """Return the caveats of a figure; none where it has neither number nor verdict."""
    found = []
    if "number" in figure["allowed"] and figure["numbers"]:
        found = [str(CAVEATS[name]) for name in figure["caveats"]]
    if figure["sign_changes"]:
        found.insert(0, _("Unadjusted and adjusted results disagree: they point in opposite directions. Read the "
                          "adjusted one: %(mix)s.") % {"mix": _mix(figure)})  # fmt: skip
    elif figure["mix_explains"]:
        found.insert(0, _("The unadjusted difference does not remain after adjustment: %(mix)s.") % {
            "mix": _mix(figure)})  # fmt: skip
    return found


def _mix(figure: Mapping[str, Any]) -> str:
    """Return in what the groups differed most before the program, of all that was adjusted for."""
    adjusted = [it for it in figure["baselines"] if it["attribute"] in figure["adjusted_for"]]
    if not adjusted:
        return _("the groups are made up of different people")
    worst = max(adjusted, key=lambda it: abs(it["difference"] or 0))
    name = attribute_label(worst["attribute"])
    if worst.get("value"):
        words = {"attribute": name, "value": worst["value"]}
        more = _("participants are more often in %(value)s (%(attribute)s)")
        less = _("participants are less often in %(value)s (%(attribute)s)")
        return (more if (worst["difference"] or 0) > 0 else less) % words
    return _("the groups differ in %(attribute)s") % {"attribute": name}


def notes(figure: Mapping[str, Any]) -> list[str]:
    """Return the notes of a figure as sentences."""
    return [text for note in figure["notes"] if (text := _note(note))]


def _note(note: Mapping[str, Any]) -> str:
    if "people" in note:
        count = note["people"]
        n = formats.number(count) if count is not None else _("fewer than 5")
        return str(PEOPLE_NOTES[note["code"]]) % {"n": n}
    return str(NOTES.get(note["code"], ""))
