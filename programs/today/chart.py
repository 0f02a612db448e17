"""The chart of Today: sessions of each week against what the rhythm brings."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.ui.charts import LineChart, Series
from mentoring.ui.formats import date as show_day
from mentoring.ui.formats import number
from programs.selectors.status import Sessions, Week

LATELY = 4


def sessions_chart(sessions: Sessions, *, is_over: bool = False) -> LineChart:
    weeks = sessions.weeks
    return LineChart(
        heading=finding(weeks, is_over=is_over),
        title=_("Sessions held and expected per week"),
        description=_("One point per complete week. The dashed line shows the agreed meeting frequency."),
        x_labels=[show_day(week.begins_on, "short") for week in weeks],
        series=[Series(_("held"), [week.held for week in weeks])],
        expected=Series(_("expected"), [week.expected for week in weeks]),
        show=number,
        empty_text=_("The chart starts after the first complete week."),
    )


def finding(weeks: Sequence[Week], *, is_over: bool = False) -> str:
    """Return what the last weeks say: held against expected, in a sentence; in the past once the program is."""
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
            _("Sessions stayed on pace to the end: %(span)s")
            if is_over
            else _("Sessions are on pace: %(span)s")
        )
    elif held * 5 >= expected * 4:
        words = (
            _("At the end, sessions were just below the expected pace: %(span)s")
            if is_over
            else _("Sessions are just below the expected pace: %(span)s")
        )
    else:
        words = (
            _("At the end, sessions were behind the expected pace: %(span)s")
            if is_over
            else _("Sessions are behind the expected pace: %(span)s")
        )
    return words % {"span": span}
