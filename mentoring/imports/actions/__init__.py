"""The steps of an import: start, map, correct, check, import, undo. Only the last two write more than the run."""

from mentoring.imports.actions.cleanup import clean_up_imports
from mentoring.imports.actions.corrections import correct_cells, discard_corrections
from mentoring.imports.actions.importing import (
    check_rows,
    fail,
    import_rows,
    request_check,
    request_import,
    request_import_without_preview,
    start_check,
    undo_import,
)
from mentoring.imports.actions.starting import set_columns, set_date_order, start_import

__all__ = [
    "check_rows",
    "clean_up_imports",
    "correct_cells",
    "discard_corrections",
    "fail",
    "import_rows",
    "request_check",
    "request_import",
    "request_import_without_preview",
    "set_columns",
    "set_date_order",
    "start_check",
    "start_import",
    "undo_import",
]
