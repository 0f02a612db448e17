"""The chart of Today: sessions held and expected by week."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.ui.charts import LineChart, Series
from mentoring.ui.formats import date as show_day
from mentoring.ui.formats import number
from programs.selectors.status import SessionWeek, WeeklySessions

LATELY = 4


def sessions_chart(sessions: WeeklySessions, *, is_over: bool = False) -> LineChart:
    weeks = sessions.weeks
    return LineChart(
        heading=finding(weeks, is_over=is_over),
        title=_("Sessions held and expected by week"),
        description=_("One point per complete week. The dashed line shows the expected sessions."),
        x_labels=[show_day(week.begins_on, "day") for week in weeks],
        series=[Series(_("held"), [week.held for week in weeks])],
        expected=Series(_("expected"), [week.expected for week in weeks]),
        show=number,
        empty_text=_("The chart starts after the first complete week."),
    )


def finding(weeks: Sequence[SessionWeek], *, is_over: bool = False) -> str:
    """Return a sentence that compares sessions held and expected in the last weeks."""
    lately = weeks[-LATELY:]
    held, expected = sum(week.held for week in lately), sum(week.expected for week in lately)
    if not lately or not expected:
        return _("Sessions by week")
    numbers = {"held": number(held), "expected": number(expected), "weeks": len(lately)}
    span = (
        ngettext(
            "%(held)s of %(expected)s in the last week",
            "%(held)s of %(expected)s in %(weeks)s weeks",
            len(lately),
        )
        % numbers
    )
    if held >= expected:
        words = (
            _("Sessions were on pace until the end: %(span)s")
            if is_over
            else _("Sessions are on pace: %(span)s")
        )
    elif held * 5 >= expected * 4:
        words = (
            _("Sessions were slightly behind at the end: %(span)s")
            if is_over
            else _("Sessions are slightly behind: %(span)s")
        )
    else:
        words = (
            _("Sessions were behind at the end: %(span)s") if is_over else _("Sessions are behind: %(span)s")
        )
    return words % {"span": span}
