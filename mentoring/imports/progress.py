"""Progress of import jobs, in the cache because the job's transaction is invisible until it commits."""

import logging

from django.core.cache import cache
from redis.exceptions import RedisError

from mentoring.imports.models import ImportRun

log = logging.getLogger(__name__)
KEPT_SECONDS = 3600


def report_progress(run: ImportRun, done: int, total: int) -> None:
    """Store the progress of the run's job. An error of the cache does not fail the import."""
    try:
        cache.set(_key(run), (done, total), KEPT_SECONDS)
    except RedisError as error:
        log.warning("The progress of an import is not kept: %s", error)


def progress_of(run: ImportRun) -> tuple[int, int]:
    """Return (steps done, total steps) of the run's job; (0, 0) when unknown."""
    try:
        return cache.get(_key(run)) or (0, 0)
    except RedisError:
        return 0, 0


def _key(run: ImportRun) -> str:
    return f"import:{run.organization_id}:{run.pk}"
