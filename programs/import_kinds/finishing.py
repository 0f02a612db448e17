"""What follows every import into a program: counts, roll-ups and health, in the import's own transaction."""

from mentoring.imports.extensions import ImportContext
from programs.health.evaluate import evaluate_program
from programs.models import Program
from programs.rollups.daily_counts import count_closed_days
from programs.rollups.match_counts import refresh_matches


def bring_in_order(context: ImportContext, *, knows_sessions: bool = False) -> None:
    """Refresh what is kept of the program's sessions. A file of sessions speaks up to its own day and no further."""
    program = Program.objects.get(pk=context.target_id)
    if knows_sessions and context.as_of >= (program.sessions_known_until or context.as_of):
        program.sessions_known_until = context.as_of
        program.save(update_fields=["sessions_known_until"])
    refresh_matches(program.pk, on=min(context.today, program.sessions_known_until or context.today))
    count_closed_days(program, today=context.today, everything=True)
    evaluate_program(program, today=context.today)
