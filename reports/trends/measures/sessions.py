"""Sessions: the share of matches that met in a month."""

from collections.abc import Sequence

from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from mentoring.statistics import Rate
from programs.models import Program, Session
from reports.trends.measures.matches import matches_by_month
from reports.trends.months import Month
from reports.trends.series import Point, Series


def session_trends(program: Program, months: Sequence[Month]) -> list[Series]:
    """Return the share of matches that held a session, by month. Three queries."""
    under_way = matches_by_month(program, months, by_sessions=True)
    held = Session.objects.filter(program=program).held()
    rows = (
        held.annotate(month=TruncMonth("happens_on")).order_by().values_list("month", "match_id").distinct()
    )
    met = {(Month.of(month), match) for month, match in rows}
    points = [
        Point(month.last, Rate(sum((month, match) in met for match in matches), len(matches)))
        for month, matches in under_way.items()
    ]
    return [
        Series(
            "sessions.met",
            _("Sessions"),
            _("Matches that met"),
            _(
                "Of all matches that were under way for the whole month, the share that held at least one session."
            ),
            points,
        )
    ]
