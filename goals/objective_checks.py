"""Hints on the wording of an objective, as on that of a goal. They say what is missing and never block."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from goals.smart import SUBJECTIVE, telling_words
from mentoring.ui import formats

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
