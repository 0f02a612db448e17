"""Trends as CSV: one line for each reading, and the changes of the newest one."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from mentoring.ui.tabular import Table
from reports.trends.presentation import PresentedTrend


def trends_table(trends: Sequence[PresentedTrend]) -> Table:
    """Return every reading, and on the line of the newest the changes in points with their limits."""
    heads = [
        _("area"), _("measure"), _("key"), _("period"), _("period ends on"), _("count"), _("of"), _("share"), _("from"),
        _("to"), _("change since start, points"), _("from"), _("to"), _("change since previous, points"), _("from"),
        _("to"), _("note"),
    ]  # fmt: skip
    rows = []
    for trend in trends:
        for point in trend.points:
            is_newest = point is trend.newest
            changes = [
                _points(value)
                for change in (trend.since_start, trend.since_previous)
                for value in (
                    (change.difference, change.low, change.high) if change and is_newest else (None,) * 3
                )
            ]
            rows.append([
                trend.area, trend.label, trend.key, point.period, point.ends_on, point.events, point.n,
                *(round(it, 4) for it in (point.share, point.low, point.high)), *changes,
                trend.note if is_newest else "",
            ])  # fmt: skip
    return Table(heads, rows)


def _points(value: float | None) -> float | None:
    return None if value is None else round(100 * value, 1)
