import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.ui.charts.axis import value_axis
from mentoring.ui.charts.labels import SIZE, every_nth, shorten, spread, width_of
from mentoring.ui.charts.scale import Scale, bounds, plain, ticks


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 34, [0, 10, 20, 30, 40]),
        (0, 1, [0, 0.25, 0.5, 0.75, 1]),
        (-0.09, 0.14, [-0.1, 0, 0.1, 0.2]),
        (0, 3, [0, 1, 2, 3]),
    ],
)
def test_ticks_are_round_and_cover_the_values(low, high, expected):
    assert ticks(low, high) == pytest.approx(expected)


@given(st.lists(st.floats(min_value=-1e12, max_value=1e12), min_size=1))
def test_ticks_cover_any_values(values):
    low, high = bounds(values)
    found = ticks(low, high)
    slack = 1e-6 * max(abs(low), abs(high))
    assert found[0] <= low + slack
    assert found[-1] >= high - slack
    assert len(found) <= 8


@given(st.lists(st.floats(min_value=-50, max_value=250), max_size=9))
def test_spread_labels_never_overlap_where_there_is_room(wanted):
    placed = spread(wanted, 18.0, 0.0, 170.0)
    neighbors = zip(sorted(placed), sorted(placed)[1:], strict=False)
    assert all(after - before >= 17.99 for before, after in neighbors)
    assert all(-0.01 <= y <= 170.01 for y in placed)


def test_spread_leaves_labels_that_fit_where_they_are():
    assert spread([10.0, 100.0], 18.0, 0.0, 170.0) == [10.0, 100.0]


def test_scale_is_straight_and_ends_at_the_edges():
    scale = Scale(0, 10, 100, 200)
    assert [scale(v) for v in (0, 5, 10, 99)] == [100, 150, 200, 200]


@given(st.text(max_size=80), st.floats(min_value=0, max_value=400))
def test_shortened_text_fits(text, width):
    assert width_of(shorten(text, width)) <= max(width, 0)


def test_shortened_text_ends_with_an_ellipsis():
    assert shorten("Unternehmenskommunikation", 10 * SIZE).endswith("…")
    assert shorten("short", 10 * SIZE) == "short"


def test_labels_of_an_axis_are_thinned_out():
    assert every_nth(["1", "2", "3"], 300) == 1
    assert every_nth(["November 2026"] * 12, 300) > 3


@pytest.mark.parametrize(
    ("value", "text"), [(34, "34"), (1.5, "1.5"), (25000, "25,000"), (0.25, "0.25"), (2e20, "2E20")]
)
def test_plain_numbers_are_short(value, text):
    assert plain(value) == text


def test_large_amounts_on_an_axis_are_not_cut():
    scale = Scale(-200_000, 600_000, 0, 420)
    drawn = str(value_axis(scale, [-200_000, 200_000], 0, 100, lambda value: f"{value:,.0f} EUR"))
    assert "-200,000 EUR" in drawn
    assert "…" not in drawn
