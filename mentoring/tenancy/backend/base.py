"""PostgreSQL backend for tables whose primary key is (organization_id, id)."""

import select

from django.db.backends.postgresql import base, features, operations
from django.utils.functional import cached_property

from mentoring.tenancy.backend.schema import DatabaseSchemaEditor
from mentoring.tenancy.distribution import is_distributed


class DatabaseFeatures(features.DatabaseFeatures):
    def allows_group_by_selected_pks_on_model(self, model):
        # PostgreSQL refuses to group by Django's pk alone, because it is not the table's key.
        return False


class DatabaseOperations(operations.DatabaseOperations):
    compiler_module = "mentoring.tenancy.backend.compiler"


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = DatabaseFeatures
    ops_class = DatabaseOperations
    SchemaEditorClass = DatabaseSchemaEditor

    @cached_property
    def is_distributed(self):
        """Whether Citus has distributed the tables of this database. Queried once in the life of a thread."""
        self.ensure_connection()
        with self.connection.cursor() as cursor:
            return is_distributed(cursor)

    def is_usable(self):
        """Return whether the connection can be used, without a round trip unless needed.

        Django checks once per request. A connection closed by the server is readable, an idle one is not. After an
        error, the server is queried.
        """
        if self.connection is not None and not self.errors_occurred and not self.connection.closed:
            readable = select.poll()
            readable.register(self.connection.fileno(), select.POLLIN)
            if not readable.poll(0):
                return True
        return super().is_usable()
