"""Bulk inserts and updates: COPY into a temporary table, then one statement.

PostgreSQL refuses COPY into a table with row-level security, and single-row statements are fifty times slower. For a
few rows, plain statements are used: creating a temporary table costs more than writing them.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import chain, islice
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, connection, models
from django.utils import timezone

from mentoring.tenancy.base import TenantModel
from mentoring.tenancy.scope import current_organization_id

ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
ROWS = "bulk_rows"
# Rows converted to text at a time: larger batches do not fit into the processor's cache and take longer.
BATCH = 5_000
# Up to this many rows, plain statements are faster than COPY.
FEW = 10
# Columns of these types are hardly ever joined on or filtered by.
FREE_TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField, ArrayField)
# For these types, equal values have equal text.
REPEATING = frozenset({str, int, bool, date, type(None)})


def insert_rows(model: type[TenantModel], columns: Sequence[str], rows: Sequence[tuple]) -> None:
    """Insert rows of these attributes ("id" first) for the open scope's organization; other columns get defaults."""
    if not rows:
        return
    with loaded(model, columns, rows) as cursor:
        insert_from_loaded(cursor, model, columns, count=len(rows))


def insert_new_rows(model: type[TenantModel], columns: Sequence[str], rows: Sequence[tuple]) -> set[UUID]:
    """Insert the rows that violate no unique constraint; return their ids. `columns` are all of them, "id" first."""
    names = ", ".join(quote(field_of(model, name).column) for name in columns)
    with loaded(model, columns, rows) as cursor:
        cursor.execute(
            f"INSERT INTO {quote(model._meta.db_table)} (organization_id, {names}) SELECT %s, {names} FROM {ROWS} "  # noqa: S608 - our own names
            "ON CONFLICT DO NOTHING RETURNING id",
            [current_organization_id()],
        )
        return {row[0] for row in cursor.fetchall()}


def insert_from_loaded(cursor: Any, model: type[TenantModel], columns: Sequence[str], *, count: int) -> None:
    """Insert the `count` loaded rows; raise IntegrityError if one violates a constraint."""
    given = [field_of(model, name) for name in columns]
    rest = [f for f in model._meta.local_concrete_fields if f not in given and f.name != "organization"]
    names = ", ".join(quote(f.column) for f in [*given, *rest])
    values = ", ".join([*(quote(f.column) for f in given), *(["%s"] * len(rest))])
    cursor.execute(
        f"INSERT INTO {quote(model._meta.db_table)} (organization_id, {names}) SELECT %s, {values} FROM {ROWS}"  # noqa: S608 - our own names
        # Citus would copy the rows into its tables, and COPY is refused under row-level security; with this clause it
        # inserts them. On one PostgreSQL, the clause would make inserting up to half slower.
        f"{' ON CONFLICT DO NOTHING' if connection.is_distributed else ''}",
        [current_organization_id(), *(_default(f) for f in rest)],
    )
    if cursor.rowcount != count:
        raise IntegrityError(
            f"{count - cursor.rowcount} of {count} rows for {model._meta.db_table} violate a unique constraint"
        )


def update_rows(model: type[TenantModel], columns: Sequence[str], rows: Sequence[tuple]) -> None:
    """Update these attributes of the open scope's rows; the first column is the id."""
    if not rows:
        return
    if len(rows) <= FEW:
        _update_few(model, columns, rows)
        return
    with loaded(model, columns, rows, is_joined=True) as cursor:
        update_from_loaded(cursor, model, columns)


def _update_few(model: type[TenantModel], columns: Sequence[str], rows: Sequence[tuple]) -> None:
    assignments = ", ".join(f"{quote(field_of(model, name).column)} = %s" for name in columns[1:])
    with connection.cursor() as cursor:
        for row_id, *values in rows:
            cursor.execute(
                f"UPDATE {quote(model._meta.db_table)} t SET {assignments} WHERE t.organization_id = %s AND t.id = %s",  # noqa: S608 - our own names
                [*values, current_organization_id(), row_id],
            )


def update_from_loaded(cursor: Any, model: type[TenantModel], columns: Sequence[str]) -> None:
    names = [quote(field_of(model, name).column) for name in columns[1:]]
    cursor.execute(
        f"UPDATE {quote(model._meta.db_table)} t SET {', '.join(f'{n} = {ROWS}.{n}' for n in names)} "  # noqa: S608
        f"FROM {ROWS} WHERE t.organization_id = %s AND t.id = {ROWS}.id",
        [current_organization_id()],
    )


def tell_planner_of_rows(models: Iterable[type[TenantModel]]) -> None:
    """Analyze the tables of these models in this transaction, so that its next queries are planned accordingly.

    Only references, states, dates and numbers: free text costs more than all of them and is left to autovacuum.
    Tables that are being analyzed or vacuumed by another session are skipped.
    """
    with connection.cursor() as cursor:
        for model in models:
            counted = [
                f for f in model._meta.local_concrete_fields if f.choices or not isinstance(f, FREE_TEXT)
            ]
            columns = ", ".join(quote(f.column) for f in counted)
            cursor.execute(f"ANALYZE (SKIP_LOCKED) {quote(model._meta.db_table)} ({columns})")


@contextmanager
def loaded(
    model: type[TenantModel],
    columns: Sequence[str],
    rows: Iterable[tuple],
    *,
    by_column: Sequence[Sequence] = (),
    is_joined: bool = False,
) -> Iterator[Any]:
    """Yield a cursor with the rows in the temporary table bulk_rows, typed as the model's columns.

    `by_column`: the values of each column of further rows.
    `is_joined`: the rows will be joined with other tables, so the temporary table is analyzed.
    """
    names = ", ".join(quote(field_of(model, name).column) for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {ROWS}")
        cursor.execute(
            f"CREATE TEMPORARY TABLE {ROWS} ON COMMIT DROP AS "  # noqa: S608
            f"SELECT {names} FROM {quote(model._meta.db_table)} t WHERE t.organization_id = %s WITH NO DATA",
            [current_organization_id()],
        )
        remaining = iter(rows)
        batches = iter(lambda: list(islice(remaining, BATCH)), [])
        texts = chain(map(copy_text, batches), copy_texts(by_column))
        cursor.copy_expert(f"COPY {ROWS} FROM STDIN", _Reader(texts))
        if is_joined:
            cursor.execute(f"ANALYZE {ROWS}")
        yield cursor
        cursor.execute(f"DROP TABLE {ROWS}")


class _Reader:
    """What COPY reads, made piece by piece while the database takes in the piece before."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = iter(texts)

    def read(self, size: int) -> str:
        """Return the next piece, of any length: psycopg2 splits it."""
        return next(self.texts, "")


def field_of(model: type[models.Model], attribute: str) -> models.Field:
    """Return the field for an attribute name ("person" for "person_id")."""
    return next(f for f in model._meta.local_concrete_fields if attribute in (f.attname, f.name))


def quote(name: str) -> str:
    return connection.ops.quote_name(name)


def copy_text(rows: Sequence[tuple]) -> str:
    """Return rows in COPY's text format."""
    return "".join(copy_texts(list(zip(*rows, strict=True))))


def copy_texts(columns: Sequence[Sequence]) -> Iterator[str]:
    """Yield rows in COPY's text format, from the values of each column: most repeat or need no escaping."""
    lines = map("\t".join, zip(*map(_copied_column, columns), strict=True))
    while batch := list(islice(lines, BATCH)):
        yield "\n".join(batch) + "\n"


def _copied_column(values: Sequence) -> Sequence[str]:
    try:
        return values if _is_plain(values) else list(map(_copied, values))
    except TypeError:  # at the first value that is no text
        return _copied_values(values)


def _is_plain(texts: Iterable[str]) -> bool:
    together = "".join(texts)
    return not any(chr(sign) in together for sign in ESCAPES)


def _copied_values(values: Sequence) -> list[str]:
    kinds = set(map(type, values))
    if kinds == {str, type(None)} and _is_plain(filter(None, values)):
        return ["\\N" if value is None else value for value in values]
    if kinds == {UUID}:
        return [value.hex for value in values]
    # One type and None only: 1 == True, but their texts differ.
    if kinds <= REPEATING and len(kinds - {type(None)}) <= 1:
        texts = {value: _copied(value) for value in set(values)}
        return [texts[value] for value in values]
    return list(map(_copied, values))


def _copied(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return str(value).translate(ESCAPES)
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        # The text form of an array, which COPY escapes again.
        items = (str(item).replace("\\", "\\\\").replace('"', '\\"') for item in value)
        return ("{" + ",".join(f'"{item}"' for item in items) + "}").translate(ESCAPES)
    return str(value)


def _default(field: models.Field) -> Any:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return timezone.now()
    value = field.get_default()
    return field.get_db_prep_save(value, connection) if value is not None else None
