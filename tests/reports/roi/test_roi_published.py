"""Published worked examples, entered as a person would and read from the page as displayed."""

from datetime import date

import pytest

from mentoring.tenancy.scope import tenant_scope
from reports.models import Kpi
from tests.factories.programs import make_program
from tests.factories.reports import make_assumption, make_level_count, make_roi_plan
from tests.reports.printed import printed_numbers
from tests.reports.studies import TODAY, Study, calculated, case, make_study_program

pytestmark = pytest.mark.raw_sql


def address(program, rest: str = "") -> str:
    return f"/o/acme/programs/{program.pk}/outcomes/roi/{rest}"


@pytest.fixture
def program(organization):
    with tenant_scope(organization.id):
        program = make_program(starts_on=date(2025, 1, 1), state="closed")
        make_roi_plan(program=program, currency="USD", counted_until=date(2025, 12, 31))
        return program


@pytest.fixture
def client(client_of, administrator):
    return client_of(administrator)


def enter_cost(client, program, amount, **more):
    values = {"kind": "training", "description": "All costs", "incurred_on": "2025-06-01", "amount": amount}
    answer = client.post(address(program, "costs/new/"), {**values, **more})
    assert answer.status_code == 302, answer.content.decode()


def enter_benefit(client, program, **values):
    common = {"kind": "productivity", "name": "Improvement", "source": "Published study", "role": "mentee"}
    answer = client.post(address(program, "benefits/new/"), {**common, **values})
    assert answer.status_code == 302, answer.content.decode()


def close(client, program):
    assert client.post(address(program, "close/"), {"close-on": "2025-12-31"}).status_code == 302


def printed(client, program):
    return printed_numbers(client.get(address(program)).content.decode())


def test_show_me_the_money(client, program):
    given, expected = case("ROI-PHILLIPS-1")["input"], case("ROI-PHILLIPS-1")["expected"]
    enter_cost(client, program, given["costs"])
    enter_benefit(
        client, program, isolation="estimate", quantity=given["benefits"], contribution="100", confidence="100",
        estimated_by="Managers",
    )  # fmt: skip
    close(client, program)
    numbers = printed(client, program)
    assert numbers["roi", "case.conservative.bcr"] == f"{expected['bcr']}"
    assert numbers["roi", "case.conservative.roi"] == f"{expected['roi_pct']}%"


def test_estimate_is_discounted_by_confidence(client, program):
    given, expected = case("ROI-NOE-CONF")["input"], case("ROI-NOE-CONF")["expected"]
    enter_cost(client, program, "100000")
    enter_benefit(
        client, program, isolation="estimate", quantity=given["estimated_benefit"], contribution="100",
        confidence=100 * given["confidence"], estimated_by="20 trainees",
    )  # fmt: skip
    close(client, program)
    page = client.get(address(program)).content.decode()
    assert printed_numbers(page)["roi", "benefit.1.amount.conservative"] == f"${expected['adjusted']:,}"
    assert "$336,000 × 100% × 70% = $235,200" in page
    assert "self-reported" in page


def test_margin_of_an_estimate(client, program):
    """$3.8 M x 70% x 65% x 30% margin = $518,700."""
    enter_cost(client, program, "100000")
    enter_benefit(
        client, program, isolation="estimate", quantity="3,800,000", contribution="70", confidence="65", margin="30",
        estimated_by="Managers",
    )  # fmt: skip
    close(client, program)
    assert printed(client, program)["roi", "benefit.1.amount.central"] == "$518,700"


def test_one_off_cost_is_shared_by_the_people_it_serves(client, program):
    given, expected = case("ROI-TRANSOFT")["input"], case("ROI-TRANSOFT")["expected"]
    enter_cost(
        client, program, given["design_cost"], prorated_by="people", whole=given["prorate_over"],
        part=given["participants"],
    )  # fmt: skip
    page = client.get(address(program, "costs/")).content.decode()
    assert f"${expected['design_cost_per_person']} each, × 25 = ${expected['design_cost_charged']:,}" in page
    assert printed(client, program)["roi", "cost.total"] == f"${expected['design_cost_charged']:,}"


def test_benefit_of_a_trial_against_a_comparison_group(client, organization):
    """The difference comes from imported sales, and its interval with it."""
    given, expected = case("ROI-TRANSOFT")["input"], case("ROI-TRANSOFT")["expected"]
    program = make_study_program(organization)
    study = Study()
    taking_part = study.add(given["participants"], takes_part=True)
    others = study.add(40, takes_part=False)
    gain = given["monthly_diff_per_person"]
    for ids, change in ((taking_part, gain), (others, 0)):
        spread = [100 * (n % 5 - 2) for n in range(len(ids))]
        study.read(ids, "monthly sales", date(2025, 1, 1), [20_000 + it for it in spread])
        study.read(ids, "monthly sales", date(2025, 9, 1),
                   [20_000 + change + it + 50 * (2 * n % 5 - 2) for n, it in enumerate(spread)])  # fmt: skip
    with tenant_scope(organization.id):
        study.bring_in(program=program.pk)
        make_roi_plan(program=program, currency="USD", counted_until=TODAY)
        make_level_count(program=program, role="mentee", level="3", people=25)
    calculated(organization, program)
    with tenant_scope(organization.id):
        kpi = Kpi.objects.get(name="monthly sales")
    enter_cost(client, program, "100000")
    enter_benefit(
        client, program, isolation="comparison", kpi=str(kpi.pk), months=str(given["months"]),
        margin=str(100 * given["margin"]),
    )  # fmt: skip
    with tenant_scope(organization.id):
        make_assumption(program=program, key="annual_pay", best=54000)
    close(client, program)
    page = client.get(address(program)).content.decode()
    numbers = printed_numbers(page)
    central = numbers["roi", "benefit.1.amount.central"]
    assert (central, expected["benefit"]) == ("$228,000", 228_000)
