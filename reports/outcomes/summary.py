"""The summary of a program's figures: the page's heading and its first sentences."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.outcomes.presentation import PresentedFigure
from reports.outcomes.wording.labels import ROLES, attribute_label


def headline(figures: Sequence[Mapping[str, Any]]) -> str:
    """Return the heading of the page."""
    # KPIs count, too: a page may not say "nothing" above a change that is larger than chance.
    primary = [f for f in figures if f["is_primary"] and f["scope"] == "program"]
    states = {figure["state"] for figure in primary}
    if not primary:
        return _("No results yet")
    if "detectable_difference" in states:
        found = [f for f in primary if f["state"] == "detectable_difference"]
        text = ngettext(
            "One difference is larger than expected by chance",
            "%(n)s differences are larger than expected by chance",
            len(found),
        )
        return text % {"n": len(found)}
    if states <= {"too_early", "no_data", "suppressed"}:
        return _("Too early to measure") if "too_early" in states else _("No results yet")
    if "not_comparable" in states:
        return _not_comparable(primary)
    if "no_detectable_difference" in states:
        return _("No detectable difference")
    if "no_comparison" in states:
        return _("There is no comparison group")
    return _("Too few people or events for a result")


def _not_comparable(figures: Sequence[Mapping[str, Any]]) -> str:
    """Return in what participants differed from their colleagues before the program, as the heading."""
    for figure in figures:
        for baseline in figure["baselines"]:
            if figure["state"] == "not_comparable" and baseline["badge"] == "not_comparable":
                words = {"role": ROLES[figure["role"]], "attribute": attribute_label(baseline["attribute"])}
                return _("%(role)s differed in %(attribute)s before the program") % words
    return _("These results cannot be attributed to the program")


def calendar(figures: Sequence[PresentedFigure]) -> list[tuple[str, str]]:
    """Return headings and conclusion of what is too early to measure, what opens first first."""
    early = [it for it in figures if it.state == "too_early" and it.stored["scope"] == "program"]
    # Days in ISO format sort as text; what has none comes last.
    early.sort(key=lambda it: it.stored["opens_on"] or "9999")
    headings: dict[str, list[str]] = {}
    for it in early:
        headings.setdefault(it.conclusion, []).append(it.heading)
    return [(" · ".join(names), text) for text, names in headings.items()]


def kpis_without_values(figures: Sequence[PresentedFigure]) -> list[str]:
    """Return each KPI that has no value from after the first day, with the roles or the group it is of."""
    found: dict[str, list[str]] = {}
    for it in figures:
        if it.state == "no_data" and it.stored["measure"] in ("change", "group"):
            found.setdefault(it.subject, []).append(it.stored["group"] or it.role_inside)
    return [f"{name} ({', '.join(whose)})" for name, whose in found.items()]


def summary_caveats(figures: Sequence[PresentedFigure]) -> list[str]:
    """Return every caveat of the page once, in order of first appearance."""
    return list(dict.fromkeys(text for figure in figures for text in figure.caveats))
