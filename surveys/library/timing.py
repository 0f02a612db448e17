"""How long a survey takes, estimated from its questions."""

import math
from collections.abc import Iterable

# Seconds for the first page, with what happens to the answers, and for each type of question.
FIRST_PAGE = 25
SECONDS = {
    "agreement5": 12,
    "scale0to10": 12,
    "yes_no": 8,
    "one_choice": 12,
    "several_choices": 18,
    "short_text": 45,
    "number": 15,
    "date": 15,
}


def estimated_seconds(types: Iterable[str]) -> int:
    """Return the seconds for the first page and one question of each of the types."""
    return FIRST_PAGE + sum(SECONDS[type_] for type_ in types)


def estimated_minutes(types: Iterable[str]) -> int:
    """Return the estimate in whole minutes, halves up, at least 1."""
    return max(1, math.floor(estimated_seconds(types) / 60 + 0.5))
