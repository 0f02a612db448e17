"""A program's matches as a table to download: the same rows and numbers as the page and the API."""

from django.utils.translation import gettext as _

from mentoring.ui.tabular import csv_text
from programs.health.wording import first_fact
from programs.models import Program
from programs.selectors.matches import Asked, listed_matches


def matches_csv(program: Program, asked: Asked) -> tuple[str, int]:
    """Return the matches that were asked for, in the same order, as CSV, and how many they are."""
    heads = [
        _("Mentor"),
        _("Mentee"),
        _("Status"),
        _("Since"),
        _("Reason"),
        _("Introduced on"),
        _("Sessions held"),
        _("Sessions expected"),
        _("Last met"),
        _("Next session"),
        _("Goals agreed"),
        _("Goals reached"),
        _("Status set manually"),
        _("Review on"),
    ]
    rows = [
        [
            str(match.mentor.person),
            str(match.mentee.person),
            str(match.get_health_display()),
            match.health_since,
            first_fact(match),
            match.started_on,
            match.held_count,
            match.expected_count,
            match.last_held_on,
            match.next_planned_on,
            match.goals_agreed,
            match.goals_achieved,
            _("yes") if match.override else "",
            match.override_review_on,
        ]
        for match in listed_matches(program, asked)
    ]
    return csv_text(heads, rows), len(rows)
