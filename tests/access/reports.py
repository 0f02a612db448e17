from goals.models import Objective
from tests.access import ADMINISTRATORS, EVERYBODY, STAFF, Call, Row
from tests.access.goals import a_program_with_an_objective, without_arguments
from tests.access.programs import run_by
from tests.factories.programs import make_program
from tests.factories.reports import (
    make_assumption,
    make_assumption_change,
    make_benefit,
    make_cost,
    make_kpi_value,
    make_outcome_notice,
    make_outcome_run,
    make_people_export,
    make_program_kpi,
)

READERS = EVERYBODY - {"participant"}


def a_program(caller):
    return {"program_id": run_by(caller, make_program()).pk}


def a_program_with_outcomes(caller):
    program = make_program(state="draft")
    make_outcome_run(program=program)
    run_by(caller, program)
    return {"program_id": program.pk}


def a_notice(caller):
    make_outcome_notice(is_on=False)
    return {}


def a_people_export(caller):
    export = make_people_export(run=make_outcome_run(program=make_program(state="draft")))
    return {"program_id": export.run.program_id, "export_id": export.pk}


COST = {"kind": "events", "description": "Kick-off", "incurred_on": "2026-03-02", "amount": "4150.00"}
BENEFIT = {
    "kind": "productivity", "name": "Faster onboarding", "source": "Sales report", "role": "mentee",
    "isolation": "estimate", "quantity": "1000", "contribution": "1", "confidence": "1", "estimated_by": "Managers",
}  # fmt: skip
ASSUMED = {"low": "20", "best": "30", "high": "50", "source": "Finance memo", "owner": "Finance"}
API_ASSUMED = {**ASSUMED, "key": "annual_pay"}


def a_cost(caller):
    cost = make_cost(program=run_by(caller, make_program()))
    return {"program_id": cost.program_id, "cost_id": cost.pk}


def a_benefit(caller):
    benefit = make_benefit(program=run_by(caller, make_program()))
    return {"program_id": benefit.program_id, "benefit_id": benefit.pk}


def an_assumption(caller):
    assumption = make_assumption(program=run_by(caller, make_program()), level="3")
    return {"program_id": assumption.program_id, "assumption_id": assumption.pk}


def an_assumption_change(caller):
    change = make_assumption_change(assumption=make_assumption(program=run_by(caller, make_program())))
    return {"program_id": change.assumption.program_id, "change_id": change.pk}


def an_api_program(caller):
    return {"id": run_by(caller, make_program()).pk}


def an_api_cost(caller):
    found = a_cost(caller)
    return {"id": found["program_id"], "cost_id": found["cost_id"]}


def an_api_benefit(caller):
    found = a_benefit(caller)
    return {"id": found["program_id"], "benefit_id": found["benefit_id"]}


def a_kpi(caller):
    # Words that no language has, for the test that reads pages in German.
    objective = Objective.objects.get(program=a_program_with_an_objective(caller)["program_id"])
    kpi = make_program_kpi(objective=objective, name="NPS")
    return {"program_id": kpi.program_id, "kpi_id": kpi.pk}


def a_kpi_value(caller):
    arguments = a_kpi(caller)
    return {**arguments, "value_id": make_kpi_value(kpi_id=arguments["kpi_id"]).pk}


def an_objective(caller):
    return a_program_with_an_objective(caller)


def an_api_objective(caller):
    return {"id": an_objective(caller)["program_id"]}


def an_api_kpi(caller):
    found = a_kpi(caller)
    return {"id": found["program_id"], "kpi_id": found["kpi_id"]}


def kpi_values(caller):
    objective = Objective.objects.order_by("created_at").last()
    return {"objective": str(objective.pk), "name": "Posts", "place": "hr:retention", "direction": "up"}


def api_kpi_values(caller):
    objective = Objective.objects.order_by("created_at").last()
    return {"objective": str(objective.pk), "name": "Posts", "source": "hr", "reference": "retention"}


KPI_VALUE = {"taken_on": "2026-03-02", "value": "27"}

ROWS = [
    Row("reports:organization-dashboard", get=Call(READERS), make=without_arguments),
    Row("reports:program-dashboard", get=Call(READERS), make=a_program_with_an_objective),
    Row("reports:strengths", get=Call(READERS), make=a_program_with_an_objective),
    Row("api:program-dashboard", get=Call(READERS), make=an_api_objective),
    Row("api:strengths", get=Call(READERS), make=an_api_objective),
    Row("api:organization-dashboard", get=Call(READERS), make=without_arguments),
    Row("reports:kpis", get=Call(READERS), make=lambda caller: {"program_id": a_kpi(caller)["program_id"]}),
    Row("reports:kpi-create", get=Call(STAFF), post=Call(STAFF, 302, kpi_values), make=an_objective),
    Row("reports:kpi-update", get=Call(STAFF), post=Call(STAFF, 302, kpi_values), make=a_kpi),
    Row("reports:kpi-delete", post=Call(STAFF, 302), make=a_kpi),
    Row("reports:kpi-restore", post=Call(STAFF, 302), make=a_kpi),
    Row("reports:kpi-primary", post=Call(STAFF, 302), make=a_kpi),
    Row("reports:kpi-primary-undo", post=Call(STAFF, 302), make=a_kpi),
    Row("reports:kpi-values", get=Call(STAFF), post=Call(STAFF, 302, KPI_VALUE), make=a_kpi),
    Row("reports:kpi-value-delete", post=Call(STAFF, 302), make=a_kpi_value),
    Row("reports:kpi-value-restore", post=Call(STAFF, 302), make=a_kpi_value),
    Row("api:kpis", get=Call(READERS), post=Call(STAFF, 201, api_kpi_values), make=an_api_objective),
    Row("api:kpi", patch=Call(STAFF, 200, {"unit": "%"}), delete=Call(STAFF, 204), make=an_api_kpi),
    Row("api:kpi-values", post=Call(STAFF, 201, KPI_VALUE), make=an_api_kpi),
    Row("reports:roi", get=Call(READERS), make=a_program_with_outcomes),
    Row("reports:roi-csv", get=Call(READERS), make=a_program_with_outcomes),
    Row("reports:roi-xlsx", get=Call(READERS), make=a_program_with_outcomes),
    Row("reports:roi-json", get=Call(READERS), make=a_program_with_outcomes),
    Row(
        "reports:roi-plan",
        get=Call(STAFF, 302),
        post=Call(STAFF, 302, {"plan-currency": "CHF", "plan-price_year": "2026"}),
        make=a_program,
    ),
    Row(
        "reports:roi-close",
        get=Call(STAFF, 302),
        post=Call(STAFF, 302, {"close-on": "2026-11-02"}),
        make=a_program,
    ),
    Row("reports:roi-reopen", post=Call(STAFF, 302), make=a_program),
    Row("reports:roi-count", post=Call(STAFF, 302), make=a_program),
    Row("reports:roi-costs", get=Call(READERS), make=a_program),
    Row("reports:roi-cost-create", get=Call(STAFF), post=Call(STAFF, 302, COST), make=a_program),
    Row("reports:roi-cost-update", get=Call(STAFF), post=Call(STAFF, 302, COST), make=a_cost),
    Row("reports:roi-cost-delete", post=Call(STAFF, 302), make=a_cost),
    Row("reports:roi-cost-restore", post=Call(STAFF, 302), make=a_cost),
    Row("reports:roi-benefit-create", get=Call(STAFF), post=Call(STAFF, 302, BENEFIT), make=a_program),
    Row("reports:roi-benefit-update", get=Call(STAFF), post=Call(STAFF, 302, BENEFIT), make=a_benefit),
    Row("reports:roi-benefit-delete", post=Call(STAFF, 302), make=a_benefit),
    Row("reports:roi-benefit-restore", post=Call(STAFF, 302), make=a_benefit),
    Row(
        "reports:roi-assumption-update",
        get=Call(STAFF, 302),
        post=Call(STAFF, 302, {**ASSUMED, "key": "replacement_share"}),
        make=a_program,
    ),
    Row("reports:roi-assumption-level", get=Call(STAFF, 302), post=Call(STAFF, 422), make=a_program),
    Row(
        "reports:roi-assumption-effect",
        get=Call(STAFF, 200, {**ASSUMED, "key": "replacement_share"}),
        make=a_program,
    ),
    Row("reports:roi-assumption-remove", post=Call(STAFF, 302), make=an_assumption),
    Row("reports:roi-assumption-undo", post=Call(STAFF, 302), make=an_assumption_change),
    Row("api:roi", get=Call(READERS), make=an_api_program),
    Row("api:costs", get=Call(READERS), post=Call(STAFF, 201, COST), make=an_api_program),
    Row("api:costs-close", post=Call(STAFF, 200, {"on": "2026-11-02"}), make=an_api_program),
    Row("api:costs-reopen", post=Call(STAFF), make=an_api_program),
    Row("api:cost", patch=Call(STAFF, 200, {"amount": "12.50"}), delete=Call(STAFF, 204), make=an_api_cost),
    Row("api:assumptions", get=Call(READERS), put=Call(STAFF, 200, API_ASSUMED), make=an_api_program),
    Row("api:benefits", get=Call(READERS), post=Call(STAFF, 201, BENEFIT), make=an_api_program),
    Row(
        "api:benefit",
        patch=Call(STAFF, 200, {"quantity": "12"}),
        delete=Call(STAFF, 204),
        make=an_api_benefit,
    ),
    Row("reports:trends", get=Call(READERS), make=a_program),
    Row("reports:trends-csv", get=Call(READERS), make=a_program),
    Row("api:trends", get=Call(READERS), make=an_api_program),
    Row("reports:outcome-list", get=Call(READERS)),
    Row("reports:notice", get=Call(ADMINISTRATORS), post=Call(ADMINISTRATORS, 302)),
    Row("reports:notice-switch-on", post=Call(ADMINISTRATORS, 302)),
    Row("reports:notice-switch-off", post=Call(ADMINISTRATORS, 302)),
    Row("reports:notice-replace-link", post=Call(ADMINISTRATORS, 302)),
    Row("api:outcome-notice", get=Call(ADMINISTRATORS), patch=Call(ADMINISTRATORS)),
    Row("api:outcome-notice-switch-on", post=Call(ADMINISTRATORS), make=a_notice),
    Row("api:outcome-notice-switch-off", post=Call(ADMINISTRATORS)),
    Row("reports:outcomes", get=Call(READERS), make=a_program_with_outcomes),
    Row("reports:outcomes-calculate", post=Call(READERS, 302), make=a_program),
    Row(
        "reports:outcomes-decide",
        post=Call(ADMINISTRATORS, 302, {"leave_kind": "resignation", "primary_months": "12"}),
        make=a_program,
    ),
    Row("reports:outcomes-csv", get=Call(READERS), make=a_program_with_outcomes),
    Row("reports:outcomes-xlsx", get=Call(READERS), make=a_program_with_outcomes),
    Row("reports:outcomes-people", post=Call(ADMINISTRATORS, 302), make=a_program_with_outcomes),
    Row("reports:outcomes-people-download", post=Call(ADMINISTRATORS), make=a_people_export),
    Row("api:outcomes", get=Call(READERS), make=lambda caller: {"id": run_by(caller, make_program()).pk}),
]
