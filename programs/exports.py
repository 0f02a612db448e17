"""The matches of a program as CSV, with the rows and numbers of the page and the API."""

from django.utils.translation import gettext as _

from mentoring.ui.tabular import csv_text
from programs.health.wording import status_reason
from programs.models import Program
from programs.selectors.matches import MatchFilters, listed_matches


def matches_csv(program: Program, filters: MatchFilters) -> tuple[str, int]:
    """Return the filtered matches as CSV, in the order of the page, and their number."""
    heads = [
        _("Mentor"),
        _("Mentee"),
        _("Health"),
        _("Since"),
        _("Why"),
        _("Introduced on"),
        _("Sessions held"),
        _("Sessions expected"),
        _("Last met"),
        _("Next session"),
        _("Goals agreed"),
        _("Goals met"),
        _("Status overridden"),
        _("Review on"),
    ]
    rows = [
        [
            str(match.mentor.person),
            str(match.mentee.person),
            str(match.get_health_display()),
            match.health_since,
            status_reason(match),
            match.started_on,
            match.held_count,
            match.expected_count,
            match.last_held_on,
            match.next_planned_on,
            match.goals_agreed,
            match.goals_met,
            _("yes") if match.override else "",
            match.override_review_on,
        ]
        for match in listed_matches(program, filters)
    ]
    return csv_text(heads, rows), len(rows)
