"""PostgreSQL for tables whose real primary key is (organization_id, id)."""

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
