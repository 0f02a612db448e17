"""Charts as SVG, drawn on the server: data in, markup out. No script, no style attribute, and they print.

Each kind is a dataclass with `svg` (None where there is nothing to draw) and `table` (the same figures as text).
`ui.chart_frame(chart)` puts them on a page.
"""

from .bar import Bar, BarChart
from .bullet import BulletChart, BulletRow
from .frame import Chart, Series, Table
from .funnel import FunnelChart, Stage
from .interval import Interval, IntervalChart
from .line import LineChart
from .slope import Slope, SlopeChart
from .stacked import StackedBarChart, StackedRow
from .survival import SurvivalChart, SurvivalCurve
from .tornado import TornadoChart, TornadoRow

__all__ = [
    "Bar",
    "BarChart",
    "BulletChart",
    "BulletRow",
    "Chart",
    "FunnelChart",
    "Interval",
    "IntervalChart",
    "LineChart",
    "Series",
    "Slope",
    "SlopeChart",
    "StackedBarChart",
    "StackedRow",
    "Stage",
    "SurvivalChart",
    "SurvivalCurve",
    "Table",
    "TornadoChart",
    "TornadoRow",
]
