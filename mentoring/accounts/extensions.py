"""What other apps add to signing in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mentoring.registry import Registry

if TYPE_CHECKING:
    from mentoring.accounts.models import User

# Each returns the address of a page that the person has to answer first, such as an invitation, or None. The start
# page redirects to the first.
PENDING_PAGES: Registry[Callable[[User], str | None]] = Registry("pending pages")
