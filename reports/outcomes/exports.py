"""Outcomes as CSV and XLSX, with the numbers of the page."""

import io
from dataclasses import astuple

from django.utils.translation import gettext as _

from mentoring.ui.tabular import csv_text, neutralize
from reports.models import OutcomeRun
from reports.outcomes.export_rows import export_rows


def heads() -> list[str]:
    return [_("figure"), _("role"), _("measure"), _("status"), _("number"), _("what it is"), _("value"), _("unit"),
            _("as printed")]  # fmt: skip


def outcomes_csv(run: OutcomeRun) -> str:
    """Return the numbers as CSV with formulas neutralized."""
    return csv_text(heads(), [_cells(row) for row in export_rows(run)])


def outcomes_xlsx(run: OutcomeRun) -> bytes:
    """Return the numbers as a workbook with a sheet of numbers and a sheet about their source."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "nan_inf_to_errors": False,
        },
    ) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet(_("Numbers")[:31])
        sheet.write_row(0, 0, [neutralize(head) for head in heads()], bold)
        for number, row in enumerate(export_rows(run), 1):
            for column, cell in enumerate(_cells(row)):
                if isinstance(cell, str):
                    sheet.write_string(number, column, neutralize(cell))
                elif cell is not None:
                    sheet.write_number(number, column, cell)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 1, 16)
        sheet.set_column(2, 5, 34)
        about = book.add_worksheet(_("About")[:31])
        lines = [
            (_("Program"), str(run.program)),
            (_("Data up to"), run.known_until.isoformat() if run.known_until else ""),
            (_("Worked out"), run.finished_at.isoformat(timespec="minutes") if run.finished_at else ""),
            (_("Method"), run.method_version),
            (_("Who counts as having left"), run.get_leave_kind_display()),
        ]
        for number, line in enumerate(lines):
            for column, cell in enumerate(line):
                about.write_string(number, column, neutralize(str(cell)))
        about.set_column(0, 1, 34)
    return file.getvalue()


def _cells(row: object) -> list:
    return list(astuple(row))  # type: ignore[call-overload]  # an ExportRow
