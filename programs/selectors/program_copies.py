"""Earlier programs that a new one can be copied from."""

import re
from datetime import date

from mentoring.tenancy.models import Membership
from programs.models import Program
from programs.program_templates import fingerprint

MOST = 20


def programs_to_copy(membership: Membership) -> list[Program]:
    """Return the newest programs with their breaks and contact. One query."""
    found = Program.objects.visible_to(membership).with_breaks().newest_first()
    return list(found.select_related("contact__user")[:MOST])


def copied_name(source: Program, starts_on: date) -> str:
    """Return the name with the year of the new start: “Leadership 2026” becomes “Leadership 2027”."""
    year = str(starts_on.year)
    if re.search(r"\b20\d\d\b", source.name):
        return re.sub(r"\b20\d\d\b", year, source.name)
    return f"{source.name} {year}"[:120]


def copy_version(source: Program) -> str:
    """Return a text that changes with what a copy takes over. The breaks are loaded."""
    fields = (
        source.starts_on,
        source.ends_on,
        source.meeting_interval_days,
        source.agreement,
        source.contact_id,
        source.concern_contact_id,
        source.concern_deputy_id,
        source.concern_response_days,
        source.review_every,
        source.offers_certificates,
        sorted(source.settings.items()),
    )
    return fingerprint([*fields, source.purpose, source.shows_goal_titles, source.break_list])
