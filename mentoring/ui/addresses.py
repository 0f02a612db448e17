"""URLs by name, cached: a page of 25 rows needs fifty of them."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

# Placeholder for a row's id in cached URLs. Cannot be a real id, because those are random.
PLACEHOLDER = UUID("00000000-0000-4000-8000-00000000face")
PLACEHOLDER_TEXT = str(PLACEHOLDER)


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """Return the URL. URLs with one id are cached once for all rows."""
    place, row = None, None
    for key, value in kwargs.items():
        if type(value) is UUID:
            if row is not None:
                return _reversed(name, args, tuple(kwargs.items()), settings.ROOT_URLCONF)
            place, row = key, value
    if place is None:
        return _reversed(name, args, tuple(kwargs.items()), settings.ROOT_URLCONF)
    kwargs[place] = PLACEHOLDER_TEXT
    before, after = _around(name, args, tuple(kwargs.items()), settings.ROOT_URLCONF)
    return f"{before}{row}{after}"


@lru_cache(maxsize=8192)
def _around(name: str, args: tuple, kwargs: tuple, urlconf: str) -> tuple[str, str]:
    before, after = _reversed(name, args, kwargs, urlconf).split(PLACEHOLDER_TEXT)
    return before, after


# Pure: a URL depends only on the URL configuration, which is the same for all requests.
@lru_cache(maxsize=8192)
def _reversed(name: str, args: tuple, kwargs: tuple, urlconf: str) -> str:
    return reverse(name, urlconf=urlconf, args=args or None, kwargs=dict(kwargs) or None)
