"""Undo for changed and deleted rows: their earlier values are kept in the browser session of the member."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.http import HttpRequest

NAME = "programs.undo"
MOST = 5


def remember(request: HttpRequest, row: Model, fields: Iterable[str]) -> None:
    """Keep the values of these fields of the row, for the last five rows."""
    values = {
        name: None if getattr(row, name) is None else row._meta.get_field(name).value_to_string(row)
        for name in fields
    }
    kept = request.session.get(NAME, {})
    others = {key: other for key, other in kept.items() if key != str(row.pk)}
    request.session[NAME] = dict([*others.items(), (str(row.pk), values)][-MOST:])


def recall(request: HttpRequest, model: type[Model], row_id: UUID) -> dict[str, Any] | None:
    """Return the kept values of a row and forget them; None if there are none."""
    kept = request.session.get(NAME, {})
    values = kept.pop(str(row_id), None)
    request.session[NAME] = kept
    if values is None:
        return None
    return {
        name: None if value is None else model._meta.get_field(name).to_python(value)
        for name, value in values.items()
    }
