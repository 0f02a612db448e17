"""What may be waiting for a person who has just signed in, such as an invitation."""

from collections.abc import Callable

from mentoring.accounts.models import User
from mentoring.registry import Registry

# Each returns the address of what waits for this person, or None. The start page goes to the first.
WAITING: Registry[Callable[[User], str | None]] = Registry("what waits for a person")
