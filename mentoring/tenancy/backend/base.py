"""PostgreSQL backend for tables whose primary key is (organization_id, id)."""

import select

from django.db.backends.postgresql import base, features, operations

from mentoring.tenancy.backend.schema import DatabaseSchemaEditor


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
