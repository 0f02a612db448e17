"""Caveats and notes that have to stand beside a number: who was counted, who was left out, what to be careful with."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.ui import formats

SELF_SELECTED = gettext_lazy(
    "People chose to take part. They may differ from colleagues in ways we did not record, and that alone could "
    "produce this difference. In a randomized study of workplace mentoring, volunteers gained little although they "
    "looked better than non-volunteers (Sandvik et al.)."
)
ONE_GROUP = gettext_lazy("No comparison group: regression to the mean, time and season are not excluded.")
CAVEATS = {"self_selected": SELF_SELECTED, "one_group": ONE_GROUP}

NOTES = {
    "exploratory": gettext_lazy(
        "For exploring: this time span was not fixed beforehand, so there is no verdict."
    ),
    "only_resignations": gettext_lazy(
        "Only resignations count in this program: who left in another way counts as not having left."
    ),
    "several_comparisons": gettext_lazy(
        "Seen alone it would be larger than chance; among several comparisons one such is to be expected."
    ),
    "until_now": gettext_lazy(
        "Nobody has a value from after the program yet; the latest from during it is used."
    ),
    "no_before": gettext_lazy("Nobody has a value from before the program, so no change can be worked out."),
    "trend_not_checkable": gettext_lazy(
        "Whether both groups would have moved alike without the program cannot be checked: there is one value from "
        "before."
    ),
}
PEOPLE_NOTES = {
    "contaminated": gettext_lazy(
        "%(n)s of the colleagues joined another program later. They stay in the comparison, which makes the "
        "difference smaller."
    ),
    "excluded_other_program": gettext_lazy(
        "%(n)s colleagues were in another program on that day already and are not compared."
    ),
    "never_matched": gettext_lazy(
        "%(n)s who were to take part never had a match. They count as taking part."
    ),
    "not_employed": gettext_lazy(
        "%(n)s who took part were not employed on the first day and are not counted."
    ),
    "left_undated": gettext_lazy(
        "%(n)s who took part have left on a day that nobody knows and are not counted."
    ),
    "later_attributes": gettext_lazy(
        "For %(n)s who took part, level and department are known only from a later day."
    ),
}


def caveats(figure: Mapping[str, Any]) -> list[str]:
    """Return the caveats of a figure; none where it has neither number nor verdict."""
    found = []
    if figure["state"] in (
        "no_comparison",
        "not_comparable",
        "no_detectable_difference",
        "detectable_difference",
    ):
        found = [str(CAVEATS[name]) for name in figure["caveats"]]
    if figure["sign_changes"]:
        found.insert(0, _("As it is and like with like point in opposite directions: the mix of people, not the "
                          "program, explains what is seen at first sight."))  # fmt: skip
    return found


def notes(figure: Mapping[str, Any]) -> list[str]:
    """Return the notes of a figure as sentences."""
    return [text for note in figure["notes"] if (text := _note(note))]


def _note(note: Mapping[str, Any]) -> str:
    if "people" in note:
        count = note["people"]
        n = formats.number(count) if count is not None else _("Fewer than 5")
        return str(PEOPLE_NOTES[note["code"]]) % {"n": n}
    return str(NOTES.get(note["code"], ""))
