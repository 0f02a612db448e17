"""What happens between the servers' start and the product's, in one Django process because each costs 0.6 s.

`python -m mentoring.embedded.preparation roles migrate files`, in the environment of the launcher.
"""

import hashlib
import os
import sys
from pathlib import Path

from mentoring.embedded.catalogues import compile_catalogues
from mentoring.embedded.folder import ROOT


def prepare(steps: list[str]) -> None:
    """Do the named steps; each may be repeated and does nothing when nothing has changed."""
    if "catalogues" in steps:
        compile_catalogues(ROOT / "locale")
    if set(steps) - {"catalogues"}:
        # Not those of the tests, which know no application role to make.
        os.environ["DJANGO_SETTINGS_MODULE"] = "mentoring.settings"
        import django  # the catalogues above need no settings

        django.setup()
    if "roles" in steps or "test-roles" in steps:
        from django.core.management import call_command

        call_command(
            "create_database_roles",
            admin_url=os.environ["DATABASE_ADMIN_URL"],
            createdb="test-roles" in steps,
        )
    if "migrate" in steps:
        from django.core.management import call_command

        call_command("migrate", interactive=False, verbosity=1 if has_new_migrations() else 0)
    if "files" in steps:
        collect_static_files()


def has_new_migrations() -> bool:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


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
    stamp = target / ".stamp"
    if stamp.is_file() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest.hexdigest())


if __name__ == "__main__":
    prepare(sys.argv[1:])
