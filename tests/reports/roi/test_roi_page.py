"""The ROI page and its files for a program whose numbers are known."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.text import slugify

from mentoring.tenancy.scope import tenant_scope
from reports.models import OutcomeRun
from tests.factories.reports import (
    make_assumption,
    make_assumption_change,
    make_benefit,
    make_cost,
    make_level_count,
)
from tests.reports.printed import printed_numbers
from tests.reports.roi.worlds import make_sales_onboarding


def address(program, rest: str = "") -> str:
    return f"/o/acme/programs/{program.pk}/outcomes/roi/{rest}"


@pytest.fixture
def program(organization):
    with tenant_scope(organization.id):
        return make_sales_onboarding()


def test_conservative_case_leads(program, client_of, analyst):
    page = client_of(analyst).get(address(program)).content.decode()
    numbers = printed_numbers(page)
    assert "Even in the conservative case, the benefit exceeds the cost" in page
    assert [numbers["roi", f"case.conservative.{name}"] for name in ("benefit", "net", "roi", "bcr", "payback")] == [
        "€287,712", "€90,151", "46%", "1.46", "8.2",
    ]  # fmt: skip


@pytest.fixture
def small(organization):
    """The same costs and an interval that includes zero."""
    with tenant_scope(organization.id):
        return make_sales_onboarding(low=-0.061, point=0.017, high=0.068, state="no_detectable_difference")


FORBIDDEN = (".roi", ".bcr", ".payback", "case.")


def test_interval_over_zero_shows_no_return_anywhere(small, client_of, analyst):
    client = client_of(analyst)
    page = client.get(address(small)).content.decode()
    assert "Not measurable at this size" in page
    assert "between −6.1 and 6.8 points. That includes zero" in page
    numbers = printed_numbers(page)
    assert not [key for _roi, key in numbers if key.startswith("case.")]
    assert numbers["roi", "scenario.3.net"] == "−€132,761"
    for rest in ("numbers.csv", "numbers.json"):
        text = client.get(address(small, rest)).content.decode()
        assert not [word for word in FORBIDDEN if word in text]
        assert "break_even" in text


@pytest.mark.parametrize(
    "rest", ["", "costs/", "costs/new/", "benefits/new/", "?edit=replacement_share", "?edit=annual_pay"]
)
def test_pages_open(program, small, client_of, coordinator, administrator, rest):
    for one in (program, small):
        assert client_of(administrator).get(address(one, rest)).status_code == 200


def test_files_open(program, small, client_of, analyst):
    for one in (program, small):
        for rest in ("numbers.csv", "numbers.xlsx", "numbers.json"):
            assert client_of(analyst).get(address(one, rest)).status_code == 200


def test_second_year_pays_back_at_the_benefit_of_one_year(program, organization, client_of, analyst):
    with tenant_scope(organization.id):
        run = OutcomeRun.objects.get()
        run.figures[0]["window_months"] = 24.0
        run.save()
    page = client_of(analyst).get(address(program)).content.decode()
    # 12 x 197,561 / (287,712 / 2)
    assert printed_numbers(page)["roi", "case.conservative.payback"] == "16.5"


def test_every_number_opens_its_definition(program, small, client_of, analyst):
    for one in (program, small):
        page = client_of(analyst).get(address(one)).content.decode()
        opened = set(re.findall(r'popovertarget="(def-[^"]+)"', page))
        defined = set(re.findall(r'class="figure-definition" id="(def-[^"]+)"', page))
        assert opened
        assert opened <= defined
        shown = re.findall(r'data-figure="roi" data-number="([^"]+)"', page)
        assert {f"def-{slugify(key)}" for key in shown} <= defined


def test_page_api_and_json_have_the_same_numbers(program, small, client_of, analyst):
    client = client_of(analyst)
    for one in (program, small):
        page = printed_numbers(client.get(address(one)).content.decode())
        file = json.loads(client.get(address(one, "numbers.json")).content)
        api = client.get(f"/api/v1/o/acme/programs/{one.pk}/roi/").json()
        assert api["numbers"] == file["numbers"]
        texts = {it["key"]: it["text"] for it in api["numbers"]}
        assert {key: text for (_roi, key), text in page.items()} == {key: texts[key] for (_roi, key) in page}


def test_more_rows_need_no_more_queries(program, organization, client_of, analyst):
    client = client_of(analyst)
    client.get(address(program))
    with CaptureQueriesContext(connection) as few:
        client.get(address(program))
    with tenant_scope(organization.id):
        for n in range(30):
            make_cost(program=program, description=f"Cost {n}")
            make_benefit(program=program, source=f"Report {n}")
            make_level_count(program=program, level=f"L{n}", sessions=1, minutes=60)
            make_assumption_change(assumption=make_assumption(program=program, level=f"L{n}"))
    with CaptureQueriesContext(connection) as many:
        client.get(address(program))
    assert (len(few), len(many)) == (17, 17)
    assert not [it for it in many if "programs_session" in it["sql"]]


def test_history_of_assumptions_names_who_changed_them(program, client_of, administrator):
    values = {"key": "annual_pay", "level": "", "low": "48000", "best": "55000", "high": "60000"}
    values |= {"source": "Pay bands", "owner": "Finance"}
    client = client_of(administrator)
    assert client.post(address(program, "assumptions/"), values).status_code == 302
    page = " ".join(client.get(address(program)).content.decode().split())
    name = administrator.user.name
    assert name
    assert "Best: €54,000 → €55,000" in page
    assert f"<small>{name}, " in page
