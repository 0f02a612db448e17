"""The same form in two windows: what was saved in the other one is shown before it is replaced."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from goals.models import Goal
from goals.sentence import plain
from mentoring.ui.formats import date as show_date


def fingerprint(goal: Goal, names: Iterable[str]) -> str:
    """Return a short value that changes when one of these answers does; forms send it back."""
    answers = repr([_comparable(getattr(goal, name)) for name in names])
    return sha256(answers.encode()).hexdigest()[:16]


def newer_answers(goal: Goal, form: forms.Form, *, seen: str) -> dict[str, str]:
    """Return, for each field that another window has changed since `seen`, a sentence that shows its answer.

    Nothing where the same was typed in both, and for a form that does not say what it has seen.
    """
    names = list(form.fields)
    if not seen or seen == fingerprint(goal, names):
        return {}
    return {
        name: _("Changed in another window: %(answer)s. Continue again to replace it.")
        % {"answer": _shown(goal, name) or "–"}
        for name in names
        if _comparable(form.cleaned_data.get(name)) != _comparable(getattr(goal, name))
    }


def _comparable(value: Any) -> Any:
    if value is None or value == "":
        return ""
    return plain(value) if isinstance(value, Decimal) else str(value)


def _shown(goal: Goal, name: str) -> str:
    value = getattr(goal, name)
    if name == "objective_id":
        return str(goal.objective or "")
    if display := getattr(goal, f"get_{name}_display", None):
        return str(display())
    if isinstance(value, date):
        return show_date(value)
    return plain(value) if isinstance(value, Decimal) else str(value or "")
