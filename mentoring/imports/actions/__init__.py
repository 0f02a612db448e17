"""The steps of an import: start, map, correct, check, import, undo. Only the last two write more than the run."""

from mentoring.imports.actions.answers import answer_in_advance, answer_questions
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
from mentoring.imports.actions.interruptions import continue_import, note_beginning, note_death
from mentoring.imports.actions.starting import (
    discard_import,
    set_columns,
    set_reading,
    start_import,
)

__all__ = [
    "answer_in_advance",
    "answer_questions",
    "check_rows",
    "clean_up_imports",
    "continue_import",
    "correct_cells",
    "discard_corrections",
    "discard_import",
    "fail",
    "import_rows",
    "note_beginning",
    "note_death",
    "request_check",
    "request_import",
    "request_import_without_preview",
    "set_columns",
    "set_reading",
    "start_check",
    "start_import",
    "undo_import",
]
