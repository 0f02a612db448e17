import pytest

from mentoring.imports.formulas import neutralise


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+cmd|x",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1+1",
        "\u00a0=1",
        "\ufeff=1",
        "＝1",
        "+49 30 123",
    ],
)
def test_cell_that_a_spreadsheet_would_compute_gets_an_apostrophe(cell):
    assert neutralise(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Anna", "-3", "+3.5", "-0,25", "1+1", "a=b", "'=1", " Anna"])
def test_other_cell_is_exported_as_it_is(cell):
    assert neutralise(cell) == cell
