"""Say of a worker of pytest-xdist that crashed by which signal, and where it was: xdist only says that it is gone."""

import contextlib
import faulthandler
import signal
import subprocess
import tempfile
from pathlib import Path

import pytest

# With those of the other threads.
LINES = 200
REASONS = pytest.StashKey[list[str]]()


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Have the traceback of a crash written to a file, where pytest's own plugin has it printed among the dots."""
    if hasattr(config, "workerinput"):
        path = _traceback(config.workerinput["testrunuid"], config.workerinput["workerid"])
        file = path.open("w")
        faulthandler.enable(file=file)
        config.add_cleanup(path.unlink)
        config.add_cleanup(file.close)
        config.add_cleanup(faulthandler.disable)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error) -> None:
    if not error:
        return
    process = node.gateway._io.popen
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=10)
    code = process.returncode
    how = signal.Signals(-code).name if code and code < 0 else f"exit code {code}"
    lines = [f"{node.gateway.id} ended by {how}."]
    file = _traceback(node.workerinput["testrunuid"], node.gateway.id)
    if file.exists():
        lines += file.read_text().splitlines()[:LINES]
        file.unlink()
    node.config.stash.setdefault(REASONS, []).extend(lines)


def pytest_terminal_summary(terminalreporter) -> None:
    if lines := terminalreporter.config.stash.get(REASONS, []):
        terminalreporter.section("crashed workers")
        for line in lines:
            terminalreporter.line(line)


def _traceback(run: str, worker: str) -> Path:
    return Path(tempfile.gettempdir()) / f"pytest-{run}-{worker}.traceback"
