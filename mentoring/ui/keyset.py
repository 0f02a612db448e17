"""Keyset pagination: every page costs the same, and no row is skipped when others are added."""

import base64
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, Q, QuerySet

FORWARDS, BACKWARDS = "n", "p"


class ForeignCursor(ValueError):
    """The cursor is invalid or belongs to another list."""


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the cursors of the adjacent pages or None."""

    rows: list[Any]
    previous: str | None
    next: str | None

    @property
    def is_whole(self) -> bool:
        """Return whether this page is the whole list, which then needs no count query."""
        return self.previous is None and self.next is None

    def address(self, query: Any, cursor: str | None) -> str | None:
        """Return the query string of an adjacent page: that of the request with the cursor."""
        if cursor is None:
            return None
        changed = query.copy()
        changed["cursor"] = cursor
        return f"?{changed.urlencode()}"


def read_page(
    queryset: QuerySet, *, by: Sequence[str], cursor: str = "", size: int = 50, is_strict: bool = False
) -> Page:
    """Return the page at the cursor, or the first one if the cursor is not valid for this list.

    With `is_strict`, an invalid cursor raises ForeignCursor. `by` are the fields of the ordering ("-happened_at",
    "-id"), none of them nullable, the last one unique. Costs one query.
    """
    direction, values = FORWARDS, None
    if cursor:
        try:
            direction, values = _decode(queryset, by, cursor)
        except ForeignCursor:
            if is_strict:
                raise
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
        _encode(BACKWARDS, rows[0], queryset, by) if rows and has_previous else None,
        _encode(FORWARDS, rows[-1], queryset, by) if rows and has_next else None,
    )


def _reversed(key: str) -> str:
    return key[1:] if key.startswith("-") else f"-{key}"


def _after(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Return the condition for rows after the values. The bound on the first key allows index use."""
    behind, equal = Q(), Q()
    for key, value in zip(order, values, strict=True):
        name = key.removeprefix("-")
        comparison = "lt" if key.startswith("-") else "gt"
        behind |= equal & Q(**{f"{name}__{comparison}": value})
        equal &= Q(**{name: value})
    first = order[0].removeprefix("-")
    return Q(**{f"{first}__{'lte' if order[0].startswith('-') else 'gte'}": values[0]}) & behind


def _encode(direction: str, row: Any, queryset: QuerySet, by: Sequence[str]) -> str:
    values = [_text(_value(row, key.removeprefix("-"))) for key in by]
    written = json.dumps([direction, _mark(queryset, by), *values])
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def _mark(queryset: QuerySet, by: Sequence[str]) -> int:
    """Return a checksum of the list and its order. Not a secret: a cursor grants no access."""
    return zlib.crc32(f"{queryset.model._meta.label}:{','.join(by)}".encode())


def _value(row: Any, name: str) -> Any:
    if isinstance(row, dict):
        return row[name]
    for part in name.split("__"):
        row = getattr(row, part)
    return row


def _text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _decode(queryset: QuerySet, by: Sequence[str], cursor: str) -> tuple[str, list[Any]]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        direction, mark, *texts = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
        if direction not in (FORWARDS, BACKWARDS) or mark != _mark(queryset, by):
            raise ForeignCursor
        fields = [_field(queryset, key.removeprefix("-")) for key in by]
        values = [field.to_python(_storable(text)) for field, text in zip(fields, texts, strict=True)]
    except (ValueError, TypeError, OverflowError, ValidationError, RecursionError) as error:
        raise ForeignCursor from error
    if None in values:
        raise ForeignCursor
    return direction, values


def _storable(text: Any) -> str:
    """Return the text; refuse values that no column can store: non-text, NUL, lone surrogates."""
    if not isinstance(text, str) or "\x00" in text:
        raise ForeignCursor
    text.encode()
    return text


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
        raise FieldDoesNotExist(f"{name} is nullable and cannot be used for keyset pagination")
    return field
