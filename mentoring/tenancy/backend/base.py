"""PostgreSQL for tables whose real primary key is (organization_id, id)."""

import select

from django.db.backends.postgresql import base, features, operations


class DatabaseFeatures(features.DatabaseFeatures):
    def allows_group_by_selected_pks_on_model(self, model):
        # Grouping by Django's pk alone is refused by PostgreSQL: it is not the table's key.
        return False


class DatabaseOperations(operations.DatabaseOperations):
    compiler_module = "mentoring.tenancy.backend.compiler"


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = DatabaseFeatures
    ops_class = DatabaseOperations

    def is_usable(self):
        """Say whether the connection can be used, without asking the server when nothing speaks against it.

        Django asks once in each request. A server that has ended the connection has closed it, and a closed
        connection can be read from; an idle one cannot. After an error the server is asked.
        """
        if self.connection is not None and not self.errors_occurred and not self.connection.closed:
            readable = select.poll()
            readable.register(self.connection.fileno(), select.POLLIN)
            if not readable.poll(0):
                return True
        return super().is_usable()
