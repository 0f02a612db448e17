"""50,000 people from one CSV: start, check and import as bin/manage import_csv does it.

The browser's way is printed too: there the check and the import are two jobs, and the second checks again.
Peer: django-import-export in bulk mode, with as much validation as it has, leaving the same rows in the same tables,
which is looked at after each round; that it fills one table only, in less time, is printed as peer_one_table. Floor:
COPY of the same file into a table of text columns. No import can be faster than what is printed as database_alone: the
INSERT of the same rows and the check of their references, with all else done before. All in the same run, in turn; each
round into an empty organization.
"""

import io
import os
import random
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

import dj_database_url
import django
import psycopg2

from benchmarks.alternation import alternate, seconds
from benchmarks.figures import print_figure
from benchmarks.import_memory import WAYS, memory

if TYPE_CHECKING:
    from mentoring.imports.models import ImportRun
    from mentoring.tenancy.actor import Actor

PEOPLE, NEIGHBORS = 50_000, 10_000
HEADER = "Employee ID,First Name,Last Name,Work Email,Job Title,Department,Level,Location,Manager,Hire Date"
TABLES = ("people_person", "people_personattributes")
TIMES_THE_PEER, SHARE_OF_COPY = 10.0, 0.012
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
FIRST = ("Priya", "Jon", "Łukasz", "Zoë", "Mei", "Ruth", "Søren", "Fatima")
LAST = ("Raman", "Lindqvist", "O’Brien", "García", "Müller", "Tanaka", "Novak", "Adler")
DEPARTMENTS = ("Engineering", "Operations", "Sales", "Finance", "Customer Care", "People")


def run() -> bool:
    """Print rows a second of the three ways and the peak memory of ours; return whether both targets hold."""
    from benchmarks.import_peers import left_behind, one_table, same_job
    from mentoring.celery import collect_garbage_less_often

    prepare()
    collect_garbage_less_often()  # as in a worker
    text = made_up()
    left: set[tuple[int, str]] = set()

    def look() -> None:
        left.add(left_behind())
        assert len(left) == 1, left

    medians = alternate(
        {
            "ours": lambda: seconds_in_scope(lambda: ours(text), look),
            "browser": lambda: seconds_in_scope(lambda: ours(text, is_one_job=False), look),
            "peer": lambda: seconds_in_scope(lambda: same_job(text), look),
            "one_table": lambda: seconds_in_scope(lambda: one_table(text)),
            "copy": lambda: seconds_in_scope(lambda: copy(text)),
            "database": lambda: in_scope(lambda: database_alone(text)),
        }
    )
    rates = {name: PEOPLE / taken for name, taken in medians.items()}
    to_peer, to_copy = rates["ours"] / rates["peer"], rates["ours"] / rates["copy"]
    print_figure(
        "import",
        f"{PEOPLE:,} people",
        unit="s",
        ours=medians["ours"],
        floor=medians["copy"],
        peer=medians["peer"],
        peer_one_table=round(medians["one_table"], 4),
        in_the_browser=round(medians["browser"], 4),
        database_alone=round(medians["database"], 4),
        rows_per_second=round(rates["ours"]),
        times_the_peer=round(to_peer, 1),
        at_least_times_the_peer=TIMES_THE_PEER,
        times_the_peer_one_table=round(rates["ours"] / rates["one_table"], 1),
        share_of_copy=round(to_copy, 4),
        at_least_share_of_copy=SHARE_OF_COPY,
    )
    for way in WAYS:
        base, peak, _seconds = memory(way, PEOPLE)
        print_figure("import", f"peak memory, {way}", unit="MB", ours=peak, before=round(base, 1))
    for table in TABLES:
        maintain(f"ALTER TABLE {table} RESET (autovacuum_enabled)")
    return to_peer >= TIMES_THE_PEER and to_copy >= SHARE_OF_COPY


def prepare() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentoring.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    make_neighbor()


def make_neighbor() -> None:
    """Put an organization beside the one that is measured, once, and let the database know how large its tables are.

    Rounds are rolled back. Vacuumed by the database itself while they hold hardly more than dead rows, tables count as
    empty, and every check of a reference then reads all rows of the organization; so that happens between rounds
    (in_scope), with the neighbor's rows in them, and at no other time.
    """
    from mentoring.tenancy.models import Organization
    from mentoring.tenancy.scope import tenant_scope

    for table in TABLES:
        maintain(f"ALTER TABLE {table} SET (autovacuum_enabled = false)")
    maintain(f"VACUUM {', '.join(TABLES)}")
    if not Organization.objects.filter(slug="bench-neighbor").exists():
        neighbor = Organization.objects.create(name="Neighbor", slug="bench-neighbor")
        with tenant_scope(neighbor.id):
            ours(made_up(NEIGHBORS), NEIGHBORS)
    maintain(f"VACUUM ANALYZE {', '.join(TABLES)}")


def maintain(command: str) -> None:
    url = dj_database_url.parse(os.environ["DATABASE_OWNER_URL"])
    with closing(
        psycopg2.connect(
            host=url["HOST"],
            port=url["PORT"] or None,
            user=url["USER"],
            password=url["PASSWORD"] or None,
            dbname=url["NAME"],
        )
    ) as owner:
        owner.autocommit = True
        with owner.cursor() as cursor:
            cursor.execute(command)


def made_up(people: int = PEOPLE) -> str:
    """Return the same file in every run: unique ids and addresses, a manager for nearly everybody."""
    chance = random.Random(7)
    lines = [HEADER]
    for n in range(people):
        manager = f"E{chance.randrange(max(1, n // 8)):06}" if n else ""
        lines.append(
            f"E{n:06},{chance.choice(FIRST)},{chance.choice(LAST)},person{n}@example.org,Specialist,"
            f"{chance.choice(DEPARTMENTS)},{chance.randint(1, 6)},Berlin,{manager},"
            f"20{chance.randint(10, 25)}-0{chance.randint(1, 9)}-{chance.randint(10, 28)}"
        )
    return "\n".join(lines) + "\n"


def seconds_in_scope(action: Callable[[], object], look: Callable[[], object] = lambda: None) -> float:
    return in_scope(lambda: seconds(action), look)


def in_scope(measure: Callable[[], float], look: Callable[[], object] = lambda: None) -> float:
    """Return the figure of an organization of its own, which is gone once `look` has looked at it."""
    from django.db import transaction

    from mentoring.tenancy.models import Organization
    from mentoring.tenancy.scope import tenant_scope

    with transaction.atomic():
        organization = Organization.objects.create(name="Bench", slug=f"bench-{uuid4().hex[:12]}")
        with tenant_scope(organization.id):
            figure = measure()
            look()
        transaction.set_rollback(True)
    # Every round begins with the same tables: looking into them would read the dead rows of all rounds before.
    maintain(f"VACUUM ANALYZE {', '.join(TABLES)}")
    return figure


def ours(text: str, people: int = PEOPLE, *, is_one_job: bool = True) -> None:
    from mentoring.imports.garbage import garbage_collection_paused

    with garbage_collection_paused():  # as in the command and in the jobs
        finished(started(text), people, is_one_job=is_one_job)


def started(text: str) -> "ImportRun":
    from mentoring.imports.actions import set_columns, start_import

    by = actor()
    run, mapping = start_import("directory", text.encode(), by=by, as_of=NOW.date(), file_name="people.csv")
    set_columns(run, mapping.indexes, by=by)
    return run


def finished(run: "ImportRun", people: int, *, is_one_job: bool) -> None:
    """Check and import: in one go as the command does it, or as two jobs of which the second checks again."""
    from mentoring.imports.actions import check_rows, import_rows
    from mentoring.imports.models import ImportRun

    if not is_one_job:
        run = ImportRun.objects.light().get(pk=run.pk)
    result = check_rows(run, now=NOW)
    if not is_one_job:
        result, run = None, ImportRun.objects.light().get(pk=run.pk)
    import_rows(run, by=actor(), now=NOW, result=result)
    assert (run.added, run.skipped) == (people, 0), (run.added, run.skipped)


def database_alone(text: str) -> float:
    """Return the seconds in which PostgreSQL takes the planned rows out of a temporary table and checks references."""
    from django.db import connection

    from mentoring.imports.checking import check
    from mentoring.tenancy.bulk import insert_from_loaded, loaded

    changes = check(started(text), now=NOW).plan.changes
    taken = 0.0
    with connection.cursor() as constraints:
        constraints.execute("SET CONSTRAINTS ALL DEFERRED")
        for change in changes:
            with loaded(
                change.model, change.columns, change.added, by_column=change.added_by_column
            ) as cursor:
                count = change.added_count
                taken += seconds(
                    partial(insert_from_loaded, cursor, change.model, change.columns, count=count)
                )
        return taken + seconds(lambda: constraints.execute("SET CONSTRAINTS ALL IMMEDIATE"))


def actor() -> "Actor":
    from mentoring.tenancy.actor import Actor

    return Actor.system("bench")


def copy(text: str) -> None:
    from django.db import connection

    columns = ", ".join(f"c{n} text" for n in range(len(HEADER.split(","))))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE bench_copy ({columns}) ON COMMIT DROP")
        cursor.copy_expert("COPY bench_copy FROM STDIN WITH (FORMAT csv, HEADER)", io.StringIO(text))
        cursor.execute("DROP TABLE bench_copy")


if __name__ == "__main__":
    run()
