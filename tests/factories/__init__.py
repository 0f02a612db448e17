"""Rows for tests, without surprises. EVERY_MODEL has a maker for each tenant model, which a test checks.

A maker is called in an open scope and makes what it refers to. Text comes from `mark`, so that the canary test can
fill an organization with a string that must never be seen elsewhere.
"""

from collections.abc import Callable

from mentoring.tenancy.base import TenantModel

EVERY_MODEL: dict[type[TenantModel], Callable[..., TenantModel]] = {}


def makes(model: type[TenantModel]) -> Callable[[Callable], Callable]:
    """Register the maker of one row of the model, to be called as make(mark=...)."""

    def register(maker: Callable) -> Callable:
        EVERY_MODEL[model] = maker
        return maker

    return register
