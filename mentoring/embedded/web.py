"""The web server: `python -m mentoring.embedded.web --bind 127.0.0.1 --port 8000`.

The application is loaded before the workers are forked, so that they share its memory and start at once. With
--reload it is not: each new worker has to read what has changed.
"""

import argparse
import gc
import importlib
import logging
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from mentoring.embedded.folder import ROOT

TARGET = "mentoring.wsgi:application"
PACKAGES = ("mentoring", "programs", "goals", "surveys", "reports")
WORKERS = 2
# More threads than this only queue for the interpreter's lock; each holds a database connection.
THREADS = 4


def serve(*, bind: str, port: int, workers: int, threads: int, reload: bool = False) -> None:
    if not reload:
        load_application()
    server = Granian(
        TARGET,
        address=bind,
        port=port,
        interface=Interfaces.WSGI,
        workers=1 if reload else workers,
        blocking_threads=threads,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=not reload,
        reload=reload,
        reload_paths=[ROOT / package for package in PACKAGES] if reload else None,
        reload_filter=python_files() if reload else None,
        reload_ignore_worker_failure=reload,  # a module that cannot be read yet: the next change tries again
        workers_kill_timeout=3,
    )
    server.serve()


def load_application() -> None:
    importlib.import_module(TARGET.partition(":")[0])
    load_pages()
    gc.collect()
    gc.freeze()  # the collector would otherwise touch, and so copy, every page that the workers share


def python_files() -> type[Any]:
    """Return the filter of the files to watch. Templates, styles and scripts are read anew without a restart."""
    from watchfiles import PythonFilter  # of requirements-dev.txt

    return PythonFilter


def load_pages() -> None:
    """Load what Django would load with the first request, in each worker again."""
    from django.template import engines  # the application has set Django up by now
    from django.urls import get_resolver

    assert get_resolver().url_patterns
    assert engines.all()


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve the product.")
    parser.add_argument("--bind", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=WORKERS)
    parser.add_argument("--threads", type=int, default=THREADS)
    parser.add_argument("--reload", action="store_true")
    options = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    serve(**vars(options))


if __name__ == "__main__":
    main()
