"""Write the changes of an import, and undo them, with one statement for each table."""

import json
from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db import connection, models
from psycopg2.extras import Json

from mentoring.imports.extensions import TableChange
from mentoring.imports.models import ImportChange, ImportRun
from mentoring.tenancy.base import TenantForeignKey
from mentoring.tenancy.bulk import (
    ROWS,
    field_of,
    insert_from_loaded,
    loaded,
    quote,
    tell_planner_of_rows,
    update_from_loaded,
)
from mentoring.tenancy.scope import current_organization_id


def write_changes(run: ImportRun, changes: Sequence[TableChange]) -> None:
    """Write the tables in order and store undo data, in the import's transaction."""
    # Managers may come later in the same file; references are checked when all rows are written.
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for position, change in enumerate(changes):
        undo = ImportChange.objects.create(run=run, position=position, model=change.model._meta.label_lower)
        _add(change, undo)
        if change.changed:
            undo.before = _update(change)
            undo.save(update_fields=["before"])
    # Before references are checked and health is evaluated from the new rows.
    tell_planner_of_rows(change.model for change in changes if change.added_count)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _add(change: TableChange, undo: ImportChange) -> None:
    """Insert the added rows, and store their ids for undoing."""
    if not change.added_count:
        return
    with loaded(change.model, change.columns, change.added, by_column=change.added_by_column) as cursor:
        insert_from_loaded(cursor, change.model, change.columns, count=change.added_count)
        # From the loaded rows: sending the ids again as an array took 5% of the import.
        cursor.execute(
            f"UPDATE {quote(ImportChange._meta.db_table)} t SET added_ids = (SELECT array_agg(id) FROM {ROWS}) "  # noqa: S608
            f"WHERE t.organization_id = %s AND t.id = %s",
            [current_organization_id(), undo.pk],
        )


def _update(change: TableChange) -> dict[str, dict[str, Any]]:
    """Update the changed rows; return their previous values by id."""
    columns = [field_of(change.model, name).column for name in change.columns[1:]]
    pairs = ", ".join(f"'{name}', t.{quote(name)}" for name in columns)
    with loaded(change.model, change.columns, change.changed, is_joined=True) as cursor:
        cursor.execute(
            f"SELECT json_object_agg(t.id, json_build_object({pairs})) "  # noqa: S608 - names of our own columns
            f"FROM {quote(change.model._meta.db_table)} t, {ROWS} "
            f"WHERE t.organization_id = %s AND t.id = {ROWS}.id",
            [current_organization_id()],
        )
        before = cursor.fetchone()[0]
        update_from_loaded(cursor, change.model, change.columns)
    return json.loads(before) if isinstance(before, str) else before or {}


def undo_changes(run: ImportRun) -> int:
    """Undo what the run wrote, last table first; return how many added rows were kept.

    Rows that newer rows refer to are kept: deleting a match would delete its goals.
    """
    kept = 0
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for change in ImportChange.objects.filter(run=run).order_by("-position"):
            model = apps.get_model(change.model)
            _restore(cursor, model, change.before)
            kept += len(change.added_ids) - _remove(cursor, model, change.added_ids)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return kept


def _restore(cursor: Any, model: type[models.Model], before: dict[str, dict[str, Any]]) -> None:
    if not before:
        return
    table, columns = quote(model._meta.db_table), [quote(name) for name in next(iter(before.values()))]
    assignments = ", ".join(f"{name} = old.{name}" for name in columns)
    cursor.execute(
        f"UPDATE {table} t SET {assignments} FROM json_each(%s::json) AS entry(id, was), "  # noqa: S608
        f"json_populate_record(null::{table}, entry.was) AS old "
        f"WHERE t.organization_id = %s AND t.id = entry.id::uuid",
        [Json(before), current_organization_id()],
    )


def _remove(cursor: Any, model: type[models.Model], ids: list) -> int:
    if not ids:
        return 0
    free = "".join(
        f" AND NOT EXISTS (SELECT FROM {quote(relation.related_model._meta.db_table)} r "
        f"WHERE r.organization_id = t.organization_id AND r.{quote(relation.field.column)} = t.id)"
        for relation in model._meta.related_objects
        if isinstance(relation.field, TenantForeignKey)
    )
    cursor.execute(
        f"DELETE FROM {quote(model._meta.db_table)} t "  # noqa: S608
        f"WHERE t.organization_id = %s AND t.id = ANY(%s::uuid[]){free}",
        [current_organization_id(), [str(i) for i in ids]],
    )
    return cursor.rowcount
