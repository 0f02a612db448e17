"""The first wall: which organization this code is working for. There is one door, tenant_scope()."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

_current: ContextVar[UUID | None] = ContextVar("organization_id", default=None)


class OutsideScope(RuntimeError):
    """Data of an organization was touched while no organization was named."""


class ScopeNesting(RuntimeError):
    """Code that works for one organization tried to work for another inside it."""


def current_organization_id() -> UUID:
    """Return the id of the organization of the open scope; refuse (OutsideScope) when there is none."""
    organization_id = _current.get()
    if organization_id is None:
        raise OutsideScope("No organization is named here: open tenant_scope(organization_id) first.")
    return organization_id


def organization_id_or_none() -> UUID | None:
    """Return the id of the open scope's organization, or None; for log lines and checks, never for reads."""
    return _current.get()


@contextmanager
def tenant_scope(organization_id: UUID | str) -> Iterator[UUID]:
    """Open a transaction in which only this organization's rows exist.

    Sets the Python scope (read by TenantManager) and the database's (read by the row-level policies)
    together. The same organization may be opened again inside; another one is refused (ScopeNesting).
    An exception rolls back what was written inside.
    """
    organization_id = UUID(str(organization_id))
    outer = _current.get()
    if outer is not None and outer != organization_id:
        raise ScopeNesting(f"Working for organization {outer}; {organization_id} cannot be opened inside.")
    connection = transaction.get_connection()
    nested = connection.in_atomic_block
    token = _current.set(organization_id)
    try:
        with transaction.atomic():
            _set_local(connection, str(organization_id))
            yield organization_id
            # A released savepoint keeps SET LOCAL, so an outer transaction would go on with our organization.
            # After a failure the savepoint is rolled back, and the old value with it.
            if nested and outer is None and not connection.needs_rollback:
                _set_local(connection, "")
    finally:
        _current.reset(token)


def _set_local(connection: BaseDatabaseWrapper, value: str) -> None:
    with connection.cursor() as cursor:
        # The statement, not set_config(): Citus propagates it to its nodes. The value is a UUID or empty,
        # so there is nothing to escape; SET takes no bind parameters on the server anyway.
        cursor.execute(f"SET LOCAL app.organization_id = '{value}'")
