"""What a figure is: its title, the period it covers and its definition."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.ui import formats
from reports.outcomes.wording.labels import MEASURES, ROLES, ROLES_INSIDE, attribute_label

Stored = Mapping[str, Any]


def title_of(figure: Stored) -> str:
    """Return the title of a figure."""
    if figure["measure"] == "change":
        return str(figure["subject"])
    if figure["measure"] == "group":
        return f"{figure['subject']}, {figure['group']}"
    return str(MEASURES[figure["measure"]])


def window_of(figure: Stored) -> str:
    """Return the period that a figure covers."""
    months = figure["window_months"]
    if months is None:
        return ""
    return ngettext("after %(n)s month", "after %(n)s months", round(months)) % {
        "n": formats.number(months, 0)
    }


def definition_of(figure: Stored) -> str:
    """Return the definition: which people, what is counted, since when, by which method."""
    role = str(ROLES[figure["role"]])
    words = {
        "role": role,
        "roles": str(ROLES_INSIDE[figure["role"]]),
        "window": window_of(figure),
        "since": _first_days(figure),
        "adjusted": _adjusted_by(figure),
    }
    is_of_applicants = figure.get("compares_with") == "applicants"
    if figure["measure"] == "retention" and is_of_applicants:
        text = _("%(role)s still employed %(window)s, of everybody who was matched and employed on that day. %(since)s "
                 "Unadjusted difference with Newcombe's interval. %(adjusted)s")  # fmt: skip
    elif figure["measure"] == "promotion" and is_of_applicants:
        text = _("%(role)s promoted at least once %(window)s, of everybody who was matched and employed on that day. "
                 "%(since)s Unadjusted difference with Newcombe's interval. %(adjusted)s")  # fmt: skip
    elif figure["measure"] == "retention":
        text = _("%(role)s still employed %(window)s, of everybody who enrolled and was employed on their first day, "
                 "matched or not. %(since)s Unadjusted difference with Newcombe's interval. %(adjusted)s")  # fmt: skip
    elif figure["measure"] == "promotion":
        text = _("%(role)s promoted at least once %(window)s, of everybody who enrolled and was employed on their "
                 "first day, matched or not. %(since)s Unadjusted difference with Newcombe's interval. "
                 "%(adjusted)s")  # fmt: skip
    elif figure["measure"] == "retention_curve":
        text = _("The share of %(roles)s still employed, by month (Kaplan–Meier, 95%% log-log limits), up to the month "
                 "in which ten people are still observed. %(since)s")  # fmt: skip
    elif figure["measure"] == "group":
        text = _("One value of the whole group: the last up to the program's first day (before), the last until its "
                 "last day (during), the first from then on (after).")  # fmt: skip
    else:
        text = _("Values of %(roles)s up to their first day (before), until the program's last day (during) and from "
                 "then on (after). The change is that of the same people.")  # fmt: skip
    note = next((n for n in figure["notes"] if n["code"] == "kpi" and n["definition"]), None)
    return (f"{note['definition']} " if note else "") + text % words


def subject_of(figure: Stored) -> str:
    """Return title and period, such as "Retention, after 12 months"."""
    return ", ".join(filter(None, [title_of(figure), window_of(figure)]))


def _first_days(figure: Stored) -> str:
    """Return from which day on people are followed."""
    first, last = (
        formats.date(date.fromisoformat(figure[name] or figure["index_on"]))
        for name in ("index_on", "index_until")
    )
    if figure.get("compares_with") == "applicants":
        return _("Participants are followed from the day on which they were matched, between %(first)s and %(last)s. "
                 "Comparison group: people on the same levels who had applied for the same role, were employed on the "
                 "first day of a participant and had no match by then.") % {"first": first, "last": last}  # fmt: skip
    if first == last:
        return _("Everybody is followed from %(day)s. Comparison group: colleagues on the same levels who were "
                 "employed and outside the program on that day.") % {"day": first}  # fmt: skip
    return _("Participants are followed from their own first day, between %(first)s and %(last)s. Comparison group: "
             "colleagues on the same levels who were employed and outside the program on the first day of a "
             "participant.") % {"first": first, "last": last}  # fmt: skip


def _adjusted_by(figure: Stored) -> str:
    """Return what the adjusted difference is adjusted for."""
    if not figure["adjusted_for"]:
        return ""
    names = formats.listing([attribute_label(name) for name in figure["adjusted_for"]])
    return _("Adjusted difference: Mantel–Haenszel over groups with the same %(attributes)s.") % {
        "attributes": names
    }
