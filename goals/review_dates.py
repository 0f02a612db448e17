"""When an objective is reviewed."""

from calendar import monthrange
from datetime import date


def next_review(on: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month."""
    years, month = divmod(on.month - 1 + months, 12)
    year = on.year + years
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))
