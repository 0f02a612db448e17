"""The weekly cap: at most two automatic emails in seven days for one person."""

from collections.abc import Iterable
from datetime import datetime, timedelta

MOST = 2
WINDOW = timedelta(days=7)


def next_allowed(at: datetime, sent: Iterable[datetime]) -> datetime:
    """Return the earliest time, not before `at`, when another automatic email is within the cap.

    `sent` are the times of automatic emails sent, or being sent, to the person. The window is exactly seven days.
    """
    recent = sorted(time for time in sent if time > at - WINDOW)
    return at if len(recent) < MOST else recent[-MOST] + WINDOW
