from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

from django.utils import timezone

from mentoring.people.names import normalize_name
from reports.models import (
    Assumption,
    AssumptionChange,
    Benefit,
    ComparisonObjection,
    Cost,
    Kpi,
    KpiReading,
    KpiValue,
    LevelCount,
    OutcomeNotice,
    OutcomePlan,
    OutcomeRun,
    PeopleExport,
    ProgramKpi,
    RoiPlan,
)
from tests.factories import makes
from tests.factories.goals import make_objective
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


@makes(OutcomeNotice)
def make_outcome_notice(*, mark: str = "", **fields) -> OutcomeNotice:
    """Make the notice of the organization, with outcomes switched on; there is only one."""
    values = {"is_on": True, "given_on": date(2026, 1, 5), "text_en": mark, **fields}
    return OutcomeNotice.objects.update_or_create(defaults=values)[0]


@makes(ComparisonObjection)
def make_comparison_objection(*, mark: str = "", **fields) -> ComparisonObjection:
    person = fields.pop("person", None) or make_person(mark=mark)
    return ComparisonObjection.objects.create(person=person, **fields)


@makes(ProgramKpi)
def make_program_kpi(*, mark: str = "", **fields) -> ProgramKpi:
    objective = fields.pop("objective", None)
    program = fields.pop("program", None) or (objective.program if objective else make_program(mark=mark))
    objective = objective or program.objectives.first() or make_objective(program=program)
    name = mark or f"Posts filled from within {next(NUMBERS)}"
    return ProgramKpi.objects.create(
        program=program, objective=objective, **{"name": name, "source": "entered", "unit": "%", **fields}
    )


@makes(KpiValue)
def make_kpi_value(*, mark: str = "", **fields) -> KpiValue:
    kpi = fields.pop("kpi", None) or make_program_kpi(mark=mark)
    values = {"taken_on": date(2026, 8, 1), "value": 38, "source": mark}
    return KpiValue.objects.create(kpi=kpi, **{**values, **fields})


@makes(OutcomePlan)
def make_outcome_plan(*, mark: str = "", **fields) -> OutcomePlan:
    program = fields.pop("program", None) or make_program(mark=mark)
    return OutcomePlan.objects.create(program=program, **{"leave_kind": "all", **fields})


@makes(OutcomeRun)
def make_outcome_run(*, mark: str = "", **fields) -> OutcomeRun:
    program = fields.pop("program", None) or make_program(mark=mark)
    if not OutcomeNotice.objects.exists():
        make_outcome_notice()  # without it no run is shown
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


@makes(RoiPlan)
def make_roi_plan(*, mark: str = "", **fields) -> RoiPlan:
    program = fields.pop("program", None) or make_program(mark=mark)
    return RoiPlan.objects.create(program=program, **{"currency": "EUR", "price_year": 2026, **fields})


@makes(Cost)
def make_cost(*, mark: str = "", **fields) -> Cost:
    program = fields.pop("program", None) or make_program(mark=mark)
    values = {"kind": "software", "description": mark or "License", "incurred_on": date(2026, 8, 1)}
    return Cost.objects.create(program=program, **{**values, "amount": Decimal(1000), **fields})


@makes(LevelCount)
def make_level_count(*, mark: str = "", **fields) -> LevelCount:
    program = fields.pop("program", None) or make_program(mark=mark)
    return LevelCount.objects.create(
        program=program, **{"role": "mentee", "level": "3", "people": 10, **fields}
    )


@makes(Assumption)
def make_assumption(*, mark: str = "", **fields) -> Assumption:
    program = fields.pop("program", None) or make_program(mark=mark)
    best = fields.pop("best", Decimal(50))
    values = {
        "key": "hourly_rate", "low": best, "best": best, "high": best, "source": mark or "Rate card 2026",
        "owner": "Finance", "dated_on": date(2026, 1, 8),
    }  # fmt: skip
    return Assumption.objects.create(program=program, **{**values, **fields})


@makes(AssumptionChange)
def make_assumption_change(*, mark: str = "", **fields) -> AssumptionChange:
    assumption = fields.pop("assumption", None) or make_assumption(mark=mark)
    values = {
        "before": None, "after": {"best": "50.0000"}, "changed_by": mark or "Finance",
        "changed_at": datetime(2026, 8, 1, 9, 0, tzinfo=UTC),
    }  # fmt: skip
    return AssumptionChange.objects.create(assumption=assumption, **{**values, **fields})


@makes(Benefit)
def make_benefit(*, mark: str = "", **fields) -> Benefit:
    program = fields.pop("program", None) or make_program(mark=mark)
    values = {
        "kind": "productivity", "name": mark or "Faster onboarding", "source": "Sales report",
        "isolation": "estimate", "quantity": Decimal(1000), "contribution": Decimal(1), "confidence": Decimal(1),
        "estimated_by": "Managers",
    }  # fmt: skip
    return Benefit.objects.create(program=program, **{**values, **fields})
