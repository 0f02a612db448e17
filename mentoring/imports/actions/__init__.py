"""The steps of an import: start, map, mend, check, import, undo. Only the last two write more than the run."""

from mentoring.imports.actions.corrections import forget_mends, mend_rows
from mentoring.imports.actions.importing import (
    check_rows,
    check_soon,
    fail,
    import_rows,
    request_check,
    request_import,
    request_import_unseen,
    undo_import,
)
from mentoring.imports.actions.starting import set_columns, set_date_order, start_import
from mentoring.imports.actions.tidying import tidy_imports

__all__ = [
    "check_rows",
    "check_soon",
    "fail",
    "forget_mends",
    "import_rows",
    "mend_rows",
    "request_check",
    "request_import",
    "request_import_unseen",
    "set_columns",
    "set_date_order",
    "start_import",
    "tidy_imports",
    "undo_import",
]
