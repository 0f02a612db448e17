"""CSV export of the audit log."""

from django.utils.translation import gettext as _

from mentoring.audit.selectors import AuditFilters, events, lines
from mentoring.ui.tabular import csv_text

MAX_ROWS = 50_000
BATCH = 2_000


def audit_csv(filters: AuditFilters) -> tuple[str, int]:
    """Return the filtered events as CSV, newest first, and their number; at most 50,000."""
    found = list(events(filters).newest_first()[:MAX_ROWS])
    rows = [
        [
            line.happened_at.isoformat(),
            line.who,
            line.action,
            line.thing,
            line.sentence,
            ", ".join(line.fields),
        ]
        for start in range(0, len(found), BATCH)
        for line in lines(found[start : start + BATCH])
    ]
    heads = [_("Time (UTC)"), _("User"), _("Action"), _("Object"), _("Description"), _("Changed fields")]
    return csv_text(heads, rows), len(rows)
