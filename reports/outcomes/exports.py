"""Outcomes as CSV and XLSX, with the numbers of the page."""

import io
from dataclasses import astuple

from django.utils.translation import gettext as _

from mentoring.ui.tabular import Table, new_workbook, write_sheet
from reports.models import OutcomeRun
from reports.outcomes.export_rows import export_rows


def outcomes_table(run: OutcomeRun) -> Table:
    heads = [_("figure"), _("role"), _("measure"), _("status"), _("number"), _("what it is"), _("value"), _("unit"),
             _("as printed")]  # fmt: skip
    return Table(heads, [astuple(row) for row in export_rows(run)])


def outcomes_csv(run: OutcomeRun) -> str:
    """Return the numbers as CSV."""
    return outcomes_table(run).csv


def outcomes_xlsx(run: OutcomeRun) -> bytes:
    """Return the numbers as a workbook with a sheet of numbers and a sheet about their source."""
    about = [
        (_("Program"), str(run.program)),
        (_("Data up to"), run.known_until.isoformat() if run.known_until else ""),
        (_("Calculated on"), run.finished_at.isoformat(timespec="minutes") if run.finished_at else ""),
        (_("Method"), run.method_version),
        (_("Who counts as having left"), run.get_leave_kind_display()),
    ]
    file = io.BytesIO()
    with new_workbook(file) as book:
        write_sheet(book, _("Numbers"), outcomes_table(run), widths=[16, 16, 34, 34, 34, 34, 12, 12, 16])
        write_sheet(book, _("About"), Table(about[0], about[1:]), widths=[34, 34])
    return file.getvalue()
