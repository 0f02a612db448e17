from datetime import UTC, date, datetime
from itertools import count

from django.utils import timezone

from mentoring.people.names import normalize_name
from reports.models import Kpi, KpiReading, OutcomePlan, OutcomeRun, PeopleExport
from tests.factories import makes
from tests.factories.people import make_person
from tests.factories.programs import make_program

NUMBERS = count(1)


@makes(Kpi)
def make_kpi(*, mark: str = "", **fields) -> Kpi:
    name = fields.pop("name", None) or mark or f"Leadership {next(NUMBERS)}"
    return Kpi.objects.create(name=name, name_norm=normalize_name(name), **fields)


@makes(KpiReading)
def make_kpi_reading(*, mark: str = "", **fields) -> KpiReading:
    kpi = fields.pop("kpi", None) or make_kpi(mark=mark)
    person = fields.pop("person", None) or make_person()
    return KpiReading.objects.create(
        kpi=kpi, person=person, **{"taken_on": date(2026, 8, 1), "value": 5, **fields}
    )


@makes(OutcomePlan)
def make_outcome_plan(*, mark: str = "", **fields) -> OutcomePlan:
    program = fields.pop("program", None) or make_program(mark=mark)
    return OutcomePlan.objects.create(program=program, **{"leave_kind": "all", **fields})


@makes(OutcomeRun)
def make_outcome_run(*, mark: str = "", **fields) -> OutcomeRun:
    program = fields.pop("program", None) or make_program(mark=mark)
    return OutcomeRun.objects.create(
        program=program,
        **{
            "state": "done",
            "known_until": date(2026, 11, 2),
            "method_version": "2",
            "requested_at": datetime(2026, 11, 3, 4, 0, tzinfo=UTC),
            "finished_at": datetime(2026, 11, 3, 4, 1, tzinfo=UTC),
            **fields,
        },
    )


@makes(PeopleExport)
def make_people_export(*, mark: str = "", **fields) -> PeopleExport:
    run = fields.pop("run", None) or make_outcome_run(mark=mark)
    return PeopleExport.objects.create(
        run=run,
        **{
            "state": "ready",
            "content": (mark or "Role,Name\r\n").encode(),
            "requested_at": timezone.now(),
            "finished_at": timezone.now(),
            **fields,
        },
    )
