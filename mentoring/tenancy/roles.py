"""The three database roles, and the check that web and worker use the application role.

owner        runs migrations; owns the tables; BYPASSRLS
application  used by web and worker; reads and writes data; owns nothing, is subject to RLS, cannot TRUNCATE
definer      owns the SECURITY DEFINER functions that read across organizations; cannot log in, except from node to node
             of a cluster
"""

from dataclasses import dataclass
from typing import Any

import dj_database_url
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg2 import sql


class BypassingRole(RuntimeError):
    """The current database role could read the rows of all organizations."""


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
    """Raise BypassingRole if the connection's role can bypass row-level security."""
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
            f"The database role {name!r} of DATABASE_URL can bypass row-level security. "
            "Use the application role; only DATABASE_OWNER_URL names the owner (see docs/operations.md)."
        )


def create_roles(
    cursor: Any,
    *,
    owner: Login,
    application: Login,
    definer: str,
    createdb: bool,
    is_node: bool = False,
) -> None:
    """Create or correct the three roles. Needs a superuser, who alone can grant BYPASSRLS.

    `is_node`: for a node of a Citus cluster. The nodes connect to each other as the role of the statement, so the
    definer may log in (without a password: docs/operations.md), and SET LOCAL must reach all nodes.
    """
    _role(cursor, owner.role, "LOGIN BYPASSRLS " + ("CREATEDB" if createdb else "NOCREATEDB"), owner.password)
    _role(cursor, application.role, "LOGIN NOBYPASSRLS NOCREATEDB", application.password)
    _role(cursor, definer, f"{'LOGIN' if is_node else 'NOLOGIN'} BYPASSRLS NOCREATEDB", "")
    if is_node:
        for role in (owner.role, application.role, definer):
            _run(cursor, "ALTER ROLE {} SET citus.propagate_set_commands = 'local'", role)
    # The owner transfers its functions to the definer; tests switch from owner to application.
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
    """Create the database unless it exists; PostgreSQL forbids this inside a transaction."""
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    if not cursor.fetchone():
        _run(cursor, "CREATE DATABASE {} OWNER {}", name, owner)


def prepare_schema(connection: BaseDatabaseWrapper, *, application: str, definer: str) -> None:
    """Grant the roles access to the schema. Runs before the first migration, as the owner."""
    with connection.cursor() as cursor:
        _run(cursor.cursor, "GRANT USAGE ON SCHEMA public TO {}, {}", application, definer)
        _run(cursor.cursor, "GRANT CREATE ON SCHEMA public TO {}", definer)


def grant_data(connection: BaseDatabaseWrapper, *, application: str, append_only: list[str]) -> None:
    """Grant the application role access to the data of all tables, except writes to append-only tables.

    MAINTAIN allows ANALYZE, which is needed right after a bulk insert.
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
