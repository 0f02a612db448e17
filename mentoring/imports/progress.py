"""How far a job is. In the cache, because the job's own transaction shows nothing before it ends."""

from django.core.cache import cache

from mentoring.imports.models import ImportRun

KEPT_SECONDS = 3600


def report_progress(run: ImportRun, done: int, total: int) -> None:
    cache.set(_key(run), (done, total), KEPT_SECONDS)


def progress_of(run: ImportRun) -> tuple[int, int]:
    """Return (steps done, steps in all) of the run's job; (0, 0) when nothing is known."""
    return cache.get(_key(run)) or (0, 0)


def _key(run: ImportRun) -> str:
    return f"import:{run.organization_id}:{run.pk}"
