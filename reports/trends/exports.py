"""Trends as CSV: one line for each reading, and the changes of the newest one."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from mentoring.ui.tabular import Table
from reports.trends.presentation import PresentedTrend


def trends_table(trends: Sequence[PresentedTrend]) -> Table:
    """Return every reading, and on the line of the newest the changes with their limits: of shares in points."""
    heads = [
        _("area"), _("measure"), _("key"), _("period"), _("period ends on"), _("count"), _("of"), _("share"), _("from"),
        _("to"), _("change since start"), _("from"), _("to"), _("change since previous"), _("from"),
        _("to"), _("note"), _("value"), _("unit"),
    ]  # fmt: skip
    rows = []
    for trend in trends:
        for point in trend.points:
            is_newest = point is trend.newest
            changes = [
                _number(value) if trend.is_value else _points(value)
                for change in (trend.since_start, trend.since_previous)
                for value in (
                    (change.difference, change.low, change.high) if change and is_newest else (None,) * 3
                )
            ]
            rows.append([
                trend.area, trend.label, trend.key, point.period, point.ends_on, point.events, point.n,
                *(_number(it) for it in (point.share, point.low, point.high)), *changes,
                trend.note if is_newest else "", _number(point.value),
                trend.unit if trend.is_value else _("points"),
            ])  # fmt: skip
    return Table(heads, rows)


def _number(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _points(value: float | None) -> float | None:
    return None if value is None else round(100 * value, 1)
