"""Export the survey calendar and the counts of who was not invited."""

from collections.abc import Sequence

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from mentoring.ui.tabular import Table
from surveys.exports import calendar_table, skips_table
from surveys.selectors.calendar import SkipCount, SurveyCalendar


def export_survey_calendar(calendar: SurveyCalendar, *, by: Actor) -> Table:
    """Return the calendar as a table and record the export."""
    table = calendar_table(calendar)
    record("surveys.export_survey_calendar", by=by, values={"rows": len(table.rows)})
    return table


def export_skips(counts: Sequence[SkipCount], *, by: Actor) -> Table:
    """Return the counts as a table and record the export."""
    table = skips_table(counts)
    record("surveys.export_skips", by=by, values={"rows": len(table.rows)})
    return table
