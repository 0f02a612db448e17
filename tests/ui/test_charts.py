"""Whatever finite numbers come in, a chart is well-formed, stays inside its frame, and escapes its labels."""

import re
from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.ui import charts
from mentoring.ui.charts.diverging import DivergingBars
from mentoring.ui.charts.frame import WIDTH
from tests.examples import examples

number = st.floats(allow_nan=False, allow_infinity=False)
missing = st.one_of(st.none(), number)
amount = st.floats(min_value=0, allow_nan=False, allow_infinity=False)
label = st.text(max_size=60)
count = st.integers(min_value=0, max_value=10**9)
share = st.floats(min_value=0, max_value=1)
words = {"heading": label, "title": label, "description": label}


def rows(*parts, max_size=8):
    return st.lists(st.tuples(*parts), max_size=max_size)


line_charts = st.builds(
    lambda names, values, labels, expected, x_name, zero, **text: charts.LineChart(
        **text,
        x_labels=labels,
        series=[charts.Series(name, row) for name, row in zip(names, values, strict=False)],
        expected=charts.Series("expected", expected),
        x_name=x_name,
        from_zero=zero,
    ),
    names=st.lists(label, max_size=4),
    values=st.lists(st.lists(missing, max_size=14), max_size=4),
    labels=st.lists(label, max_size=14),
    expected=st.lists(missing, max_size=14),
    x_name=label,
    zero=st.booleans(),
    **words,
)
bar_charts = st.builds(
    lambda bars, **text: charts.BarChart(**text, bars=[charts.Bar(*bar) for bar in bars]),
    bars=rows(label, missing, st.booleans()),
    **words,
)
stacked_charts = st.builds(
    lambda names, found, as_share, **text: charts.StackedBarChart(
        **text,
        names=names,
        rows=[charts.StackedRow(name, row[: len(names)]) for name, row in found],
        as_share=as_share,
    ),
    names=st.lists(label, min_size=1, max_size=4),
    found=rows(label, st.lists(st.one_of(st.none(), amount), max_size=4)),
    as_share=st.booleans(),
    **words,
)
bullet_charts = st.builds(
    lambda found, **text: charts.BulletChart(**text, rows=[charts.BulletRow(*row) for row in found]),
    found=rows(label, missing, missing, missing),
    **words,
)
slope_charts = st.builds(
    lambda found, before, after, **text: charts.SlopeChart(
        **text, slopes=[charts.Slope(*row) for row in found], before_label=before, after_label=after
    ),
    found=rows(label, number, number, max_size=4),
    before=label,
    after=label,
    **words,
)
interval_charts = st.builds(
    lambda found, reference, name, **text: charts.IntervalChart(
        **text,
        intervals=[charts.Interval(*row) for row in found],
        reference=reference,
        reference_label=name,
    ),
    found=rows(label, missing, missing, missing),
    reference=missing,
    name=label,
    **words,
)


@st.composite
def survival_curves(draw, times):
    found = sorted(draw(st.sets(st.floats(min_value=0.01, max_value=1e6), max_size=8)))
    shares = sorted(draw(st.lists(share, min_size=len(found), max_size=len(found))), reverse=True)
    at_risk = draw(st.lists(count, min_size=len(times), max_size=len(times)))
    return charts.SurvivalCurve(draw(label), found, shares, [s / 2 for s in shares], shares, at_risk)


@st.composite
def survival_charts_of(draw):
    times = sorted(draw(st.sets(st.floats(min_value=0, max_value=1e6), max_size=6)))
    return charts.SurvivalChart(
        heading=draw(label),
        title=draw(label),
        curves=draw(st.lists(survival_curves(times), max_size=4)),
        risk_times=times,
        x_name=draw(label),
    )


funnel_charts = st.builds(
    lambda found, **text: charts.FunnelChart(**text, stages=[charts.Stage(*row) for row in found]),
    found=rows(label, count),
    **words,
)
tornado_charts = st.builds(
    lambda found, base, **text: charts.TornadoChart(
        **text, rows=[charts.TornadoRow(*row) for row in found], base=base
    ),
    found=rows(label, number, number),
    base=number,
    **words,
)
waterfall_charts = st.builds(
    lambda found, **text: charts.WaterfallChart(**text, steps=[charts.WaterfallStep(*row) for row in found]),
    found=rows(label, number, st.booleans()),
    **words,
)
any_chart = st.one_of(
    waterfall_charts,
    line_charts,
    bar_charts,
    stacked_charts,
    bullet_charts,
    slope_charts,
    interval_charts,
    survival_charts_of(),
    funnel_charts,
    tornado_charts,
)


def places(root: ElementTree.Element) -> list[tuple[float, float]]:
    """Return every point that an element names."""
    found = []
    for node in root.iter():
        at = node.attrib
        if node.tag == "text":
            found.append((float(at["x"]), float(at["y"])))
        if node.tag == "rect":
            x, y = float(at["x"]), float(at["y"])
            found += [(x, y), (x + float(at["width"]), y + float(at["height"]))]
        if node.tag == "circle":
            x, y, r = float(at["cx"]), float(at["cy"]), float(at["r"])
            found += [(x - r, y - r), (x + r, y + r)]
        if node.tag == "path":
            numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", at["d"])]
            found += list(zip(numbers[::2], numbers[1::2], strict=True))
    return found


@settings(max_examples=examples(200))
@given(any_chart)
def test_any_finite_data_is_drawn_inside_the_frame(chart):
    picture = chart.svg
    if picture is None:
        return
    root = ElementTree.fromstring(picture)
    _x, _y, width, height = (float(n) for n in root.attrib["viewBox"].split())
    assert width == WIDTH
    outside = [
        (x, y) for x, y in places(root) if not (-0.5 <= x <= width + 0.5 and -0.5 <= y <= height + 0.5)
    ]
    assert outside == []
    assert not [node.tag for node in root.iter() if "style" in node.attrib]


@settings(max_examples=examples(80))
@given(any_chart)
def test_table_has_a_cell_for_every_column(chart):
    table = chart.table
    assert all(len(row) <= len(table.columns) for row in table.rows)
    assert all(isinstance(cell, str) for row in table.rows for cell in row)


HOSTILE = '"><script>alert(1)</script>&\x00'


@pytest.mark.parametrize(
    "chart",
    [
        charts.BarChart(heading=HOSTILE, title=HOSTILE, description=HOSTILE, bars=[charts.Bar(HOSTILE, 1)]),
        charts.LineChart(heading="x", title="x", x_labels=[HOSTILE], series=[charts.Series(HOSTILE, [1])]),
        charts.FunnelChart(heading="x", title="x", stages=[charts.Stage(HOSTILE, 1)]),
    ],
)
def test_labels_are_escaped(chart):
    assert "<script" not in chart.svg
    assert "<script" not in {node.tag for node in ElementTree.fromstring(chart.svg).iter()}
    assert "&gt;&lt;script" in chart.svg


EMPTY = {"heading": "x", "title": "x"}


@pytest.mark.parametrize(
    "chart",
    [
        charts.LineChart(**EMPTY, x_labels=[], series=[]),
        charts.LineChart(**EMPTY, x_labels=["1"], series=[charts.Series("a", [None])]),
        charts.BarChart(**EMPTY, bars=[charts.Bar("a", None)]),
        charts.BarChart(**EMPTY, bars=[charts.Bar("a", float("nan"))]),
        charts.StackedBarChart(**EMPTY, names=["a"], rows=[charts.StackedRow("x", [0])]),
        charts.BulletChart(**EMPTY, rows=[]),
        charts.SlopeChart(**EMPTY, slopes=[], before_label="a", after_label="b"),
        charts.IntervalChart(**EMPTY, intervals=[]),
        charts.SurvivalChart(**EMPTY, curves=[], risk_times=[0]),
        charts.FunnelChart(**EMPTY, stages=[charts.Stage("a", 0)]),
        charts.TornadoChart(**EMPTY, rows=[], base=1),
        charts.WaterfallChart(**EMPTY, steps=[]),
    ],
)
def test_nothing_to_draw_is_no_picture(chart):
    assert chart.svg is None


@pytest.mark.parametrize(
    "build",
    [
        lambda: charts.LineChart(**EMPTY, x_labels=["1"], series=[charts.Series("a", [1])] * 5),
        lambda: charts.StackedBarChart(**EMPTY, names=["a"] * 5, rows=[]),
        lambda: charts.SlopeChart(
            **EMPTY, slopes=[charts.Slope("a", 1, 2)] * 5, before_label="", after_label=""
        ),
        lambda: charts.SurvivalChart(
            **EMPTY, curves=[charts.SurvivalCurve("a", [1], [1])] * 5, risk_times=[]
        ),
    ],
)
def test_fifth_series_is_refused(build):
    with pytest.raises(ValueError, match="at most 4"):
        build()


def test_negative_parts_of_a_whole_are_refused():
    with pytest.raises(ValueError, match="negative"):
        charts.StackedBarChart(**EMPTY, names=["a"], rows=[charts.StackedRow("x", [-1])])


def test_bars_start_at_zero():
    chart = charts.BarChart(**EMPTY, bars=[charts.Bar("a", 100), charts.Bar("b", 50)])
    long, short = [float(n.attrib["width"]) for n in ElementTree.fromstring(chart.svg).iter("rect")]
    assert short == pytest.approx(long / 2, abs=0.1)


def test_line_is_broken_where_a_value_is_missing():
    chart = charts.LineChart(**EMPTY, x_labels=list("abcde"), series=[charts.Series("s", [1, 2, None, 3, 4])])
    path = next(n for n in ElementTree.fromstring(chart.svg).iter("path") if n.attrib["class"] == "line-1")
    assert path.attrib["d"].count("M") == 2


@pytest.mark.parametrize("day", ["Mar 11, 2027", "11. März 2027", "30. Sept. 2027"])
@pytest.mark.parametrize(
    "before", [["Start"], ["Oct 12", "Nov 2", "Nov 23"], ["Oct 12", "Nov 2", "Nov 23", "Jan 4"]]
)
def test_last_date_below_a_line_is_always_there_and_whole(day, before):
    labels = [*before, day]
    chart = charts.LineChart(**EMPTY, x_labels=labels, series=[charts.Series("s", list(range(len(labels))))])
    assert f">{day}<" in chart.svg
    assert f">{before[0]}<" in chart.svg


@pytest.mark.parametrize(
    ("row", "is_at_the_edge"), [((0, 0.02, 0.05, 0.4, 0.53), True), ((0, 0, 0.9, 0.1, 0), False)]
)
def test_head_of_short_bars_ends_at_the_edge_of_its_column(row, is_at_the_edge):
    head = DivergingBars([row]).head("Disagree", "Agree", "Weder noch")
    assert ('x="100%"' in head) == is_at_the_edge


def test_curves_of_mentors_are_named_in_full_in_german():
    curves = [charts.SurvivalCurve(name, [6.0], [0.9]) for name in ("Teilnehmende", "Vergleich")]
    with translation.override("de"):
        drawn, _height = charts.SurvivalChart(
            heading="h", title="t", description="d", curves=curves, risk_times=[0.0, 6.0]
        ).draw()
    assert "90\u00a0% Teilnehmende<" in drawn
