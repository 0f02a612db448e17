"""Registries for what other apps add to signing in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mentoring.registry import Registry

if TYPE_CHECKING:
    from django.http import HttpRequest

    from mentoring.accounts.models import User

# Functions that return the address of a page that needs the person's response, such as an invitation, or None. The
# start page redirects to the first.
PENDING_PAGES: Registry[Callable[[User], str | None]] = Registry("pending pages")
# Functions that return whether an account may be created for a verified address although sign-up is not open.
ACCOUNT_ADMISSIONS: Registry[Callable[[HttpRequest, str], bool]] = Registry("account admissions")
