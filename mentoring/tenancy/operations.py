"""Migration operations for tenant isolation."""

from typing import Any

from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState

from mentoring.tenancy.apps import application_role


class CreateDefinerFunction(Operation):
    """Create a SECURITY DEFINER function that reads across organizations and that the application may call.

    `reads` names the tables on which the definer role needs SELECT.
    """

    category = OperationCategory.SQL
    reversible = True

    def __init__(self, name: str, *, arguments: str = "", returns: str, body: str, reads: list[str]) -> None:
        self.name, self.arguments, self.returns, self.body, self.reads = name, arguments, returns, body, reads

    def deconstruct(self) -> tuple[str, list, dict[str, Any]]:
        keywords = {k: getattr(self, k) for k in ("arguments", "returns", "body", "reads")}
        return self.__class__.__name__, [self.name], keywords

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        return None

    def database_forwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, before: ProjectState, after: ProjectState
    ) -> None:
        quote = editor.quote_name
        definer, application = quote(settings.DATABASE_DEFINER_ROLE), quote(application_role())
        signature = f"public.{quote(self.name)}({self.arguments})"
        for table in self.reads:
            editor.execute(f"GRANT SELECT ON {quote(table)} TO {definer}")
        editor.execute(
            f"CREATE FUNCTION {signature} RETURNS {self.returns} LANGUAGE sql STABLE SECURITY DEFINER "
            # A fixed search path, so that no other table can shadow ours.
            f"SET search_path = pg_catalog, public, pg_temp AS $body${self.body}$body$",
            params=None,
        )
        editor.execute(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")
        editor.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO {application}")
        editor.execute(f"ALTER FUNCTION {signature} OWNER TO {definer}")

    def database_backwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, before: ProjectState, after: ProjectState
    ) -> None:
        editor.execute(f"DROP FUNCTION public.{editor.quote_name(self.name)}({self.arguments})")

    def describe(self) -> str:
        return f"Create the definer function {self.name}"
