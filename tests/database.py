"""The tests' database: made once for each version of the schema and kept as a template; each process gets a copy."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import connection

LOCK = (
    1_900_001  # held while the template is made or copied: PostgreSQL copies no database that somebody uses
)
PREFIX = "test_template_"


@contextmanager
def database_of_the_tests() -> Iterator[None]:
    """Connect this process to an empty database of its own, and drop it in the end."""
    name = connection.settings_dict["TEST"]["NAME"]  # with a suffix in each parallel process
    configured = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])  # until the cursor's connection closes
        template = find_or_make_template(cursor)
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    connect_to(name)
    yield
    connect_to(configured)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def find_or_make_template(cursor) -> str:
    """Return the name of the database that the present migrations make; older ones are dropped."""
    cursor.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE %s", [PREFIX.replace("_", r"\_") + "%"]
    )
    found = {row[0] for row in cursor.fetchall()}
    template = PREFIX + fingerprint_of_schema()
    if template in found:
        return template
    for older in found:
        cursor.execute(f'DROP DATABASE "{older}" WITH (FORCE)')
    # Under another name until it is whole: whoever starts after an interruption makes it again.
    name = connection.settings_dict["TEST"]["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    keep_autovacuum_away()
    connection.close()
    cursor.execute(f'ALTER DATABASE "{name}" RENAME TO "{template}"')
    return template


def fingerprint_of_schema() -> str:
    """Return what identifies the sources that the schema follows from."""
    root = Path(settings.BASE_DIR)
    packages = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).is_relative_to(root)]
    sources = {source for package in packages for source in (package / "migrations").glob("*.py")}
    # Policies, grants, definer functions and lists of append-only tables.
    sources |= set((root / "mentoring" / "tenancy").rglob("*.py"))
    sources |= {source for package in packages for source in package.rglob("*.py") if is_of_a_model(source)}
    roles = [settings.DATABASES["default"]["APPLICATION_ROLE"], settings.DATABASE_DEFINER_ROLE]
    digest = hashlib.sha256(f"{django.__version__} {roles}".encode())
    for source in sorted({*sources, Path(__file__)}):
        digest.update(f"{source.relative_to(root)} {len(source.read_bytes())}\n".encode())
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def is_of_a_model(source: Path) -> bool:
    return source.stem in {"models", "definers"} or source.parent.name == "models"


def keep_autovacuum_away() -> None:
    """Let nobody count rows that are never committed: a table that seems empty is joined badly."""
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f'ALTER TABLE "{model._meta.db_table}" SET (autovacuum_enabled = false)')


def connect_to(name: str) -> None:
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
