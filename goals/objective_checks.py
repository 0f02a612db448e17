"""Hints on the wording of an objective, as on that of a goal. They say what is missing and never block."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.smart import SUBJECTIVE, telling_words
from goals.target_size import FEWEST, target_size
from mentoring.ui import formats
from programs.enums import ParticipantRole

# Behavior needs this long to change; retention and promotion need more and say so in the outcomes.
EARLIEST = timedelta(weeks=8)


@dataclass(frozen=True)
class ObjectiveCheck:
    name: str
    is_clear: bool
    text: str = ""


def first_results_on(starts_on: date) -> date:
    """Return the first day on which an objective of a program can be judged."""
    return starts_on + EARLIEST


def check_size(values: Mapping[str, Any], *, mentees: int) -> ObjectiveCheck | None:
    """Return whether a share of the mentees could show the change; None where it is no percentage, or incomplete."""
    baseline: Decimal | None = values.get("baseline")
    target: Decimal | None = values.get("target")
    if (values.get("unit") or "").strip() != "%" or baseline is None or target is None:
        return None
    size = target_size(
        baseline=float(baseline), target=float(target), role=ParticipantRole.MENTEE, people=mentees
    )
    if size is None:
        return None
    people = ngettext("%(n)s mentee", "%(n)s mentees", mentees) % {"n": formats.number(mentees)}
    name = _("Is large enough to be detected")
    if size.are_too_few:
        text = _(
            "If it is a share of the mentees: %(people)s are too few to show one; at least %(fewest)s are needed."
        )
        return ObjectiveCheck(name, False, text % {"people": people, "fewest": FEWEST})
    if size.smallest is None:
        limit = formats.percent(1 if size.is_rise else 0)
        text = _(
            "If it is a share of the mentees: with %(people)s, not even a change to %(limit)s could be detected."
        )
        return ObjectiveCheck(name, False, text % {"people": people, "limit": limit})
    text = _(
        "If it is a share of the mentees: with %(people)s, only a change of about %(points)s points or more could be "
        "detected."
    ) % {"people": people, "points": formats.number(round(size.smallest, 1), 1)}
    return ObjectiveCheck(name, not size.is_too_small, text)


def check_objective(values: Mapping[str, Any], *, starts_on: date) -> list[ObjectiveCheck]:
    """Return the five checks of an objective, in the order of the form."""
    statement, measure = values.get("statement") or "", values.get("measure") or ""
    baseline: Decimal | None = values.get("baseline")
    due_on: date | None = values.get("due_on")
    opens = first_results_on(starts_on)
    return [
        ObjectiveCheck(
            _("Says what changes for the organization"),
            telling_words(statement) >= 3,
            _("Name who or what changes: “more engineers of the first two years stay”."),
        ),
        ObjectiveCheck(
            _("Can be measured"),
            telling_words(measure) >= 2 and not SUBJECTIVE.search(measure),
            _("Name something that is counted, looked up or asked: “share still employed after 12 months”."),
        ),
        ObjectiveCheck(
            _("Has a baseline"),
            baseline is not None,
            _("Without today’s value, nobody can say later what changed."),
        ),
        ObjectiveCheck(
            _("Has an owner"),
            bool((values.get("owner") or "").strip()),
            _("Name the person who answers for it."),
        ),
        ObjectiveCheck(
            _("Is due when results exist"),
            due_on is not None and due_on >= opens,
            _("Results exist from %(day)s at the earliest.") % {"day": formats.date(opens, "long")},
        ),
    ]
