"""Update counts, roll-ups and health after an import into a program."""

from mentoring.imports.extensions import ImportContext
from programs.health.evaluate import evaluate_program
from programs.models import Program
from programs.rollups.daily_counts import count_closed_days
from programs.rollups.match_counts import refresh_matches


def refresh_program(context: ImportContext, *, knows_sessions: bool = False) -> None:
    """Update the program after an import. A file of sessions is complete up to its own day."""
    program = Program.objects.get(pk=context.target_id)
    if knows_sessions and context.as_of >= (program.sessions_known_until or context.as_of):
        program.sessions_known_until = context.as_of
        program.save(update_fields=["sessions_known_until"])
    refresh_matches(program.pk, on=min(context.today, program.sessions_known_until or context.today))
    count_closed_days(program, today=context.today, everything=True)
    evaluate_program(program, today=context.today)
