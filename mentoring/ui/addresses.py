"""Addresses by name, as reverse() gives them, each worked out once: a page of 25 rows asks for fifty."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

# Stands for a row's id in an address that is kept. No id of ours: those are random.
PLACE = UUID("00000000-0000-4000-8000-00000000face")
PLACE_TEXT = str(PLACE)


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """Return the address. One that names one row is kept once for all rows of its kind."""
    place, row = None, None
    for key, value in kwargs.items():
        if type(value) is UUID:
            if row is not None:
                return _reversed(name, args, tuple(kwargs.items()), settings.ROOT_URLCONF)
            place, row = key, value
    if place is None:
        return _reversed(name, args, tuple(kwargs.items()), settings.ROOT_URLCONF)
    kwargs[place] = PLACE_TEXT
    before, after = _around(name, args, tuple(kwargs.items()), settings.ROOT_URLCONF)
    return f"{before}{row}{after}"


@lru_cache(maxsize=8192)
def _around(name: str, args: tuple, kwargs: tuple, urlconf: str) -> tuple[str, str]:
    before, after = _reversed(name, args, kwargs, urlconf).split(PLACE_TEXT)
    return before, after


# Pure: an address depends on nothing but the URL configuration, and no request of ours brings one of its own.
@lru_cache(maxsize=8192)
def _reversed(name: str, args: tuple, kwargs: tuple, urlconf: str) -> str:
    return reverse(name, urlconf=urlconf, args=args or None, kwargs=dict(kwargs) or None)
