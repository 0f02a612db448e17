"""Primary key, row-level policy and composite foreign keys of a tenant table, as constraints for makemigrations.

TenantModel's metaclass adds them to each model.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Model
from django.db.models.constraints import BaseConstraint

from mentoring.tenancy.distribution import distribute_sql

# The same text for every table. No "OR bypass", no subquery (660 times slower for a large tenant), no cast of the
# column.
POLICY = "organization_id = current_setting('app.organization_id')::uuid"


class SchemaConstraint(BaseConstraint):
    """A constraint whose SQL runs at the end of the migration that creates the table, without Python validation."""

    def constraint_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> None:
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))

    def validate(self, *args: Any, **kwargs: Any) -> None:
        return None

    def _table(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        return schema_editor.quote_name(model._meta.db_table)

    __hash__ = None  # type: ignore[assignment] # equal by value and mutable, as Django's constraints


class TenantPK(SchemaConstraint):
    """PRIMARY KEY (organization_id, id) instead of Django's (id)."""

    def constraint_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> None:
        # Before everything else: foreign keys of the same migration need this key.
        schema_editor.deferred_sql.insert(0, self.create_sql(model, schema_editor))

    def create_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        table, quote = self._table(model, schema_editor), schema_editor.quote_name
        sql = (
            f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {quote(model._meta.db_table + '_pkey')}; "
            f"ALTER TABLE {table} ADD CONSTRAINT {quote(self.name)} PRIMARY KEY (organization_id, id)"
        )
        if getattr(schema_editor, "is_distributed", False):
            # With this key and before any composite one, which Citus refuses to or from a table of one node.
            sql += f"; {distribute_sql(model._meta.db_table)}"
        return sql

    def remove_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        table, quote = self._table(model, schema_editor), schema_editor.quote_name
        return (
            f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {quote(self.name)}; "
            f"ALTER TABLE {table} ADD PRIMARY KEY (id)"
        )

    def __eq__(self, other: object) -> bool:
        # By type: renaming a model changes the constraint's name, which must not drop the key.
        return isinstance(other, TenantPK)


class TenantRLS(SchemaConstraint):
    """Row-level security, enabled and forced, with the common policy."""

    def create_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        table, name = self._table(model, schema_editor), schema_editor.quote_name(self.name)
        return (
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; "
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY; "
            f"CREATE POLICY {name} ON {table} USING ({POLICY}) WITH CHECK ({POLICY})"
        )

    def remove_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        table, name = self._table(model, schema_editor), schema_editor.quote_name(self.name)
        return (
            f"DROP POLICY IF EXISTS {name} ON {table}; "
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; "
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TenantRLS)


class TenantFK(SchemaConstraint):
    """FOREIGN KEY (organization_id, column) to the (organization_id, id) of the field's model."""

    def __init__(self, *, field: str, name: str, **kwargs: Any) -> None:
        self.field = field
        super().__init__(name=name, **kwargs)

    def deconstruct(self) -> tuple[str, tuple, dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "field": self.field}

    def create_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> None:
        # Deferred to the end of the migration, when the referenced table has its key whatever the order.
        schema_editor.deferred_sql.append(self.reference_sql(model, schema_editor))

    def constraint_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> None:
        self.create_sql(model, schema_editor)

    def reference_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        quote, field = schema_editor.quote_name, model._meta.get_field(self.field)
        return (
            f"ALTER TABLE {self._table(model, schema_editor)} ADD CONSTRAINT {quote(self.name)} "
            f"FOREIGN KEY (organization_id, {quote(field.column)}) "
            f"REFERENCES {quote(field.related_model._meta.db_table)} (organization_id, id) "
            f"DEFERRABLE INITIALLY IMMEDIATE"
        )

    def remove_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        name = schema_editor.quote_name(self.name)
        return f"ALTER TABLE {self._table(model, schema_editor)} DROP CONSTRAINT IF EXISTS {name}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TenantFK) and self.field == other.field
