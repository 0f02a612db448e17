"""How many examples a property test tries: all of them in `bin/test --all`, a fifth of them in the fast set."""

import os

from hypothesis import settings

IS_EVERYTHING = os.environ.get("TEST_EVERYTHING") == "1"


def examples(count: int) -> int:
    """Return how many of so many examples to try now, for `@settings(max_examples=examples(200))`."""
    return count if IS_EVERYTHING else max(10, count // 5)


def load_profile() -> None:
    """Set what holds for every property test: no deadline, because how long an example takes tells of the machine."""
    settings.register_profile("tests", deadline=None, max_examples=examples(100), print_blob=True)
    settings.load_profile("tests")
