"""What can and what cannot be concluded from a figure: one text for each state. Verdict words need their state."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.ui import formats
from reports.outcomes.figures.attributes import KPI
from reports.outcomes.wording.definition import window_of
from reports.outcomes.wording.labels import attribute_label
from reports.outcomes.wording.numbers import number_text, percent_of, signed, value_of

Stored = Mapping[str, Any]

NO_DIFFERENCE = gettext_lazy(
    "With %(n1)s and %(n2)s people only a difference of about %(mde)s points could have been detected. This is not "
    "evidence of no effect."
)
TOO_EARLY = gettext_lazy("%(pct)s%% of participants have reached %(h)s months; results open on %(date)s.")


def conclusion(figure: Stored) -> str:
    """Return the conclusion of a figure."""
    return _BY_STATE[figure["state"]](figure)


def _no_data(figure: Stored) -> str:
    if figure["measure"] in ("change", "group"):
        return _("There is no value from after the program's first day yet.")
    return _("No participant was employed on their first day.")


def _suppressed(figure: Stored) -> str:
    if any(note["code"] == "too_near" for note in figure["notes"]):
        return _("Together with the other role's results, this would disclose fewer than five people. Hidden to "
                 "protect them.")  # fmt: skip
    return _("Fewer than five people. Hidden to protect them.")


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
    if {lack["what"] for lack in figure["lacking"]} == {"events"}:
        return " ".join(filter(None, [expected_events(figure), *needs]))
    return " ".join([_("There are too few people for a result."), *filter(None, needs)])


def expected_events(figure: Stored) -> str:
    """Return how many left or were promoted, and how many would have at the comparison group's rate, with its range."""
    n, events = value_of(figure, "participants"), value_of(figure, "participants_events")
    expected, low, high = (value_of(figure, f"expected_{name}") for name in ("events", "low", "high"))
    if n is None or events is None:
        return ""
    if figure["measure"] == "retention":
        seen = _("%(events)s of %(n)s participants left.")
        events = n - events
        if expected is not None and low is not None and high is not None:
            expected, low, high = n - expected, n - high, n - low
        text = _("At the comparison group's rate, about %(expected)s would have left (%(low)s to %(high)s).")
    else:
        seen = _("%(events)s of %(n)s participants were promoted.")
        text = _(
            "At the comparison group's rate, about %(expected)s would have been promoted (%(low)s to %(high)s)."
        )
    words = {"events": formats.number(round(events)), "n": formats.number(round(n))}
    if expected is None or low is None or high is None:
        return seen % words
    words |= {
        name: formats.number(round(value))
        for name, value in (("expected", expected), ("low", low), ("high", high))
    }
    return f"{seen} {text}" % words


def _lacking(figure: Stored, lack: Mapping[str, Any]) -> str:
    need = lack["need"]
    if lack["what"] == "per_group":
        return _("At least %(need)s are needed in each group.") % {"need": need}
    if lack["what"] == "pairs":
        return _("At least %(need)s people with a value before and later are needed.") % {"need": need}
    if lack["what"] == "events" and figure["measure"] == "promotion":
        return _("A comparison needs at least %(need)s promotions in both groups together.") % {"need": need}
    return _("A comparison needs at least %(need)s departures in both groups together.") % {"need": need}


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
        if figure.get("compares_with") == "applicants":
            return _("There are no applicants without a match on the same levels to compare with.")
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
    """Return in what the groups differed before, and the numbers without a verdict word."""
    if figure["measure"] == "change" and figure["baselines"]:
        # The numbers stay visible: both changes.
        words = _changes(figure)
        text = _(
            "The average of participants changed by %(mine)s, that of the comparison group by %(theirs)s."
        )
        apart = [it for it in figure["baselines"] if it["badge"] == "not_comparable"]
        return " ".join([*([text % words] if "–" not in words.values() else []), *map(_differed, apart[:1])])
    if not figure["baselines"]:
        return _("Nothing is known about both groups before the program, so it cannot be said whether they are "
                 "comparable. The difference cannot be attributed to the program.")  # fmt: skip
    apart = [it for it in figure["baselines"] if it["badge"] == "not_comparable"]
    if not apart:
        return " ".join(filter(None, [
            _("The groups still differ after adjustment, so the difference cannot be attributed to the program."),
            among_the_same(figure),
        ]))  # fmt: skip
    # A KPI says more to a reader than a department, even if it is not the worst.
    kpis = [it for it in apart if it["attribute"].startswith(KPI)]
    return " ".join(filter(None, [_differed((kpis or apart)[0]), among_the_same(figure)]))


def _differed(baseline: Stored) -> str:
    """Return how participants differed from the comparison group before the program."""
    words = {"x": attribute_label(baseline["attribute"]), "value": baseline.get("value") or ""}
    if baseline["difference"] is None:
        return _("Before the program the groups already differed in %(x)s; the difference cannot be attributed to the "
                 "program.") % words  # fmt: skip
    mine, theirs = baseline.get("participants_mean"), baseline.get("others_mean")
    if mine is not None and theirs is not None:
        words |= {"a": number_text(mine, "score"), "b": number_text(theirs, "score")}
        return _("Before the program the groups already differed in %(x)s (%(a)s vs. %(b)s); the difference cannot be "
                 "attributed to the program.") % words  # fmt: skip
    if words["value"] and words["value"] != "other":
        more = _("Before the program, participants were more often in %(value)s (%(x)s); the difference cannot be "
                 "attributed to the program.")  # fmt: skip
        less = _("Before the program, participants were less often in %(value)s (%(x)s); the difference cannot be "
                 "attributed to the program.")  # fmt: skip
        return (more if baseline["difference"] > 0 else less) % words
    higher = _("Before the program, participants had higher values in %(x)s; the difference cannot be attributed to "
               "the program.")  # fmt: skip
    lower = _("Before the program, participants had lower values in %(x)s; the difference cannot be attributed to "
              "the program.")  # fmt: skip
    return (higher if baseline["difference"] > 0 else lower) % words


def among_the_same(figure: Stored) -> str:
    """Return the adjusted difference with its interval, as a number only."""
    adjusted, low, high = (value_of(figure, name) for name in ("adjusted", "adjusted_low", "adjusted_high"))
    if adjusted is None or low is None or high is None:
        return ""
    apart = [it["attribute"] for it in figure["baselines"] if it["badge"] == "not_comparable"]
    chosen = [name for name in apart if name in figure["adjusted_for"]] or figure["adjusted_for"]
    names = [attribute_label(name) for name in chosen[:2]]
    if figure.get("compares_with") == "applicants":
        text = _("Among applicants with the same %(attributes)s, the difference is %(points)s points (%(low)s to "
                 "%(high)s).")  # fmt: skip
    else:
        text = _("Among colleagues with the same %(attributes)s, the difference is %(points)s points (%(low)s to "
                 "%(high)s).")  # fmt: skip
    return text % {
        "attributes": formats.listing(names),
        "points": signed(100 * adjusted, 1),
        "low": signed(100 * low, 1),
        "high": signed(100 * high, 1),
    }  # fmt: skip


def _no_difference(figure: Stored) -> str:
    if figure["measure"] == "retention_curve":
        return _("The curves show both groups by month. Conclusions are drawn from the main period only.")
    if figure["measure"] == "change":
        text = _("The average of participants changed by %(mine)s, that of the comparison group by %(theirs)s. The "
                 "difference is no larger than expected by chance. This is not evidence of no effect.")  # fmt: skip
        return text % _changes(figure)
    if not figure["is_primary"]:
        return _("Exploratory: this period was not fixed beforehand, so no conclusion is drawn.")
    return " ".join(filter(None, [
        _("The difference is no larger than expected by chance."),
        _detectable(figure)
        or _("At these group sizes, even 100% of participants would not have been a detectable difference. "
             "This is not evidence of no effect."),
    ]))  # fmt: skip


def _difference(figure: Stored) -> str:
    associated = _("The difference is larger than expected by chance. It is associated with taking part; this does not "
                   "show that the program is the reason.")  # fmt: skip
    if figure["measure"] == "change":
        text = _(
            "The average of participants changed by %(mine)s, that of the comparison group by %(theirs)s."
        )
        return f"{text % _changes(figure)} {associated}"
    difference = value_of(figure, "adjusted")
    difference = (value_of(figure, "difference") if difference is None else difference) or 0.0
    # A difference under one in a hundred is a number of people in a thousand, never "0 more of every 100".
    per = 100 if round(abs(100 * difference)) else 1000
    people = round(abs(per * difference))
    words = {"n": people, "per": formats.number(per), "window": window_of(figure)}
    if figure["measure"] == "retention":
        text = (
            _("%(n)s more of every %(per)s stayed %(window)s than in the comparison group.")
            if difference > 0
            else _("%(n)s fewer of every %(per)s stayed %(window)s than in the comparison group.")
        )
    else:
        text = (
            _("%(n)s more of every %(per)s were promoted %(window)s than in the comparison group.")
            if difference > 0
            else _("%(n)s fewer of every %(per)s were promoted %(window)s than in the comparison group.")
        )
    return f"{text % words} {associated}"


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
