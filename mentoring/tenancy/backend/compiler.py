"""SQL compilers that add the organization to every statement on a tenant table."""

from django.db.backends.postgresql.compiler import SQLCompiler
from django.db.models.sql.compiler import (
    SQLAggregateCompiler,
    # Not PostgreSQL's own, which inserts from UNNEST: a distributed PostgreSQL can only route VALUES.
    SQLInsertCompiler,
)
from django.db.models.sql.compiler import SQLDeleteCompiler as BaseDeleteCompiler
from django.db.models.sql.compiler import SQLUpdateCompiler as BaseUpdateCompiler
from django.db.models.sql.query import Query

from mentoring.tenancy.base import TenantModel
from mentoring.tenancy.scope import current_organization_id

__all__ = [
    "SQLAggregateCompiler",
    "SQLCompiler",
    "SQLDeleteCompiler",
    "SQLInsertCompiler",
    "SQLUpdateCompiler",
]


def add_organization(query: Query) -> None:
    """Add the organization to a DELETE or UPDATE by pk, which Django's collector builds without the manager."""
    model = query.model
    if not (model and issubclass(model, TenantModel)):
        return
    column = model._meta.get_field("organization")
    if any(getattr(getattr(child, "lhs", None), "target", None) is column for child in query.where.children):
        return
    alias = query.get_initial_alias()
    query.where.add(column.get_lookup("exact")(column.get_col(alias), current_organization_id()), "AND")


class SQLDeleteCompiler(BaseDeleteCompiler):
    def as_sql(self):
        add_organization(self.query)
        return super().as_sql()


class SQLUpdateCompiler(BaseUpdateCompiler):
    def as_sql(self):
        add_organization(self.query)
        return super().as_sql()
