"""Registry for pages to show after sign-in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mentoring.registry import Registry

if TYPE_CHECKING:
    from mentoring.accounts.models import User

# Functions that return the address of a page that needs the person's response, such as an invitation, or None. The
# start page redirects to the first.
PENDING_PAGES: Registry[Callable[[User], str | None]] = Registry("pending pages")
