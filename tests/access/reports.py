from tests.access import ADMINISTRATORS, EVERYBODY, Call, Row
from tests.access.programs import run_by
from tests.factories.programs import make_program
from tests.factories.reports import make_outcome_run, make_people_export

READERS = EVERYBODY - {"participant"}


def a_program(caller):
    return {"program_id": run_by(caller, make_program()).pk}


def a_program_with_outcomes(caller):
    program = make_program(state="draft")
    make_outcome_run(program=program)
    run_by(caller, program)
    return {"program_id": program.pk}


def a_people_export(caller):
    export = make_people_export(run=make_outcome_run(program=make_program(state="draft")))
    return {"program_id": export.run.program_id, "export_id": export.pk}


ROWS = [
    Row("reports:outcome-list", get=Call(READERS)),
    Row("reports:outcomes", get=Call(READERS), make=a_program_with_outcomes),
    Row("reports:outcomes-calculate", post=Call(READERS, 302), make=a_program),
    Row(
        "reports:outcomes-decide",
        post=Call(ADMINISTRATORS, 302, {"leave_kind": "resignation"}),
        make=a_program,
    ),
    Row("reports:outcomes-csv", get=Call(READERS), make=a_program_with_outcomes),
    Row("reports:outcomes-xlsx", get=Call(READERS), make=a_program_with_outcomes),
    Row("reports:outcomes-people", post=Call(ADMINISTRATORS, 302), make=a_program_with_outcomes),
    Row("reports:outcomes-people-download", post=Call(ADMINISTRATORS), make=a_people_export),
    Row("api:outcomes", get=Call(READERS), make=lambda caller: {"id": run_by(caller, make_program()).pk}),
]
