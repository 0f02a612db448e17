"""What programs announce to upper apps, after it has been written and in the same transaction."""

from django.dispatch import Signal

# A session was recorded as held or changed, or a match ended. Arguments: `program_id`.
matches_changed = Signal()
