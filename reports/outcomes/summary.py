"""The summary of a program's figures: the page's heading and its first sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.outcomes.presentation import PresentedFigure
from reports.outcomes.wording.labels import ROLES


def headline(figures: Sequence[Mapping[str, Any]]) -> str:
    """Return the heading of the page."""
    primary = [f for f in figures if f["is_primary"] and f["measure"] != "change" and f["scope"] == "program"]
    states = {figure["state"] for figure in primary}
    if not primary:
        return _("Nothing can be said yet")
    if "detectable_difference" in states:
        found = [f for f in primary if f["state"] == "detectable_difference"]
        text = ngettext(
            "One difference is larger than chance", "%(n)s differences are larger than chance", len(found)
        )
        return text % {"n": len(found)}
    if states <= {"too_early", "no_data", "suppressed"}:
        return (
            _("It is too early to say what the program achieved")
            if "too_early" in states
            else _("Nothing can be said yet")
        )
    if states <= {"too_few", "too_early", "no_data", "suppressed"}:
        return _("There are too few people to say what the program achieved")
    if "not_comparable" in states:
        return _("What is seen cannot be read as a result of the program")
    return _("No difference can be told from chance")


@dataclass(frozen=True)
class SummaryLine:
    """A conclusion and the figures that share it."""

    titles: str
    tone: str
    state_label: str
    conclusion: str


def summary_lines(figures: Sequence[PresentedFigure]) -> list[SummaryLine]:
    """Return the conclusions of the program's primary figures; equal ones share a line."""
    found: dict[tuple[str, str, str], list[PresentedFigure]] = {}
    for figure in figures:
        if figure.stored["is_primary"] and figure.stored["scope"] == "program":
            found.setdefault((figure.role, figure.state, figure.conclusion), []).append(figure)
    return [
        SummaryLine(
            titles=_("%(role)s: %(titles)s")
            % {"role": ROLES[role], "titles": ", ".join(f.title for f in same)},
            tone=same[0].tone,
            state_label=same[0].state_label,
            conclusion=conclusion,
        )
        for (role, _state, conclusion), same in found.items()
    ]


def summary_caveats(figures: Sequence[PresentedFigure]) -> list[str]:
    """Return every caveat of the page once, in order of first appearance."""
    return list(dict.fromkeys(
        text for f in figures for text in (f.caveats[1:] if f.stored["sign_changes"] else f.caveats)
    ))  # fmt: skip
