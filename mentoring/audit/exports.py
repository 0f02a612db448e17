"""The audit log as a table to download."""

from django.utils.translation import gettext as _

from mentoring.audit.selectors import Asked, events, lines
from mentoring.ui.tabular import csv_text

ROWS_AT_MOST = 50_000
AT_ONCE = 2_000


def audit_csv(asked: Asked) -> tuple[str, int]:
    """Return the events that were asked for, newest first, as CSV, and how many they are; at most 50,000."""
    found = list(events(asked).newest_first()[:ROWS_AT_MOST])
    rows = [
        [
            line.happened_at.isoformat(),
            line.who,
            line.action,
            line.thing,
            line.sentence,
            ", ".join(line.fields),
        ]
        for start in range(0, len(found), AT_ONCE)
        for line in lines(found[start : start + AT_ONCE])
    ]
    heads = [_("Time (UTC)"), _("User"), _("Action"), _("Object"), _("Description"), _("Changed fields")]
    return csv_text(heads, rows), len(rows)
