"""Schema editor that sends one statement per message, and distributes new tables where the others are distributed."""

from typing import TYPE_CHECKING, Any, Self

from django.db.backends.postgresql import schema

from mentoring.tenancy.distribution import SEQUENTIAL, is_distributed, reference_sql
from mentoring.tenancy.messages import split_statements

if TYPE_CHECKING:  # models load the backend
    from django.db.models import Model


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    is_distributed = False

    def __enter__(self) -> Self:
        super().__enter__()
        with self.connection.cursor() as cursor:
            self.is_distributed = is_distributed(cursor)
            if self.is_distributed and self.connection.in_atomic_block:
                cursor.execute(SEQUENTIAL)
        return self

    def execute(self, sql: Any, params: Any = ()) -> None:
        """Execute SQL. Django has templates with two statements of its own, as when it adds a column that refers."""
        if params is not None:
            sql = self.connection.ops.compose_sql(str(sql), params)
        for statement in split_statements(str(sql)):
            super().execute(statement, None)

    def create_model(self, model: "type[Model]") -> None:
        """Create a table. TenantPK distributes a tenant table; a global one becomes a reference table here."""
        super().create_model(model)
        is_global = not any(f.column == "organization_id" for f in model._meta.local_fields)
        if self.is_distributed and is_global:
            # Before the keys that refer to or from it, which are deferred as well.
            self.deferred_sql.insert(0, reference_sql(model._meta.db_table))
