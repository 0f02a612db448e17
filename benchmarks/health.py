"""Health of 20,000 matches with 2 million sessions: all recalculated, and one match after one session."""

import os
from datetime import timedelta
from statistics import median

import django
from django.core.management import call_command

from benchmarks.alternation import seconds
from benchmarks.figures import print_figure
from benchmarks.programs_filling import Filled, fill, owner_connection, vacuum, work_out

MATCHES, EACH = 20_000, 100
MOST_SECONDS, MOST_MILLISECONDS = 60, 100


def run() -> bool:
    """Print how long a whole program takes and how long one match takes, and whether both hold."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentoring.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    with owner_connection() as owner:
        one = fill(owner, "health", matches=MATCHES, each=EACH)
        vacuum(owner)
    details = {"matches": MATCHES, "sessions": MATCHES * EACH}
    everything = print_figure(
        "health",
        "roll up and evaluate all",
        unit="s",
        ours=seconds(lambda: work_out(one)),
        budget=MOST_SECONDS,
        **details,
    )
    again = print_figure(
        "health",
        "evaluate all a day later",
        unit="s",
        ours=seconds(lambda: evaluate_tomorrow(one)),
        budget=MOST_SECONDS,
        **details,
    )
    single = print_figure(
        "health",
        "one match after one session",
        unit="ms",
        ours=one_session(one) * 1000,
        budget=MOST_MILLISECONDS,
        **details,
    )
    return everything and again and single


def evaluate_tomorrow(one: Filled) -> None:
    """Evaluate on the next day, on which every gap is one day longer: most rows are written."""
    from django.utils import timezone

    from mentoring.tenancy.scope import tenant_scope
    from programs.health.evaluate import evaluate_program
    from programs.models import Program

    with tenant_scope(one.organization):
        program = Program.objects.get(pk=one.program)
        evaluate_program(program, today=timezone.now().date() + timedelta(days=1))


def one_session(one: Filled) -> float:
    """Return the median seconds of recording a session, with its audit event and the match's health."""
    from django.utils import timezone

    from mentoring.tenancy.actor import Actor
    from mentoring.tenancy.scope import tenant_scope
    from programs.actions import record_session
    from programs.models import Match

    today, by = timezone.now().date(), Actor.system("benchmark")
    with tenant_scope(one.organization):
        matches = list(Match.objects.filter(program=one.program)[:30])

    def record(match: Match) -> None:
        with tenant_scope(one.organization):
            record_session(match, happens_on=today, state="held", by=by, today=today)

    return median(seconds(lambda m=match: record(m)) for match in matches)
