"""What the first visitor does: clone, start, look. As a normal user, in a folder with a blank in its name."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.embedded.launched import Launched, copy_project, descendants, remove, still_running, wait_until

pytestmark = pytest.mark.stack
# As root the clone is given to this user, who owns nothing else; a normal user starts as who they are.
USER = pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None


@pytest.fixture
def clone() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="a clone "))
    copy_project(folder)
    if USER is not None:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, USER, -1)
    yield folder
    remove(folder)


def python_for_everybody() -> str | None:
    """Return a Python that the other user may start: root's own may lie below /root."""
    for candidate in ("/usr/bin/python3", shutil.which("python3")):
        if candidate and Path(candidate).exists():
            asked = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))"
            done = subprocess.run(
                [candidate, "-c", asked], user=USER, capture_output=True, check=False, cwd="/", timeout=900
            )
            if done.returncode == 0:
                return candidate
    return None


def test_fresh_clone_starts_as_a_normal_user_and_installs_once(clone):
    python = python_for_everybody()
    if python is None:
        assert os.environ.get("CI") != "true", "no Python with venv that a normal user may start"
        pytest.skip("no Python with venv that a normal user may start")
    settings = {"PYTHON": python, "HOME": str(clone)}
    var = clone / "var"
    with Launched(var, root=clone, user=USER, **settings) as first:
        wait_until(lambda: "Ready after" in first.output() or first.process.poll() is not None, seconds=600)
        assert first.process.poll() is None, first.output()
        assert first.get("/healthz") == (200, b"ok\n")
        assert "Installing requirements.txt" in first.output()
        below = descendants(first.process.pid)
        assert first.stop() == 0
        assert still_running(below) == []
    with Launched(var, root=clone, user=USER, **settings) as second:
        second.wait_until_ready()
        assert "Installing" not in second.output()
        assert "Bringing the database up to date" not in second.output()
