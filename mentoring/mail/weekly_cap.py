"""At most two automatic mails within seven days for one person."""

from collections.abc import Iterable
from datetime import datetime, timedelta

MOST = 2
WINDOW = timedelta(days=7)


def next_allowed(at: datetime, sent: Iterable[datetime]) -> datetime:
    """Return the earliest moment from `at` on when one more automatic mail keeps the cap.

    `sent` are the times of the automatic mails that have gone, or are going, to the person. A mail leaves the
    window exactly seven days after it went.
    """
    recent = sorted(time for time in sent if time > at - WINDOW)
    return at if len(recent) < MOST else recent[-MOST] + WINDOW
