"""What happens between the servers' start and the product's, in one Django process because each costs 0.6 s.

`python -m mentoring.embedded.preparation roles migrate files`, in the environment of the launcher.
"""

import hashlib
import os
import sys
import time
from pathlib import Path

from mentoring.embedded.catalogues import compile_catalogues
from mentoring.embedded.folder import ROOT


def prepare(steps: list[str]) -> None:
    """Do the named steps; each may be repeated and does nothing when nothing has changed."""
    if "catalogues" in steps:
        compile_catalogues(ROOT / "locale")
    if not set(steps) - {"catalogues"}:
        return
    # Not the settings of the tests, which know no application role to make.
    os.environ["DJANGO_SETTINGS_MODULE"] = "mentoring.settings"
    import django  # while it loads, the servers come up

    django.setup()
    wait_for(os.environ.get("DATABASE_ADMIN_URL") or os.environ["DATABASE_OWNER_URL"])
    from django.core.management import call_command

    if "test-roles" in steps:
        call_command("create_database_roles", admin_url=os.environ["DATABASE_ADMIN_URL"], createdb=True)
    if "roles" in steps and not is_unchanged():
        call_command("create_database_roles", admin_url=os.environ["DATABASE_ADMIN_URL"], createdb=False)
    if "migrate" in steps:
        migrations = count_new_migrations()
        if migrations:
            print(f"Bringing the database up to date: {migrations} migrations.", flush=True)
        if migrations or not is_unchanged():
            call_command("migrate", interactive=False, verbosity=0)
            stamp().write_text(fingerprint())
        if migrations and "DATABASE_ADMIN_URL" in os.environ:
            write_checkpoint(os.environ["DATABASE_ADMIN_URL"])
    if "files" in steps:
        collect_static_files()


def wait_for(url: str, *, seconds: float = 60) -> None:
    """Return when the database server takes connections; raise what it says when it does not come up."""
    import psycopg2

    deadline = time.monotonic() + seconds
    while True:
        try:
            psycopg2.connect(url).close()
        except psycopg2.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def write_checkpoint(url: str) -> None:
    """Write new tables to the disk now: a thousand files take longer than the server has when it is stopped."""
    import psycopg2

    connection = psycopg2.connect(url)
    connection.autocommit = True  # refused inside a transaction
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
    connection.close()


def stamp() -> Path:
    return Path(os.environ["VAR_DIR"]) / "migrated"


def fingerprint() -> str:
    """Return what identifies this release's own code: roles, grants and migrations follow from it."""
    digest = hashlib.sha256()
    for folder in ("mentoring", "programs", "goals", "surveys", "reports"):
        for source in sorted((ROOT / folder).rglob("*.py")):
            status = source.stat()
            digest.update(f"{source} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def is_unchanged() -> bool:
    """Tell whether the last start with this very code has made the roles and migrated to the end."""
    return stamp().is_file() and stamp().read_text() == fingerprint()


def count_new_migrations() -> int:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def collect_static_files() -> None:
    """Gather the static files under VAR_DIR/static unless they and the code that bundles them are unchanged."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = os.stat(storage.path(name))
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    for source in [ROOT / "mentoring" / "settings.py", *sorted((ROOT / "mentoring" / "ui").rglob("*.py"))]:
        digest.update(source.read_bytes())
    target = Path(settings.STATIC_ROOT)
    collected = target / ".stamp"
    if collected.is_file() and collected.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    collected.write_text(digest.hexdigest())


if __name__ == "__main__":
    prepare(sys.argv[1:])
