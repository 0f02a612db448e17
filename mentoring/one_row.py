"""One row of a table, by a statement that is put together once.

Every page reads the session, the person, the organization and the membership. The ORM writes those four statements
anew in each request, which costs several times what running them does.
"""

from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model

Row = TypeVar("Row", bound=Model)


class OneRow(Generic[Row]):
    """Read the row that a condition on unique columns allows. The condition is SQL, written in the code alone.

    What the model's manager adds to a query is not added here: for a tenant's table the condition names the
    organization, and row-level security holds as for every other statement.
    """

    def __init__(self, model: type[Row], condition: str) -> None:
        self.model, self.condition = model, condition

    @cached_property
    def names(self) -> list[str]:
        return [field.attname for field in self.model._meta.concrete_fields]

    @cached_property
    def sql(self) -> str:
        quote = connection.ops.quote_name
        table = quote(self.model._meta.db_table)
        columns = ", ".join(f"{table}.{quote(field.column)}" for field in self.model._meta.concrete_fields)
        return f"SELECT {columns} FROM {table} WHERE {self.condition}"  # noqa: S608 - no input from outside

    def get(self, *parameters: Any) -> Row | None:
        """Return the row, or None."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            values = cursor.fetchone()
        return None if values is None else self.model.from_db(connection.alias, self.names, values)
