"""How an event of the log is read: one sentence for each action. Apps register theirs; unknown ones show by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from mentoring.registry import Registry

Text: TypeAlias = str | Promise


@dataclass(frozen=True)
class Sentence:
    """What an action is called in the filter, and what its event says.

    `text` may hold %(who)s, %(thing)s and the names of the event's values. `choices` gives the words for values
    that are kept as codes: {"role": Role.choices}.
    """

    label: Text
    text: Text
    choices: Mapping[str, Any] = field(default_factory=dict)


SENTENCES: Registry[Sentence] = Registry("audit sentences")
# How things of a kind ("tenancy.membership") are named when the log is read: ids to names, in one query.
NAMES: Registry[Callable[[set[UUID]], Mapping[UUID, str]]] = Registry("audit names")
KINDS: Registry[Text] = Registry("audit kinds of thing")

SENTENCES.register(
    "audit.export_log",
    Sentence(_("Export the audit log"), _("%(who)s exported the audit log (%(rows)s rows).")),
)


def sentence_of(action: str, values: Mapping[str, Any], *, who: str, thing: str) -> str:
    """Return what happened, in the language of the page.

    An action that nobody registered, or whose values are not those its sentence names, is shown by its name:
    the log goes back to before today's code.
    """
    known = SENTENCES.get(action)
    if known is not None:
        words = {name: _word(value, known.choices.get(name)) for name, value in values.items()}
        try:
            return str(known.text) % {**words, "who": who, "thing": thing}
        except (KeyError, TypeError, ValueError):
            pass
    return gettext("%(who)s: %(action)s %(thing)s") % {"who": who, "action": action, "thing": thing}


def _word(value: Any, choices: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_word(item, choices) for item in value)
    if isinstance(value, bool):
        return pgettext("audit log", "yes") if value else pgettext("audit log", "no")
    return str(dict(choices).get(value, value) if choices else value)
