"""Charts as server-rendered SVG, without scripts and inline styles.

Each chart is a dataclass with `svg` (None without data) and `table` (the same figures as text).
`ui.chart_frame(chart)` renders both.
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
from .waterfall import WaterfallChart, WaterfallStep

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
    "WaterfallChart",
    "WaterfallStep",
]
