"""Pages of a list by the values of the last row shown: page one thousand costs what page one does."""

from dataclasses import dataclass
from functools import reduce
from typing import Any
from urllib.parse import urlencode

from django.core import signing
from django.db.models import Field, Model, Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError


@dataclass(frozen=True)
class Page:
    rows: list[Any]
    next: str | None
    previous: str | None


@dataclass(frozen=True)
class Keyset:
    """An order of rows. `order` is as for order_by(); the last name has to be unique and none may be null.

    A cursor is signed, so that what comes back is what we gave, for this order.
    """

    model: type[Model]
    order: tuple[str, ...]

    def page(self, rows: QuerySet, *, size: int, cursor: str | None) -> Page:
        """Return the rows after (or before) the cursor, with the cursors of the pages around it."""
        is_back, values = self._read(cursor) if cursor else (False, None)
        order = tuple(map(_opposite, self.order)) if is_back else self.order
        if values is not None:
            rows = rows.filter(self._beyond(order, values))
        found = list(rows.order_by(*order)[: size + 1])
        has_more = len(found) > size
        found = found[:size]
        if is_back:
            found.reverse()
        has_next = bool(found) and (has_more or is_back)
        has_previous = bool(found) and (has_more if is_back else cursor is not None)
        return Page(
            found,
            next=self._write(found[-1], is_back=False) if has_next else None,
            previous=self._write(found[0], is_back=True) if has_previous else None,
        )

    @property
    def _salt(self) -> str:
        return f"mentoring.api.cursor:{self.model._meta.label}:{','.join(self.order)}"

    def _write(self, row: Any, *, is_back: bool) -> str:
        return signing.dumps([is_back, *(_text(row, path) for path in self.order)], salt=self._salt)

    def _read(self, cursor: str) -> tuple[bool, list[Any]]:
        try:
            is_back, *texts = signing.loads(cursor, salt=self._salt)
        except signing.BadSignature as error:
            raise ValidationError({"cursor": [_("This is not a cursor of this list.")]}) from error
        fields = [_field(self.model, path) for path in self.order]
        return is_back, [field.to_python(text) for field, text in zip(fields, texts, strict=True)]

    def _beyond(self, order: tuple[str, ...], values: list[Any]) -> Q:
        pairs = list(zip(order, values, strict=True))
        beyond = reduce(
            lambda rest, pair: _past(*pair) | (Q(**{pair[0].lstrip("-"): pair[1]}) & rest),
            reversed(pairs[:-1]),
            _past(*pairs[-1]),
        )
        # Says the same once more in the form that an index on the first column can start from.
        return _past(*pairs[0], operator="e") & beyond if len(pairs) > 1 else beyond


def query_of(parameters: dict[str, Any], cursor: str) -> str:
    return urlencode({**{k: v for k, v in parameters.items() if k != "cursor"}, "cursor": cursor})


def _opposite(path: str) -> str:
    return path[1:] if path.startswith("-") else f"-{path}"


def _past(path: str, value: Any, operator: str = "") -> Q:
    return Q(**{f"{path.lstrip('-')}__{'lt' if path.startswith('-') else 'gt'}{operator}": value})


def _field(model: type[Model], path: str) -> Field:
    *relations, name = path.lstrip("-").split("__")
    for relation in relations:
        model = model._meta.get_field(relation).related_model
    return model._meta.get_field(name)


def _text(row: Any, path: str) -> str:
    *relations, name = path.lstrip("-").split("__")
    for relation in relations:
        row = getattr(row, relation)
    return row._meta.get_field(name).value_to_string(row)
