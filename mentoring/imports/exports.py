"""Files to download: rows with errors and their reasons, and empty files with the columns of a kind."""

from django.utils.translation import gettext_lazy as _

from mentoring.imports.checking import read_source
from mentoring.imports.extensions import NO_DATA, ImportKind
from mentoring.imports.models import ImportFault, ImportRun
from mentoring.ui.tabular import Table


def rows_with_reasons(run: ImportRun) -> Table:
    """Return the rows that have errors as in the file, with a first column of reasons, to be corrected and uploaded.

    Columns that must not be stored or are not of the file are left out, and so are rows with totals and notes.
    """
    reasons: dict[int, list[str]] = {}
    for number, header, expected in (
        ImportFault.objects.filter(run=run)
        .exclude(code__in=NO_DATA)
        .order_by("row_number", "field")
        .values_list("row_number", "header", "expected")
    ):
        reasons.setdefault(number, []).append(f"{header}: {expected}" if header else expected)
    run.source = ImportRun.objects.values_list("source", flat=True).get(pk=run.pk)
    if not run.source:
        return Table([_("Import problem")], [[" ".join(sentences)] for sentences in reasons.values()])
    table = read_source(run)
    kept = [
        at
        for at in range(len(table.header))
        if at not in table.joined and (at >= len(run.columns) or not run.columns[at]["refused"])
    ]
    return Table(
        [_("Import problem"), *(table.header[at] for at in kept)],
        [
            [" ".join(reasons[row.number]), *(row.cells[at] for at in kept), *row.extra]
            for row in table.rows
            if row.number in reasons
        ],
    )


def template_of(kind: ImportKind) -> Table:
    """Return an empty file with the kind's own columns, by headings that are mapped without asking."""
    return Table([entry.synonyms[0] if entry.synonyms else entry.name for entry in kind.fields], [])
