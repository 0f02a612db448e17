"""How far a job is. In the cache, because the job's own transaction shows nothing before it ends."""

import logging

from django.core.cache import cache
from redis.exceptions import RedisError

from mentoring.imports.models import ImportRun

log = logging.getLogger(__name__)
KEPT_SECONDS = 3600


def report_progress(run: ImportRun, done: int, total: int) -> None:
    """Say how far the run's job is. An import does not fail because nobody can be told."""
    try:
        cache.set(_key(run), (done, total), KEPT_SECONDS)
    except RedisError as error:
        log.warning("The progress of an import is not kept: %s", error)


def progress_of(run: ImportRun) -> tuple[int, int]:
    """Return (steps done, steps in all) of the run's job; (0, 0) when nothing is known."""
    try:
        return cache.get(_key(run)) or (0, 0)
    except RedisError:
        return 0, 0


def _key(run: ImportRun) -> str:
    return f"import:{run.organization_id}:{run.pk}"
