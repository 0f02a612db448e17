"""What a figure is: its title, the period it covers and its definition."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mentoring.ui import formats
from reports.outcomes.wording.labels import MEASURES, ROLES, ROLES_INSIDE

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
    if figure["is_primary"] and months == 12:
        return _("in the first twelve months")
    return _("in the first %(months)s months, all that is known") % {"months": formats.number(months, 1)}


def definition_of(figure: Stored) -> str:
    """Return the definition: which people, what is counted, since when, by which method."""
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
    elif figure["measure"] == "retention_curve":
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


def subject_of(figure: Stored) -> str:
    """Return title and period, such as "Staying, in the first twelve months"."""
    return ", ".join(filter(None, [title_of(figure), window_of(figure)]))
