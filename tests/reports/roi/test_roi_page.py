"""The ROI page and its files for a program whose numbers are known."""

import pytest

from mentoring.tenancy.scope import tenant_scope
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
