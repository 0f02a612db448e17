"""TenantTask, the base class of background tasks for one organization."""

import inspect
import logging
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from celery import Celery, Task, current_app, shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from mentoring.circuit_breaker import CircuitBreaker, CircuitOpen
from mentoring.tenancy.definers import active_organization_ids
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id

log = logging.getLogger(__name__)
# A request that sends several tasks waits for an unavailable broker once.
BROKER = CircuitBreaker(failures=(OperationalError,), seconds=1.0)


class TenantTask(Task):
    """A task whose first argument is the id of an active organization.

    It opens no scope: the body opens tenant_scope(organization_id) for each step, so that each step commits
    separately, progress is visible and no transaction lasts as long as the job.
    """

    abstract = True

    def __call__(self, organization_id: str | UUID, *args: Any, **kwargs: Any) -> Any:
        organization_id = UUID(str(organization_id))
        if not Organization.objects.filter(id=organization_id, is_active=True).exists():
            log.warning("%s: organization %s is not active; skipped", self.name, organization_id)
            return None
        return super().__call__(organization_id, *args, **kwargs)


def tenant_task(name: str, **options: Any) -> Callable[[Callable], TenantTask]:
    """Decorate a function as a TenantTask; raise TypeError unless its first parameter is organization_id."""

    def decorate(function: Callable) -> TenantTask:
        first = next(iter(inspect.signature(function).parameters), None)
        if first != "organization_id":
            raise TypeError(f"The first parameter of the task {name} must be organization_id.")
        return shared_task(name=name, base=TenantTask, ignore_result=True, **options)(function)

    return decorate


def enqueue(name: str, *ids: Any) -> None:
    """Send the tenant task for the open scope's organization after the transaction has committed.

    An unavailable broker is logged, not raised: a periodic task finds the work in the database.
    """
    arguments = [str(current_organization_id()), *map(str, ids)]
    transaction.on_commit(partial(send_if_available, name, arguments))


def send_if_available(name: str, arguments: list[str], *, app: Celery | None = None) -> None:
    """Send a task, unless the broker failed a moment ago: a request waits for it once, not once for each task."""
    try:
        with BROKER.call():
            _publish(app or current_app, name, arguments)
    except (OperationalError, CircuitOpen) as error:
        _log_unsent(name, error)


def send(name: str, arguments: list[str], *, expires: float, app: Celery | None = None) -> None:
    """Send a task that is not run later than `expires` seconds from now: the next tick sends it again."""
    try:
        _publish(app or current_app, name, arguments, expires=expires)
    except OperationalError as error:
        _log_unsent(name, error)


def send_to_each_organization(name: str, *, expires: float) -> None:
    """Send one tenant task for every active organization. For periodic tasks, which send it again after `expires`."""
    for organization_id in active_organization_ids():
        send(name, [str(organization_id)], expires=expires)


def _publish(app: Celery, name: str, arguments: list[str], **options: Any) -> None:
    app.send_task(name, arguments, retry=False, ignore_result=True, **options)


def _log_unsent(name: str, error: Exception) -> None:
    log.warning("%s was not sent to the broker (%s); the periodic task will find its work", name, error)
