"""The organization that code works for: the first isolation layer. Set by tenant_scope() only."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

_current: ContextVar[UUID | None] = ContextVar("organization_id", default=None)


class OutsideScope(RuntimeError):
    """Tenant data was accessed outside of a tenant scope."""


class ScopeNesting(RuntimeError):
    """A scope was opened inside the scope of another organization."""


def current_organization_id() -> UUID:
    """Return the id of the open scope's organization; raise OutsideScope without one."""
    organization_id = _current.get()
    if organization_id is None:
        raise OutsideScope("No tenant scope is open: use tenant_scope(organization_id).")
    return organization_id


def organization_id_or_none() -> UUID | None:
    """Return the id of the open scope's organization, or None. For log lines and checks, not for queries."""
    return _current.get()


@contextmanager
def tenant_scope(organization_id: UUID | str) -> Iterator[UUID]:
    """Open a transaction in which only the rows of this organization are visible.

    Sets the Python scope (read by TenantManager) and the database setting (read by the row-level policies)
    together. Opening the same organization again inside is allowed; another one raises ScopeNesting.
    An exception rolls back the writes.
    """
    organization_id = UUID(str(organization_id))
    outer = _current.get()
    if outer is not None and outer != organization_id:
        raise ScopeNesting(f"The scope of {organization_id} cannot be opened inside that of {outer}.")
    connection = transaction.get_connection()
    nested = connection.in_atomic_block
    token = _current.set(organization_id)
    try:
        with transaction.atomic():
            _set_local(connection, str(organization_id))
            yield organization_id
            # A released savepoint keeps SET LOCAL, so the outer transaction would continue with this organization.
            # After a failure, rolling back the savepoint restores the old value.
            if nested and outer is None and not connection.needs_rollback:
                _set_local(connection, "")
    finally:
        _current.reset(token)


def _set_local(connection: BaseDatabaseWrapper, value: str) -> None:
    with connection.cursor() as cursor:
        # Not set_config(): Citus propagates SET LOCAL to its nodes. SET takes no bind parameters; the value is a
        # UUID or empty, so there is nothing to escape.
        cursor.execute(f"SET LOCAL app.organization_id = '{value}'")
