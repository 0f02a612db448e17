"""The texts of a program's emails: its own, else the standard text, in the active language."""

from collections.abc import Mapping

from django.utils.translation import get_language

from programs.email_texts import EDITABLE_TEXTS
from programs.models import EmailText, Program

Texts = Mapping[tuple[str, str], EmailText]


def own_texts_of(program: Program) -> Texts:
    """Return the texts that the program has changed, by name and language. One query."""
    return {(it.name, it.language): it for it in EmailText.objects.filter(program=program)}


def text_of(own: Texts, name: str) -> tuple[str, str]:
    """Return subject and body in the active language."""
    changed = own.get((name, get_language() or ""))
    if changed is not None:
        return changed.subject, changed.body
    return str(EDITABLE_TEXTS[name].subject), str(EDITABLE_TEXTS[name].body)
