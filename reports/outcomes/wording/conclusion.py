"""What can and what cannot be concluded from a figure: one text for each state. Verdict words need their state."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mentoring.ui import formats
from reports.outcomes.figures.figure import KPI
from reports.outcomes.wording.definition import window_of
from reports.outcomes.wording.labels import attribute_label
from reports.outcomes.wording.numbers import number_text, percent_of, signed, value_of

Stored = Mapping[str, Any]

NOT_COMPARABLE = gettext_lazy(
    "Before the program the groups already differed by %(g)s standard deviations on %(x)s; the difference below "
    "cannot be read as a result of the program."
)
NO_DIFFERENCE = gettext_lazy(
    "With %(n1)s and %(n2)s people only a difference of about %(mde)s points would have been visible. This is not "
    "evidence of no effect."
)
TOO_EARLY = gettext_lazy("%(pct)s%% of participants have reached %(h)s months; results open on %(date)s.")


def conclusion(figure: Stored) -> str:
    """Return the conclusion of a figure."""
    return _BY_STATE[figure["state"]](figure)


def _no_data(figure: Stored) -> str:
    if figure["measure"] in ("change", "group"):
        return _("There is no value from after the program's first day yet.")
    return _("Nobody who took part was employed on the first day of the program.")


def _suppressed(figure: Stored) -> str:
    if any(note["code"] == "too_near" for note in figure["notes"]):
        return _("Together with the other role's figures these would tell of fewer than five people: nothing is shown, "
                 "to protect them.")  # fmt: skip
    return _("Fewer than five people: nothing is shown, to protect them.")


def _too_early(figure: Stored) -> str:
    opens_on = figure["opens_on"] and date.fromisoformat(figure["opens_on"])
    share = formats.number(100 * (figure["share_reached"] or 0))
    if figure["measure"] == "change" and opens_on is None:
        return _("The program has not ended, and nobody has a value from before and from later yet.")
    if opens_on is None:
        return _(
            "No promotion is known since the program began. Results open after the first promotion round."
        )
    if figure["guard_weeks"]:
        words = {"pct": share, "weeks": figure["guard_weeks"], "date": formats.date(opens_on, "long")}
        return _("%(pct)s%% of participants have reached %(weeks)s weeks; results open on %(date)s.") % words
    return str(TOO_EARLY) % {
        "pct": share,
        "h": figure["guard_months"],
        "date": formats.date(opens_on, "long"),
    }


def _too_few(figure: Stored) -> str:
    needs = [_lacking(figure, lack) for lack in figure["lacking"]]
    first = " ".join([_("There are too few people to say anything."), *filter(None, needs)])
    detectable = _detectable(figure)
    return f"{first} {detectable}" if detectable else first


def _lacking(figure: Stored, lack: Mapping[str, Any]) -> str:
    need = lack["need"]
    if lack["what"] == "per_group":
        return _("At least %(need)s are needed in each group.") % {"need": need}
    if lack["what"] == "pairs":
        return _("At least %(need)s people are needed with a value before and later.") % {"need": need}
    if lack["what"] == "events" and figure["measure"] == "promotion":
        return _("At least %(need)s promotions are needed in both groups together.") % {"need": need}
    return _("At least %(need)s people who left are needed in both groups together.") % {"need": need}


def _detectable(figure: Stored) -> str:
    """Return the smallest detectable difference as a text; nothing where there is none."""
    mde, n1 = value_of(figure, "detectable"), value_of(figure, "participants")
    n2 = value_of(figure, "compared") or value_of(figure, "others")
    if mde is None or n1 is None or n2 is None:
        return ""
    words = {
        "n1": formats.number(round(n1)),
        "n2": formats.number(round(n2)),
        "mde": formats.number(100 * mde, 1),
    }
    return str(NO_DIFFERENCE) % words


def _no_comparison(figure: Stored) -> str:
    if figure["measure"] == "group":
        return _group_values(figure)
    if figure["measure"] != "change":
        return _("There are no colleagues on the same levels to compare with.")
    shares = [value_of(figure, name) for name in ("improved", "same", "worse")]
    headline = next((n["headline"] for n in figure["notes"] if n["code"] == "headline"), "")
    words = {"n": formats.number(round(value_of(figure, "paired") or 0)), "kpi": figure["subject"]}
    if headline == "mean" and value_of(figure, "change") is not None:
        words |= {
            name: number_text(value_of(figure, name), "score")
            for name in ("change", "change_low", "change_high")
        }
        return _("Among the %(n)s people with both values, the average changed by %(change)s "
                 "(%(change_low)s to %(change_high)s).") % words  # fmt: skip
    if None not in shares:
        words |= {
            f"share{i}": percent_of(figure, name) for i, name in enumerate(("improved", "same", "worse"))
        }
        return _("Of the %(n)s people with both values, %(share0)s are better than before, %(share1)s the same and "
                 "%(share2)s worse.") % words  # fmt: skip
    if value_of(figure, "yes_before") is not None:
        words |= {"before": _number_of(figure, "yes_before"),
                  "after": _number_of(figure, "yes_after")}  # fmt: skip
        return (
            _("Of the %(n)s people with both answers, %(before)s said yes before and %(after)s later.")
            % words
        )
    return _("The values before and later are below.")


def _number_of(figure: Stored, name: str) -> str:
    number = next(n for n in figure["numbers"] if n["name"] == name)
    return number_text(number["value"], number["unit"], bound=number.get("bound", "exactly"))


def _group_values(figure: Stored) -> str:
    parts = [
        text % {"value": number_text(value, "score")}
        for name, text in (
            ("before_value", _("%(value)s before")),
            ("during_value", _("%(value)s during")),
            ("after_value", _("%(value)s after")),
        )
        if (value := value_of(figure, name)) is not None
    ]
    return _(
        "%(values)s. One value of a whole group: chance and other reasons cannot be told from a change."
    ) % {"values": ", ".join(parts)}


def _not_comparable(figure: Stored) -> str:
    if not figure["baselines"]:
        return _("Nothing is known of both groups from before the start, so it cannot be said whether they were alike. "
                 "The difference in the technical annex cannot be read as a result of the program.")  # fmt: skip
    worst = figure["baselines"][0]
    if worst["difference"] is None:
        return _("Before the program the groups already differed on %(x)s, in a way that would tell of single people; "
                 "the difference below cannot be read as a result of the program.") % {
                     "x": attribute_label(worst["attribute"])}  # fmt: skip
    words = {"g": formats.number(abs(worst["difference"]), 2), "x": attribute_label(worst["attribute"])}
    apart = [
        it
        for it in figure["baselines"]
        if it["badge"] == "not_comparable" and it["attribute"].startswith(KPI)
    ]
    # A KPI by which the groups are apart says more to a reader than a department, even if it is not the worst.
    return " ".join(filter(None, [str(NOT_COMPARABLE) % words, _baseline_text((apart or [worst])[0])]))


def _baseline_text(baseline: Stored) -> str:
    """Return what the groups differed by without standard deviations; nothing where no averages may be disclosed."""
    if not baseline["attribute"].startswith(KPI):
        return _("By %(x)s, the two groups were made up of different people.") % {
            "x": attribute_label(baseline["attribute"])
        }
    mine, theirs = baseline.get("participants_mean"), baseline.get("others_mean")
    if mine is None or theirs is None:
        return ""
    words = {"x": attribute_label(baseline["attribute"]), "mine": _scored(mine), "theirs": _scored(theirs)}
    means = _("The average of %(x)s was %(mine)s among those who took part and %(theirs)s among the colleagues they "
              "are compared with.") % words  # fmt: skip
    ahead = _(
        "Those who took part were ahead before the program began: comparing them with the others flatters it."
    )
    behind = _(
        "Those who took part were behind before the program began: comparing them with the others is unfair to it."
    )
    return f"{means} {ahead if (mine > theirs) == baseline['higher_is_better'] else behind}"


def _no_difference(figure: Stored) -> str:
    if figure["measure"] == "retention_curve":
        return _("The curves show both groups month by month; what can be concluded stands with the figure for twelve "
                 "months.")  # fmt: skip
    if figure["measure"] == "change":
        words = _changes(figure)
        return _("The average of those who took part changed by %(mine)s, that of their colleagues by %(theirs)s. "
                 "Chance alone could produce that difference; this is not evidence of no effect.") % words  # fmt: skip
    if not figure["is_primary"]:
        return _("All that is known, for exploring only; what can be concluded stands with the figure for twelve "
                 "months.")  # fmt: skip
    return " ".join(filter(None, [
        _("No difference between the groups can be told from chance."),
        _detectable(figure)
        or _("No difference of any size would have been visible. This is not evidence of no effect."),
    ]))  # fmt: skip


def _difference(figure: Stored) -> str:
    if figure["measure"] == "change":
        return _("The average of those who took part changed by %(mine)s, that of their colleagues by %(theirs)s: a "
                 "difference that is larger than chance would normally produce. It is associated with taking part; "
                 "that does not show that the program is the reason.") % _changes(figure)  # fmt: skip
    difference = value_of(figure, "adjusted")
    difference = (value_of(figure, "difference") if difference is None else difference) or 0.0
    people = round(abs(100 * difference))
    words = {"n": people, "window": window_of(figure)}
    if figure["measure"] == "retention":
        text = (
            ngettext("%(n)s more of every 100 stayed %(window)s than of comparable colleagues.",
                     "%(n)s more of every 100 stayed %(window)s than of comparable colleagues.", people)
            if difference > 0
            else ngettext("%(n)s fewer of every 100 stayed %(window)s than of comparable colleagues.",
                          "%(n)s fewer of every 100 stayed %(window)s than of comparable colleagues.", people)
        )  # fmt: skip
    else:
        text = (
            ngettext("%(n)s more of every 100 were promoted %(window)s than of comparable colleagues.",
                     "%(n)s more of every 100 were promoted %(window)s than of comparable colleagues.", people)
            if difference > 0
            else ngettext("%(n)s fewer of every 100 were promoted %(window)s than of comparable colleagues.",
                          "%(n)s fewer of every 100 were promoted %(window)s than of comparable colleagues.", people)
        )  # fmt: skip
    return f"{text % words} " + _("The difference is larger than chance would normally produce. It is associated with "
                                  "taking part; that does not show that the program is the reason.")  # fmt: skip


def _changes(figure: Stored) -> dict[str, str]:
    mine, theirs = value_of(figure, "change"), value_of(figure, "others_change")
    return {"mine": _scored(mine), "theirs": _scored(theirs)}


def _scored(value: float | None) -> str:
    return "–" if value is None else signed(value, 2)


_BY_STATE = {
    "no_data": _no_data,
    "suppressed": _suppressed,
    "too_early": _too_early,
    "too_few": _too_few,
    "no_comparison": _no_comparison,
    "not_comparable": _not_comparable,
    "no_detectable_difference": _no_difference,
    "detectable_difference": _difference,
}
