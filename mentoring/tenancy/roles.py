"""The three database roles, and the check that we serve as the one that row-level security holds for.

owner        migrates; owns the tables; BYPASSRLS
application  serves; reads and writes data; owns nothing, bypasses nothing, cannot TRUNCATE
definer      nobody signs in as it; owns the few SECURITY DEFINER functions that look across organizations
"""

from dataclasses import dataclass
from typing import Any

import dj_database_url
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg2 import sql


class BypassingRole(RuntimeError):
    """The database role that we are about to serve as could see every organization's rows."""


@dataclass(frozen=True)
class Login:
    role: str
    password: str
    database: str

    @classmethod
    def of(cls, url: str) -> "Login":
        parsed = dj_database_url.parse(url)
        return cls(parsed["USER"], parsed["PASSWORD"], parsed["NAME"])


def refuse_bypassing_role(connection: BaseDatabaseWrapper) -> None:
    """Raise BypassingRole when the connection's role could get around row-level security."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT current_user, rolsuper OR rolbypassrls,
                      EXISTS (SELECT FROM pg_class WHERE relowner = r.oid AND relrowsecurity),
                      EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
                              WHERE m.member = r.oid AND (g.rolbypassrls OR g.rolsuper))
               FROM pg_roles r WHERE rolname = current_user"""
        )
        name, bypasses, owns, belongs = cursor.fetchone()
    if bypasses or owns or belongs:
        raise BypassingRole(
            f"The database role {name!r} of DATABASE_URL can get around row-level security. "
            "Serve as the application role; only DATABASE_OWNER_URL names the owner (see docs/operations.md)."
        )


def create_roles(cursor: Any, *, owner: Login, application: Login, definer: str, createdb: bool) -> None:
    """Make or mend the three roles; needs a superuser (BYPASSRLS is only theirs to give)."""
    _role(cursor, owner.role, "LOGIN BYPASSRLS " + ("CREATEDB" if createdb else "NOCREATEDB"), owner.password)
    _role(cursor, application.role, "LOGIN NOBYPASSRLS NOCREATEDB", application.password)
    _role(cursor, definer, "NOLOGIN BYPASSRLS NOCREATEDB", "")
    # The owner hands its functions to the definer, and tests step down from owner to application.
    for role in (definer, application.role):
        _run(cursor, "GRANT {} TO {}", role, owner.role)


def _role(cursor: Any, name: str, attributes: str, password: str) -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
    verb = "ALTER" if cursor.fetchone() else "CREATE"
    statement = sql.SQL(verb + " ROLE {} NOSUPERUSER NOCREATEROLE " + attributes).format(sql.Identifier(name))
    if password:
        statement += sql.SQL(" PASSWORD {}").format(sql.Literal(password))
    cursor.execute(statement)


def _run(cursor: Any, statement: str, *names: str) -> None:
    cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def create_database(cursor: Any, *, name: str, owner: str) -> None:
    """Make the database when it is not there; PostgreSQL forbids this inside a transaction."""
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    if not cursor.fetchone():
        _run(cursor, "CREATE DATABASE {} OWNER {}", name, owner)


def prepare_schema(connection: BaseDatabaseWrapper, *, application: str, definer: str) -> None:
    """Open the schema to the roles; before the first migration, as the owner."""
    with connection.cursor() as cursor:
        _run(cursor.cursor, "GRANT USAGE ON SCHEMA public TO {}, {}", application, definer)
        _run(cursor.cursor, "GRANT CREATE ON SCHEMA public TO {}", definer)


def grant_data(connection: BaseDatabaseWrapper, *, application: str, append_only: list[str]) -> None:
    """Give the application role data access to every table, and take back what must not be changed.

    MAINTAIN is for ANALYZE: after many rows came in, the planner has to know at once.
    """
    with connection.cursor() as cursor:
        _run(
            cursor.cursor,
            "GRANT SELECT, INSERT, UPDATE, DELETE, MAINTAIN ON ALL TABLES IN SCHEMA public TO {}",
            application,
        )
        _run(cursor.cursor, "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}", application)
        _run(cursor.cursor, "REVOKE INSERT, UPDATE, DELETE ON {} FROM {}", "django_migrations", application)
        for table in append_only:
            _run(cursor.cursor, "REVOKE UPDATE, DELETE ON {} FROM {}", table, application)
