"""Update counts, roll-ups and health after an import into a program."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Min, Q

from mentoring.imports.extensions import ImportContext
from programs.health.evaluate import evaluate_program
from programs.locks import lock_program
from programs.models import Match
from programs.rollups.daily_counts import count_closed_days
from programs.rollups.match_counts import refresh_matches


def refresh_program(context: ImportContext) -> None:
    """Update what is derived from the imported rows, in the transaction of the import."""
    program = lock_program(context.target_id)
    refresh_matches(program.pk, on=context.today)
    count_closed_days(program, today=context.today, everything=True)
    evaluate_program(program, today=context.today)


def set_known_until(program_id: UUID | None, day: date, match_ids: Iterable[UUID]) -> None:
    """Note that a file contains all sessions up to `day`.

    It holds for matches that are in the file or in an earlier one, and for those without any session. Matches whose
    sessions are recorded here stay as they are.
    """
    without_sessions = Q(held_count=0, next_planned_on=None)
    from_files = Q(sessions_known_until=None) & (Q(pk__in=list(match_ids)) | without_sessions)
    matches = Match.objects.filter(program=program_id)
    matches.filter(from_files | Q(sessions_known_until__lt=day)).update(sessions_known_until=day)


def adopt_known_until(program_id: UUID | None, match_ids: Iterable[UUID]) -> None:
    """Give new matches the day of the last file of sessions, if the sessions of the program come from files."""
    matches = Match.objects.filter(program=program_id)
    day = matches.aggregate(day=Min("sessions_known_until"))["day"]
    if day is not None:
        matches.filter(pk__in=list(match_ids)).update(sessions_known_until=day)
