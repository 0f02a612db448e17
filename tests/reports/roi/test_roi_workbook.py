"""The workbook recomputed by a spreadsheet engine equals the page."""

import io
import warnings
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from openpyxl import load_workbook

from mentoring.tenancy.scope import tenant_scope
from reports.roi.result import calculate
from reports.roi.workbook import roi_xlsx
from tests.factories.reports import make_cost
from tests.reports.printed import printed_numbers
from tests.reports.roi.random_inputs import inputs
from tests.reports.roi.worlds import make_sales_onboarding


def recomputed(content: bytes, path) -> dict[tuple[str, str], object]:
    """Return the value of each cell by sheet and address, from the formulas alone."""
    path.write_bytes(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import formulas

        model = formulas.ExcelModel().loads(str(path)).finish(circular=False)
        solution = model.calculate()
    found = {}
    for name, ranges in solution.items():
        if "]" in name and "!" in name and ":" not in name:
            sheet, cell = name.split("]", 1)[1].rsplit("!", 1)
            found[sheet.strip("'").upper(), cell] = ranges.value[0, 0]
    return found


def stored(content: bytes) -> dict[tuple[str, str], object]:
    """Return the values that the file holds for readers that do not calculate."""
    book = load_workbook(io.BytesIO(content), data_only=True)
    return {
        (sheet.title.upper(), cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def formulas_of(content: bytes) -> set[tuple[str, str]]:
    book = load_workbook(io.BytesIO(content))
    return {
        (sheet.title.upper(), cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def labelled(content: bytes, values) -> dict[str, list]:
    """Return the numbers of the first sheet by the label of their row."""
    sheet = load_workbook(io.BytesIO(content))["Result"]
    return {
        str(row[0].value): [values.get(("RESULT", cell.coordinate), cell.value) for cell in row[1:]]
        for row in sheet.iter_rows()
        if row[0].value is not None
    }


def assert_same(content: bytes, path) -> None:
    values, kept = recomputed(content, path), stored(content)
    cells = formulas_of(content)
    assert cells
    for cell in cells:
        assert float(values[cell]) == pytest.approx(float(kept[cell]), abs=0.0101), cell


@pytest.fixture
def program(organization):
    with tenant_scope(organization.id):
        return make_sales_onboarding()


def test_engine_recomputes_what_the_page_prints(program, client_of, analyst, tmp_path):
    client, address = client_of(analyst), f"/o/acme/programs/{program.pk}/outcomes/roi/"
    page = printed_numbers(client.get(address).content.decode())
    content = client.get(f"{address}numbers.xlsx").content
    assert_same(content, tmp_path / "roi.xlsx")
    rows = labelled(content, recomputed(content, tmp_path / "roi.xlsx"))
    assert [f"€{round(float(it)):,}" for it in rows["Net benefit"][:3]] == [
        page["roi", f"case.{case}.net"] for case in ("conservative", "central", "optimistic")
    ]
    assert [f"{round(float(it))}%" for it in rows["ROI, %"][:3]] == [
        page["roi", f"case.{case}.roi"] for case in ("conservative", "central", "optimistic")
    ]
    assert float(rows["Benefit-cost ratio"][0]) == float(page["roi", "case.conservative.bcr"])
    assert f"€{round(float(rows['Cost'][0])):,}" == page["roi", "cost.total"]


def test_without_a_return_the_workbook_has_none(organization, client_of, analyst, tmp_path):
    with tenant_scope(organization.id):
        program = make_sales_onboarding(low=-0.061, point=0.017, high=0.068, state="no_detectable_difference")
    content = client_of(analyst).get(f"/o/acme/programs/{program.pk}/outcomes/roi/numbers.xlsx").content
    rows = labelled(content, recomputed(content, tmp_path / "roi.xlsx"))
    assert not [
        label for label in rows if "ROI" in label.split(",")[0].split() or "ratio" in label.split(",")[0]
    ]
    assert float(rows["Breaks even at (departures prevented)"][0]) == 10
    assert rows["3"][1] == pytest.approx(3 * 21600 - 197561)


# Not shrunk: each try recomputes a workbook, and shrinking takes minutes.
@given(inputs)
@settings(max_examples=12, deadline=None, phases=(Phase.explicit, Phase.generate),
          suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])  # fmt: skip
def test_engine_recomputes_any_program(tmp_path, found):
    result = calculate(found)
    if result.cost > 0:
        assert_same(roi_xlsx(result), tmp_path / "roi.xlsx")


def test_text_is_not_a_formula(organization, client_of, analyst):
    with tenant_scope(organization.id):
        program = make_cost(description='=HYPERLINK("http://x")', amount=Decimal(5)).program
    content = client_of(analyst).get(f"/o/acme/programs/{program.pk}/outcomes/roi/numbers.xlsx").content
    cell = load_workbook(io.BytesIO(content))["Costs"]["C2"]
    assert (cell.data_type, cell.value) == ("s", '\'=HYPERLINK("http://x")')
