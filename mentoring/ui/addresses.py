"""Addresses by name, as reverse() gives them, each worked out once: a page of 25 rows asks for fifty."""

from functools import lru_cache
from typing import Any

from django.urls import get_urlconf, reverse


def url(name: str, *args: Any, **kwargs: Any) -> str:
    return _reversed(name, args, tuple(kwargs.items()), get_urlconf())


# Pure: an address depends on nothing but the URL configuration.
@lru_cache(maxsize=8192)
def _reversed(name: str, args: tuple, kwargs: tuple, urlconf: str | None) -> str:
    return reverse(name, urlconf=urlconf, args=args or None, kwargs=dict(kwargs) or None)
