"""Texts of the audit log: one sentence for each action. Apps register theirs; unknown actions show their name."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from mentoring.registry import Registry
from mentoring.ui import formats

Text: TypeAlias = str | Promise
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Sentence:
    """The label of an action in the filter, and the sentence for its events.

    `text` may contain %(who)s, %(thing)s and the names of the event's values. `choices` has the labels of values
    that are stored as codes: {"role": Role.choices}. `fields` has the labels of changed fields that the object itself
    does not have.
    """

    label: Text
    text: Text
    choices: Mapping[str, Any] = field(default_factory=dict)
    fields: Mapping[str, Text] = field(default_factory=dict)


SENTENCES: Registry[Sentence] = Registry("audit sentences")
# For each kind of object ("tenancy.membership"), a function that maps ids to names in one query.
NAMES: Registry[Callable[[set[UUID]], Mapping[UUID, str]]] = Registry("audit names")
KINDS: Registry[Text] = Registry("audit object kinds")

SENTENCES.register(
    "audit.export_log",
    Sentence(_("Export the audit log"), _("%(who)s exported the audit log (%(rows)s rows).")),
)


def sentence_of(action: str, values: Mapping[str, Any], *, who: str, thing: str, year: int) -> str:
    """Return the sentence for an event, in the language of the page. Dates of its `year` are without the year.

    An action that is not registered, or whose values do not match its sentence, is shown by name: old events may
    predate the current code.
    """
    known = SENTENCES.get(action)
    if known is not None:
        words = {name: _word(value, known.choices.get(name), year) for name, value in values.items()}
        try:
            return str(known.text) % {**words, "who": who, "thing": thing}
        except (KeyError, TypeError, ValueError):
            pass
    return gettext("%(who)s: %(action)s %(thing)s") % {"who": who, "action": action, "thing": thing}


def _word(value: Any, choices: Any, year: int) -> str:
    if isinstance(value, list):
        return ", ".join(_word(item, choices, year) for item in value)
    if isinstance(value, bool):
        return pgettext("audit log", "yes") if value else pgettext("audit log", "no")
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        day = dt.date.fromisoformat(value)
        return formats.date(day, "short" if day.year == year else "medium")
    return str(dict(choices).get(value, value) if choices else value)
