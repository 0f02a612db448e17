"""Pages of a list read by key: page 400 costs what page 1 costs, and no row is skipped while others are added."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, Q, QuerySet

FORWARDS, BACKWARDS = "n", "p"


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the cursors of its neighbors (None where there is none)."""

    rows: list[Any]
    previous: str | None
    next: str | None

    @property
    def is_whole(self) -> bool:
        """Say whether this page is the whole list, which then needs no counting."""
        return self.previous is None and self.next is None

    def address(self, query: Any, cursor: str | None) -> str | None:
        """Return the address of a neighbor: the same query string (request.GET) with that cursor."""
        if cursor is None:
            return None
        changed = query.copy()
        changed["cursor"] = cursor
        return f"?{changed.urlencode()}"


def read_page(queryset: QuerySet, *, by: Sequence[str], cursor: str = "", size: int = 50) -> Page:
    """Return the page that the cursor names, or the first one when the cursor is none of ours.

    `by` are the ordering's fields ("-happened_at", "-id"), none of them nullable, the last one unique. Costs one
    query.
    """
    direction, values = _decode(queryset, by, cursor)
    order = [_reversed(key) for key in by] if direction == BACKWARDS else list(by)
    found = queryset.order_by(*order)
    if values is not None:
        found = found.filter(_after(order, values))
    rows = list(found[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    if direction == BACKWARDS:
        rows.reverse()
    has_previous = more if direction == BACKWARDS else values is not None
    has_next = values is not None if direction == BACKWARDS else more
    return Page(
        rows,
        _encode(BACKWARDS, rows[0], by) if rows and has_previous else None,
        _encode(FORWARDS, rows[-1], by) if rows and has_next else None,
    )


def _reversed(key: str) -> str:
    return key[1:] if key.startswith("-") else f"-{key}"


def _after(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Return the rows behind the values. The outer bound on the first key is what an index can use."""
    behind, equal = Q(), Q()
    for key, value in zip(order, values, strict=True):
        name = key.removeprefix("-")
        comparison = "lt" if key.startswith("-") else "gt"
        behind |= equal & Q(**{f"{name}__{comparison}": value})
        equal &= Q(**{name: value})
    first = order[0].removeprefix("-")
    return Q(**{f"{first}__{'lte' if order[0].startswith('-') else 'gte'}": values[0]}) & behind


def _encode(direction: str, row: Any, by: Sequence[str]) -> str:
    values = [_text(_value(row, key.removeprefix("-"))) for key in by]
    return base64.urlsafe_b64encode(json.dumps([direction, *values]).encode()).decode().rstrip("=")


def _value(row: Any, name: str) -> Any:
    if isinstance(row, dict):
        return row[name]
    for part in name.split("__"):
        row = getattr(row, part)
    return row


def _text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _decode(queryset: QuerySet, by: Sequence[str], cursor: str) -> tuple[str, list[Any] | None]:
    if not cursor:
        return FORWARDS, None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        direction, *texts = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
        if direction not in (FORWARDS, BACKWARDS) or len(texts) != len(by):
            return FORWARDS, None
        if not all(isinstance(text, str) and "\x00" not in text for text in texts):
            return FORWARDS, None
        fields = [_field(queryset, key.removeprefix("-")) for key in by]
        return direction, [field.to_python(text) for field, text in zip(fields, texts, strict=True)]
    except (ValueError, TypeError, ValidationError, binascii.Error):
        return FORWARDS, None  # an old or made-up cursor: the list from its beginning


def _field(queryset: QuerySet, name: str) -> Field:
    annotation = queryset.query.annotations.get(name)
    if annotation is not None:
        return annotation.output_field
    model = queryset.model
    *relations, last = name.split("__")
    for relation in relations:
        model = model._meta.get_field(relation).related_model
    field = model._meta.get_field(last)
    if field.null:
        raise FieldDoesNotExist(f"{name} may be null, and so cannot be a key of a page")
    return field
