"""Make sure that the web process can import the functions without their libraries."""

import subprocess
import sys
from pathlib import Path

import mentoring.statistics

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"scipy", "numpy", "pandas", "statsmodels", "lifelines", "django"}


def _imported_by(statement: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", statement],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rsplit("|", 1)[1].strip().partition(".")[0] for line in lines}


def test_import_does_not_load_scipy():
    loaded = _imported_by("import mentoring.statistics")
    assert "reports" in loaded
    assert not loaded & HEAVY


def test_scipy_is_loaded_when_a_figure_is_computed():
    statement = "from mentoring.statistics import Rate, wilson; wilson(Rate(1, 2))"
    assert {"scipy", "numpy"} <= _imported_by(statement)


def test_every_public_function_says_what_it_does():
    for name in mentoring.statistics.__all__:
        public = getattr(mentoring.statistics, name)
        if callable(public):
            assert public.__doc__ and not public.__doc__.startswith(name + "("), name
