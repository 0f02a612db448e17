"""Cost and return on the organization's dashboard: of each program, and of cohorts together."""

from decimal import Decimal

import pytest

from mentoring.tenancy.scope import tenant_scope
from reports.models import OutcomeRun
from tests.factories.programs import make_program, make_program_coordinator
from tests.factories.reports import make_cost
from tests.reports.roi.worlds import make_sales_onboarding, retention_figure

CROSSES = {"low": -0.061, "point": 0.017, "high": 0.068, "state": "no_detectable_difference"}
POOLED = {"low": 0.02, "point": 0.09, "high": 0.16}


@pytest.fixture
def page_of(client_of):
    def page(member) -> str:
        text = client_of(member).get("/o/acme/outcomes/dashboard/").content.decode()
        return " ".join(text.split())

    return page


@pytest.fixture
def answer_of(client_of):
    return lambda member: client_of(member).get("/api/v1/o/acme/dashboard/").json()


def pool(*programs, **figure):
    """Let the outcomes of the programs compare them together."""
    names = tuple(it.name for it in programs)
    for run in OutcomeRun.objects.filter(program__in=programs):
        run.figures = [*run.figures, retention_figure(**figure, scope="pooled", programs=names)]
        run.save(update_fields=["figures"])


def test_each_program_has_its_cost_and_the_return_that_it_may_show(organization, analyst, page_of, answer_of):
    with tenant_scope(organization.id):
        measured = make_sales_onboarding()
        small = make_sales_onboarding(**CROSSES)
        free = make_program(name="Without costs", state="running")
    page = page_of(analyst)
    assert page.count("€197,561") == 2
    assert "€588 each" in page
    assert page.count("46%</a>") == 1
    assert "Not measurable at this size" in page
    assert f"/o/acme/programs/{small.pk}/outcomes/roi/" in page
    assert "€395,122" in page
    found = {it["program_id"]: it for it in answer_of(analyst)["programs"]}
    names = ("cost", "roi_state", "roi_percent")
    assert [tuple(found[str(it.pk)][name] for name in names) for it in (measured, small, free)] == [
        ("197561.00", "measured", "46"),
        ("197561.00", "not_measurable", None),
        ("0", "no_costs", None),
    ]


def test_cohorts_are_shown_together_once(organization, analyst, page_of, answer_of):
    with tenant_scope(organization.id):
        one, two = make_sales_onboarding(**CROSSES), make_sales_onboarding(**CROSSES)
        pool(one, two, **POOLED)
    page = page_of(analyst)
    assert page.count("Cohorts together") == 1
    assert "?scope=pooled" in page
    assert "2 to 16" in page
    [pooled] = answer_of(analyst)["pooled"]
    assert (pooled["cost"], pooled["roi_state"]) == ("395122.00", "measured")
    assert sorted(pooled["programs"]) == sorted([one.name, two.name])


def test_pool_whose_interval_includes_zero_has_no_return(organization, analyst, answer_of):
    with tenant_scope(organization.id):
        one, two = make_sales_onboarding(), make_sales_onboarding()
        pool(one, two, **CROSSES)
    assert [it["roi_percent"] for it in answer_of(analyst)["pooled"]] == [None]


def test_money_in_two_currencies_is_not_added_up(organization, analyst, page_of, answer_of):
    with tenant_scope(organization.id):
        one, two = make_sales_onboarding(), make_sales_onboarding()
        pool(one, two, **POOLED)
        two.roi_plans.update(currency="CHF")
    assert "in several currencies or price years" in page_of(analyst)
    assert answer_of(analyst)["pooled"] == []


def test_cohorts_are_not_shown_together_to_those_who_see_only_one(
    organization, client_of, coordinator, analyst, answer_of
):
    with tenant_scope(organization.id):
        one, two = make_sales_onboarding(), make_sales_onboarding()
        pool(one, two, **POOLED)
        make_program_coordinator(program=one, membership=coordinator)
        make_cost(program=one, amount=Decimal(1), description="one more")
    found = answer_of(coordinator)
    assert [it["program_id"] for it in found["programs"]] == [str(one.pk)]
    assert found["pooled"] == []
