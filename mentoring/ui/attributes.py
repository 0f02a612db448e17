"""Template filters and functions for the component macros."""

from collections.abc import Mapping
from typing import Any

from django.forms import BoundField
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe


def attributes(values: Mapping[str, Any]) -> SafeString:
    """Return HTML attributes, each preceded by a space; `hx_get` becomes hx-get, None and False are omitted."""
    shown = [
        (name.replace("_", "-"), value)
        for name, value in values.items()
        if value is not None and value is not False
    ]
    return format_html_join("", ' {}="{}"', shown)


def field_attributes(bound: BoundField, hint: Any, readers: Any = None) -> dict[str, str]:
    """Return the ARIA attributes that connect a field with its hint, its readers and its error."""
    parts = [f"{bound.auto_id}-hint"] if hint else []
    if readers:
        parts.append(f"{bound.auto_id}-readers")
    if bound.errors:
        parts.append(f"{bound.auto_id}-error")
    found = {"aria-describedby": " ".join(parts)} if parts else {}
    if bound.errors:
        found["aria-invalid"] = "true"
    return found


def break_at_sign(text: object) -> SafeString:
    """Return the text, in which a line may break before an @: otherwise addresses break within a word."""
    return mark_safe(escape(text).replace("@", "<wbr>@"))  # noqa: S308 - escaped


def initials(name: str) -> str:
    """Return the first letters of the first and the last word."""
    words = str(name).split()
    if not words:
        return "?"
    return (words[0][0] + words[-1][0] if len(words) > 1 else words[0][0]).upper()
