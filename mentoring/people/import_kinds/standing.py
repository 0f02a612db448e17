"""Whether somebody is employed, from the status and the dates of a directory."""

from collections import Counter
from datetime import date

from django.utils.text import format_lazy
from django.utils.translation import ngettext_lazy

from mentoring.imports.tables import Sentence
from mentoring.people.directory_columns import ACTIVE, INACTIVE

FUTURE, CONTRADICTION = "future", "contradiction"


class Standing:
    """Reads the leaving dates and status of a file's rows, and counts what is not taken literally."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.counts: Counter[str] = Counter()

    def read(
        self, left_on: date | None, status: str | None, hired_on: date | None
    ) -> tuple[date | None, bool | None]:
        """Return the leaving date that counts, and whether the row says that the person has left (None: nothing).

        A date in the future is not stored: resignations are withdrawn, and contracts extended. A date before the date
        of hire, or beside the status "active", is that of an earlier employment.
        """
        if left_on is not None and left_on > self.today:
            self.counts[FUTURE] += 1
            return None, False
        if left_on is not None and status == ACTIVE and not (hired_on and hired_on > left_on):
            self.counts[CONTRADICTION] += 1
            return None, False
        if left_on is not None and hired_on is not None and hired_on > left_on:
            return None, status == INACTIVE
        if left_on is not None:
            return left_on, True
        return None, None if status is None else status == INACTIVE

    def remarks(self) -> list[Sentence]:
        """Return what to say about dates that are not stored."""
        sentences = {
            FUTURE: ngettext_lazy(
                "{number} leaving date is in the future and is not stored. Import the directory again when the day "
                "has come.",
                "{number} leaving dates are in the future and are not stored. Import the directory again when the "
                "days have come.",
                self.counts[FUTURE],
            ),
            CONTRADICTION: ngettext_lazy(
                "{number} person is active in spite of a leaving date in the past. The date is not stored.",
                "{number} people are active in spite of a leaving date in the past. The dates are not stored.",
                self.counts[CONTRADICTION],
            ),
        }
        return [format_lazy(sentences[name], number=count) for name, count in self.counts.items()]


def employed_again(
    was: tuple[date | None, bool],
    has_left: bool | None,
    *,
    has_dates: bool,
    has_status: bool,
    as_of: date,
    is_newer: bool,
) -> bool:
    """Return whether somebody who is known to have left is employed again by a directory.

    `was` is the known leaving date and whether they left on an unknown day. A departure after the day of the directory
    stays. Without a word about leaving, being in a newer directory undoes only a departure on an unknown day.
    """
    left_on, is_departed = was
    if left_on is None and not is_departed:
        return False
    if left_on is not None and left_on >= as_of:
        return False
    if has_left is not None:
        return not has_left
    if has_dates and not has_status:
        return True
    return is_departed and left_on is None and not has_status and is_newer
