"""What may be said about a figure. Words such as "higher" need the state detectable_difference."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mentoring.ui import formats
from surveys.presentation.numbers import number_text

Stored = Mapping[str, Any]
CHANGES = ("change", "change_of_rate", "unpaired")


def since_text(figure: Stored) -> str:
    """Return what a change is compared with: "since the start", "since Sep 1, 2026"."""
    note = note_of(figure, "since")
    if note is None:
        return ""
    if note["kind"] == "start":
        return _("since the start")
    return _("since %(date)s") % {"date": formats.date(date.fromisoformat(note["opened_on"]))}


def conclusion(figure: Stored) -> str:
    """Return the sentence of a comparison; nothing for figures that compare nothing."""
    if figure["measure"] in CHANGES:
        return _change(figure)
    if figure["measure"] == "late":
        if figure["state"] == "no_detectable_difference":
            return _corrected(figure, _("No detectable difference"))
        return (
            _("People who answered after the first reminder are more favorable")
            if (value_of(figure, "difference") or 0) > 0
            else _("People who answered after the first reminder are less favorable")
        )
    return ""


def _change(figure: Stored) -> str:
    state = figure["state"]
    if state == "suppressed":
        return _("Fewer than 5 people answered both times")
    if state == "too_early":
        return _("The two surveys are less than 8 weeks apart")
    if state == "too_few":
        return "" if figure["measure"] == "unpaired" else _("Too few to test")
    if state == "no_detectable_difference":
        return _corrected(figure, _("No detectable difference %(since)s") % {"since": since_text(figure)})
    note = note_of(figure, "since") or {"kind": "", "opened_on": figure["as_of"]}
    is_up = direction(figure) > 0
    if note["kind"] == "start":
        return _("Higher than at the start") if is_up else _("Lower than at the start")
    day = {"date": formats.date(date.fromisoformat(note["opened_on"]))}
    return _("Higher than on %(date)s") % day if is_up else _("Lower than on %(date)s") % day


def _corrected(figure: Stored, verdict: str) -> str:
    """Return the verdict with the reason where the interval alone would be read as a difference."""
    note = note_of(figure, "several_comparisons")
    if note is None:
        return verdict
    if note["count"] == 1:
        return _("%(verdict)s by the test") % {"verdict": verdict}
    return _("%(verdict)s, corrected for %(n)s comparisons") % {"verdict": verdict, "n": note["count"]}


def direction(figure: Stored) -> float:
    """Return a positive number for a rise; by the shares where the sizes are withheld."""
    for name in ("rate_change", "change", "typical"):
        value = value_of(figure, name)
        if value:
            return value
    return (value_of(figure, "improved") or 0) - (value_of(figure, "worse") or 0)


def notes(figure: Stored, labels: Mapping[str, str]) -> list[str]:
    """Return the sentences below a figure."""
    found = []
    for note in figure["notes"]:
        text = _note(figure, note, labels)
        if text:
            found.append(text)
    detectable = value_of(figure, "detectable")
    before = value_of(figure, "before_people")
    if figure["state"] == "no_detectable_difference" and detectable is not None and before is not None:
        found.insert(
            0,
            _(
                "With %(n)s and %(before)s people only a difference of about %(size)s could have been detected. "
                "This is not evidence of no effect."
            )
            % {
                "n": formats.number(figure["n"]),
                "before": formats.number(round(before)),
                "size": number_text(detectable, "points"),
            },
        )
    elif figure["state"] == "no_detectable_difference" and detectable is not None and figure["n"]:
        found.insert(
            0,
            _(
                "With %(n)s people only a change of about %(size)s could have been detected. This is not evidence of "
                "no effect."
            )
            % {"n": formats.number(figure["n"]), "size": number_text(detectable, "scale")},
        )
    return found


def _note(figure: Stored, note: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    code = note["code"]
    if code == "several_comparisons":
        if note["count"] == 1:
            return _("The interval excludes zero, but the test does not confirm it.")
        return _("Among %(n)s comparisons, a change of this size is expected by chance.") % {
            "n": note["count"]
        }
    if code == "questions":
        return ", ".join(labels.get(key, key) for key in note["keys"])
    if code == "headline":
        return _headlines().get(note["reason"], "")
    return _sentences().get(code, "")


def _headlines() -> dict[str, str]:
    return {
        "too few pairs": _("Fewer than 6 people answered both times, too few to test."),
        "too few changed": _("Fewer than 6 people changed their answer, too few to test."),
    }


def _sentences() -> dict[str, str]:
    return {
        "one_group": _("No comparison group: regression to the mean, time and season are not excluded."),
        "unpaired": _("Both surveys were anonymous: different people may have answered."),
        "few_silent": _("Fewer than 5 people did not answer, so the number of answers is hidden."),
        "hidden_sums": _(
            "The size of the change is hidden: it would disclose the answers of fewer than 5 people."
        ),
        "alike": _("The size of the change is hidden: nearly everybody answered alike."),
        "low_rate": _(
            "Too few of the people invited answered, or it is too early, to call this a difference."
        ),
        "few_answers": _("No mean: fewer than 30 people answered all questions of the scale."),
        "low_reliability": _("No mean: reliability below .70."),
        "few_partial": _("The mean is hidden: it would disclose the answers of fewer than 5 people."),
    }


def note_of(figure: Stored, code: str) -> Mapping[str, Any] | None:
    return next((note for note in figure["notes"] if note["code"] == code), None)


def value_of(figure: Stored, name: str) -> float | None:
    """Return a stored number; None where it is withheld or not there."""
    return next((number["value"] for number in figure["numbers"] if number["name"] == name), None)


def headline(figures: Sequence[Stored], labels: Mapping[str, str]) -> str:
    """Return the finding above the page: the questions with the highest and the lowest favorable share."""
    rated = [
        (value, labels.get(figure["question"], figure["question"]))
        for figure in figures
        if figure["measure"] == "agreement5"
        and figure["state"] == "no_comparison"
        and (value := value_of(figure, "favorable")) is not None
    ]
    if len(rated) < 2 or min(rated)[0] == max(rated)[0]:
        return ""
    return _("Highest: %(high)s. Lowest: %(low)s") % {"high": max(rated)[1], "low": min(rated)[1]}
