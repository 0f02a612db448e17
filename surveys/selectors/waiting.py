"""Anonymous surveys that wait until enough people are due."""

from datetime import date, timedelta

from surveys.models import Schedule
from surveys.selectors.due import open_occurrences

# An anonymous wave opens when so many people are due. Who has been due for so long is not kept waiting.
DUE_TO_OPEN = 10
WAITS_FOR = timedelta(days=30)


def people_due(schedule: Schedule, *, today: date) -> int:
    """Return how many people are due and not invited, on weekends and in breaks, too."""
    return len({each.participant.person_id for each in open_occurrences(schedule, today=today)})
