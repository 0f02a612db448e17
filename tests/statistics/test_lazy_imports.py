"""Make sure that the web process can import the functions without their libraries."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection

import mentoring.statistics
from mentoring.encryption.models import KeyCanary

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"scipy", "numpy", "pandas", "statsmodels", "lifelines", "django"}


def _imported_by(statement: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", statement],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rsplit("|", 1)[1].strip().partition(".")[0] for line in lines}


def test_import_does_not_load_scipy():
    loaded = _imported_by("import mentoring.statistics")
    assert "mentoring" in loaded
    assert not loaded & HEAVY


def test_intervals_of_rates_do_not_load_scipy():
    statement = (
        "from mentoring.statistics import Rate, newcombe, wilson; "
        "wilson(Rate(1, 2)); newcombe(Rate(1, 2), Rate(2, 3))"
    )
    assert not _imported_by(statement) & HEAVY


def test_a_p_value_loads_scipy():
    statement = "from mentoring.statistics import Rate, association; association(Rate(1, 2), Rate(1, 2))"
    assert {"scipy", "numpy"} <= _imported_by(statement)


# Resolving an address imports every module of views, and a health check answers a request.
WEB_PROCESS = """
import sys
from mentoring.wsgi import application
from django.urls import get_resolver
resolver = get_resolver()
assert resolver.reverse_dict
assert resolver.resolve("/o/acme/outcomes/").url_name == "outcome-list"
started = []
answer = application(
    {"REQUEST_METHOD": "GET", "PATH_INFO": "/healthz", "SERVER_NAME": "localhost", "SERVER_PORT": "80",
     "HTTP_HOST": "localhost", "wsgi.input": sys.stdin.buffer, "wsgi.url_scheme": "http"},
    lambda status, headers: started.append(status),
)
assert started[0].startswith("200"), started
print(sorted({"scipy", "numpy"} & {name.partition(".")[0] for name in sys.modules}))
"""


def test_web_process_does_not_load_scipy(committed_db):
    # The database of the tests: a process looks up the data keys in use before it starts.
    address = (
        urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    )
    done = subprocess.run(
        [sys.executable, "-c", WEB_PROCESS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "mentoring.settings", "DATABASE_URL": address},
        timeout=120,
    )
    KeyCanary.objects.all().delete()
    assert (done.stdout, done.returncode) == ("[]\n", 0), done.stderr[-2000:]


def test_every_public_function_says_what_it_does():
    for name in mentoring.statistics.__all__:
        public = getattr(mentoring.statistics, name)
        if callable(public):
            assert public.__doc__ and not public.__doc__.startswith(name + "("), name
