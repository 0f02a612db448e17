"""Today over 2,000 matches and 100 thousand, 1 million and 10 million sessions, in an organization among 50.

Ours is the database's time for the whole page and, at 1 million, for its numbers alone. The peer computes the same
numbers from the rows by one naive ORM aggregate over matches, sessions, goals and check-ins.
TODAY_SESSIONS=100000,1000000 leaves out the largest, which takes gigabytes and minutes to fill.
"""

import os
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import django
from django.core.management import call_command

from benchmarks.alternation import alternate
from benchmarks.figures import print_figure
from benchmarks.programs_filling import Filled, fill, owner_connection, vacuum, work_out

MATCHES, OTHERS = 2_000, 47
SIZES = "100000,1000000,10000000"
PAGES = 10
MOST_QUERIES, MOST_GROWTH, LEAST_TIMES_FASTER = 12, 2.0, 500
CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "SET ")


class Watch:
    """Adds up the time that statements take, and counts them without transaction control."""

    def __init__(self) -> None:
        self.seconds, self.queries = 0.0, 0

    def __call__(self, execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - began
            self.queries += not str(sql).startswith(CONTROL)


def run() -> bool:
    """Print a figure for each size and one against the naive aggregate, and whether all hold."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentoring.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    sizes = [int(size) for size in os.environ.get("TODAY_SESSIONS", SIZES).split(",")]
    with owner_connection() as owner:
        filled = {size: fill(owner, f"today-{size}", matches=MATCHES, each=size // MATCHES) for size in sizes}
        for number in range(OTHERS + 3 - len(sizes)):
            fill(owner, f"today-other-{number}", matches=50, each=20)
        vacuum(owner)
        for one in filled.values():
            work_out(one)
        vacuum(owner)
    ways, queries = {}, {}
    for size, one in filled.items():
        ways[str(size)] = page_way(one, size, queries)
    medians = alternate(ways)
    smallest = medians[str(sizes[0])]
    results = [
        print_figure(
            "today",
            f"{size} sessions",
            unit="ms",
            ours=medians[str(size)],
            floor=smallest,
            budget=smallest * MOST_GROWTH if size != sizes[0] else None,
            queries=queries[size],
            matches=MATCHES,
            organizations=OTHERS + 3,
        )
        and queries[size] <= MOST_QUERIES
        for size in sizes
    ]
    million = filled.get(1_000_000)
    return all(results) and (million is None or against_the_naive_aggregate(million))


def page_way(one: Filled, size: int, queries: dict[int, int]) -> Callable[[], float]:
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(administrator_of(one))
    address = f"/o/{one.slug}/programs/{one.program}/"

    def visit() -> float:
        watch = Watch()
        with connection.execute_wrapper(watch):
            answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
        queries[size] = watch.queries
        return watch.seconds * 1000

    return lambda: median(visit() for _ in range(PAGES))


def administrator_of(one: Filled) -> Any:
    from mentoring.accounts.models import User
    from mentoring.tenancy.models import Membership
    from mentoring.tenancy.scope import tenant_scope

    user, _made = User.objects.get_or_create(email=f"{one.slug}@example.org")
    with tenant_scope(one.organization):
        Membership.objects.get_or_create(user=user, defaults={"role": "owner"})
    return user


def against_the_naive_aggregate(one: Filled) -> bool:
    from django.db import connection
    from django.db.models import Count, Q, Sum
    from django.utils import timezone

    from mentoring.tenancy.scope import tenant_scope
    from programs.models import Program
    from programs.selectors.status import program_status, weekly_sessions

    today = timezone.now().date()

    def timed(read: Callable[[], object]) -> float:
        watch = Watch()
        with tenant_scope(one.organization), connection.execute_wrapper(watch):
            read()
        return watch.seconds * 1000

    def ours() -> object:
        program = Program.objects.get(pk=one.program)
        return weekly_sessions(program, program_status(program, today=today))

    def naive() -> object:
        sessions = Q(matches__sessions__state="held")
        return list(
            Program.objects.filter(pk=one.program).annotate(
                held=Count("matches__sessions", filter=sessions, distinct=True),
                missed=Count("matches__sessions", filter=Q(matches__sessions__state="missed"), distinct=True),
                minutes=Sum("matches__sessions__minutes", filter=sessions),
                pairs=Count("matches", distinct=True),
                with_goal=Count("matches", filter=Q(matches__goals__state="agreed"), distinct=True),
                goals=Count("matches__goals", distinct=True),
                check_ins=Count("matches__goals__check_ins", distinct=True),
            )
        )

    mine = median(timed(ours) for _ in range(20))
    theirs = timed(naive)
    return print_figure(
        "today",
        "numbers against the naive aggregate",
        unit="ms",
        ours=mine,
        peer=theirs,
        budget=theirs / LEAST_TIMES_FASTER,
        times_faster=round(theirs / mine),
        sessions=1_000_000,
    )
