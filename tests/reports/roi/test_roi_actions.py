"""What is entered, refused, kept in the history and undone."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from mentoring.audit.models import AuditEvent
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from reports.models import Assumption, AssumptionChange, Benefit, Cost
from reports.roi.actions import (
    close_costs,
    delete_cost,
    record_benefit,
    record_cost,
    reopen_costs,
    undo_assumption_change,
    update_assumption,
)
from reports.roi.result import calculate
from reports.roi.selectors import roi_inputs
from tests.factories.people import make_attributes, make_person
from tests.factories.programs import make_program
from tests.factories.reports import make_benefit, make_cost, make_kpi, make_outcome_run
from tests.reports.roi.worlds import retention_figure
from tests.reports.studies import bring

BY = Actor.system("test")
TODAY, NOW = date(2026, 11, 2), datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
COST = {
    "kind": "events",
    "description": "Kick-off",
    "incurred_on": date(2026, 3, 2),
    "amount": Decimal("4150.00"),
}
ESTIMATE = {
    "kind": "productivity", "name": "Faster onboarding", "source": "Sales report", "isolation": "estimate",
    "quantity": Decimal(1000), "contribution": Decimal("0.7"), "confidence": Decimal("0.5"), "estimated_by": "Managers",
}  # fmt: skip


@pytest.fixture
def program(organization):
    with tenant_scope(organization.id):
        yield make_program(starts_on=date(2026, 1, 1))


def assume(program, key="replacement_share", **values):
    numbers = {"low": Decimal("0.2"), "best": Decimal("0.3"), "high": Decimal("0.5"), **values}
    level, now = numbers.pop("level", ""), numbers.pop("now", NOW)
    return update_assumption(program, key, level=level, **numbers, source="Memo", owner="Finance", by=BY, now=now,
                             today=TODAY)  # fmt: skip


@pytest.mark.parametrize(
    "values",
    [
        {"amount": None},
        {"hours": Decimal(3)},
        {"hours": Decimal(3), "hourly_rate": Decimal(50)},
        {"amount": Decimal(0)},
        {"prorated_by": "people"},
        {"prorated_by": "people", "whole": 10, "part": 11},
        {"kind": "pay_raise"},
    ],
)
def test_cost_that_cannot_be_is_refused(program, values):
    with pytest.raises(ValidationError):
        record_cost(program, values={**COST, **values}, by=BY)
    assert not Cost.objects.exists()


def test_closed_costs_do_not_change(program):
    cost = record_cost(program, values=COST, by=BY)
    close_costs(program, on=TODAY, by=BY, today=TODAY)
    for refused in (lambda: record_cost(program, values=COST, by=BY), lambda: delete_cost(cost, by=BY)):
        with pytest.raises(ValidationError, match="Costs are closed"):
            refused()
    assert Cost.objects.count() == 1
    reopen_costs(program, by=BY)
    delete_cost(cost, by=BY)
    assert [it.action for it in AuditEvent.objects.order_by("happened_at")] == [
        "reports.record_cost", "reports.close_costs", "reports.reopen_costs", "reports.delete_cost",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Pay raise of promoted people", "Salary increases", "Gehaltserhöhungen"])
def test_pay_raise_is_not_a_benefit(program, name):
    with pytest.raises(ValidationError, match="A pay raise is not a benefit to the organization"):
        record_benefit(program, values={**ESTIMATE, "name": name}, by=BY)
    assert not Benefit.objects.exists()


def test_nothing_is_counted_twice(program):
    make_benefit(program=program, kind="departures", name="Retention", quantity=Decimal(2))
    for values in ({"kind": "departures", "name": "Fewer departures"}, {"name": "Higher engagement"}):
        with pytest.raises(ValidationError):
            record_benefit(program, values={**ESTIMATE, **values}, by=BY)
    record_benefit(program, values=ESTIMATE, by=BY)
    with pytest.raises(ValidationError, match="counted from this source already"):
        record_benefit(program, values={**ESTIMATE, "name": "Other"}, by=BY)
    assert Benefit.objects.count() == 2


def test_one_method_for_each_benefit(program):
    trend = {"quantity_low": Decimal(1), "quantity_high": Decimal(9)}
    benefit = record_benefit(program, values={**ESTIMATE, **trend}, by=BY)
    assert (benefit.quantity_low, benefit.quantity_high) == (None, None)
    with pytest.raises(ValidationError, match="Choose how"):
        record_benefit(program, values={**ESTIMATE, "source": "Other", "isolation": ""}, by=BY)


def test_estimate_names_who_estimated(program):
    with pytest.raises(ValidationError) as refused:
        record_benefit(program, values={**ESTIMATE, "estimated_by": ""}, by=BY)
    assert set(refused.value.message_dict) == {"estimated_by"}


def test_kpi_of_which_less_is_better_is_no_money(program):
    kpi = make_kpi(name="Errors", direction="down")
    values = {**ESTIMATE, "isolation": "comparison", "kpi": kpi}
    with pytest.raises(ValidationError, match="less is better"):
        record_benefit(program, values=values, by=BY)


def test_comparison_group_takes_the_place_of_an_estimate(program):
    """Who finds no difference may not estimate one instead."""
    record_benefit(program, values={**ESTIMATE, "kind": "departures", "quantity": Decimal(9)}, by=BY)
    record_cost(program, values=COST, by=BY)
    assume(program, "annual_pay", low=Decimal(50000), best=Decimal(50000), high=Decimal(50000))
    close_costs(program, on=TODAY, by=BY, today=TODAY)
    run = make_outcome_run(
        program=program,
        figures=[retention_figure(low=-0.06, point=0.01, high=0.07, state="no_detectable_difference")],
    )
    result = calculate(roi_inputs(program, run, as_of=TODAY))
    assert (result.state, result.cases, result.departures.is_overruled) == ("not_measurable", None, True)


@pytest.mark.parametrize(
    "values",
    [
        {"low": Decimal("0.4")},
        {"high": Decimal("0.51")},
        {"low": Decimal("0.09")},
        {"key": "session_minutes", "low": Decimal(0), "best": Decimal(60), "high": Decimal(90)},
        {"key": "session_minutes", "low": Decimal(30), "best": Decimal(60), "high": Decimal(481)},
        {"level": "3"},
    ],
)
def test_assumption_that_cannot_be_is_refused(program, values):
    with pytest.raises(ValidationError):
        assume(program, **values)
    assert not Assumption.objects.exists()


def test_pay_of_a_level_of_few_people_is_refused(program):
    """What is assumed for one person is a salary."""
    for n in range(5):
        with pytest.raises(ValidationError, match="could be a salary"):
            assume(program, "annual_pay", level="9", low=Decimal(1), best=Decimal(1), high=Decimal(1))
        make_attributes(person=make_person(first_name=f"N{n}", hired_on=date(2020, 1, 1)), level="9",
                        valid_from=date(2026, 1, 1))  # fmt: skip
    assume(program, "annual_pay", level="9", low=Decimal(1), best=Decimal(1), high=Decimal(1))
    assert Assumption.objects.get().level == "9"


def test_history_keeps_every_value_and_only_the_newest_is_undone(program):
    first = assume(program)
    second = assume(program, best=Decimal("0.4"), now=NOW + timedelta(minutes=1))
    assert (first.before, second.before["best"], second.after["best"]) == (None, "0.3000", "0.4")
    with pytest.raises(ValidationError, match="changed again since"):
        undo_assumption_change(first, by=BY, now=NOW)
    undo_assumption_change(second, by=BY, now=datetime(2026, 11, 2, 10, 0, tzinfo=UTC))
    assert Assumption.objects.get().best == Decimal("0.3")
    assert AssumptionChange.objects.count() == 3


def test_costs_come_from_a_file(program):
    header = [
        "Type",
        "Description",
        "Date",
        "Amount",
        "Hours",
        "Rate",
        "Prorated by",
        "In all",
        "In this program",
    ]
    rows = [
        ["License", "Platform", "2026-01-02", "12400.00", "", "", "months", "12", "6"],
        ["Training", "Trainer", "2026-02-02", "", "16", "78.50", "", "", ""],
    ]
    bring("costs", header, rows, program=program.pk)
    bring("costs", header, rows, program=program.pk)
    assert Cost.objects.count() == 2
    result = calculate(roi_inputs(program, None, as_of=TODAY))
    assert [(it.kind, it.amount) for it in result.lines] == [
        ("software", Decimal("6200.00")), ("training", Decimal("1256.00")),
    ]  # fmt: skip


def test_restored_cost_is_the_same(program, organization, client_of, administrator):
    cost = make_cost(program=program, amount=Decimal("12.34"), description="Pens")
    client, address = client_of(administrator), f"/o/acme/programs/{program.pk}/outcomes/roi/costs/{cost.pk}/"
    client.post(f"{address}delete/")
    assert not Cost.objects.exists()
    client.post(f"{address}restore/")
    found = Cost.objects.get()
    assert (found.pk, found.amount, found.description, found.incurred_on) == (
        cost.pk, cost.amount, "Pens", cost.incurred_on,
    )  # fmt: skip
