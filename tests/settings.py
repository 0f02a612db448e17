"""Settings of the tests: sign in as the owner (who may make the test database), then step down (conftest.py)."""

import os

from mentoring.embedded.catalogues import compile_catalogues
from mentoring.settings import *  # noqa: F403 - settings are made to be extended
from mentoring.settings import BASE_DIR, CACHES, VAR_DIR
from mentoring.settings import DATABASES as CONFIGURED
from mentoring.settings import MIDDLEWARE as SERVED

DATABASES = {
    "default": {
        **CONFIGURED["owner"],
        "APPLICATION_ROLE": CONFIGURED["default"]["USER"],
        "TEST": {"NAME": f"test_{CONFIGURED['owner']['NAME']}"},
    }
}
# Hashes made to be slow are not what the tests are about.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Pages come with styles and scripts as they are now, not as a stack in this folder once collected them.
STATIC_ROOT, WHITENOISE_USE_FINDERS = VAR_DIR / "never-collected", True
MIDDLEWARE = [
    name.replace("whitenoise.middleware.WhiteNoiseMiddleware", "tests.served_files.FoundOnce")
    for name in SERVED
]
# A database of its own for each parallel process: emptying the cache is how a test forgets what was counted before, and
# must not forget what the other process counts just then.
CACHES["default"]["OPTIONS"] = {
    "db": 1 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
}
# Nothing consumes it: what was sent is read back from the broker. One a process, for parallel tests.
CELERY_TASK_DEFAULT_QUEUE = f"test-{os.getpid()}"
CELERY_TASK_ROUTES = {}
# Before anything is translated, so that tests in German read what the catalogue says now.
compile_catalogues(BASE_DIR / "locale")
