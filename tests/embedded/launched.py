"""Start a command of bin/ as a person would, in an environment without the tests' own servers."""

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from urllib.error import HTTPError

ROOT = Path(__file__).resolve().parents[2]
OURS = (
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "DATABASE_DEFINER_ROLE",
    "REDIS_URL",
    "SECRET_KEY",
    "DATA_KEYS",
    "VAR_DIR",
)
PYTESTS = (
    "DJANGO_SETTINGS_MODULE",
    "LOCAL",
    "PORT",
    "BASE_URL",
    "BIND",
    "COV_CORE_SOURCE",
    "PYTEST_XDIST_WORKER",
)
PATIENCE = 120  # seconds; a machine under load is not a bug


def clean_environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {*OURS, *PYTESTS}}
    return {**kept, **more}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def copy_project(folder: Path) -> None:
    """Copy what a clone would hold, with changes that are not committed yet."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def short_folder() -> Path:
    """Return a new folder with a blank in its name; pytest's own are too long for the path of a socket."""
    return Path(tempfile.mkdtemp(prefix="var dir "))


def run_command(*words: str, timeout: float = PATIENCE, cwd: Path = ROOT, **environment: str):
    return subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env=clean_environment(**environment),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        stdin=subprocess.DEVNULL,
    )


class Launched:
    """A running bin/run, with what it printed and the processes below it."""

    def __init__(
        self,
        var: Path,
        *,
        root: Path = ROOT,
        user: int | None = None,
        arguments: Sequence[str] = (),
        **environment: str,
    ) -> None:
        self.var = var
        self.port = free_port()
        self.log = Path(tempfile.mkstemp(prefix="bin-run-")[1])
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [root / "bin" / "run", "--port", str(self.port), *arguments],
                cwd="/",
                env=clean_environment(VAR_DIR=str(var), **environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                user=user,
                start_new_session=True,
            )

    def __enter__(self) -> "Launched":
        return self

    def __exit__(self, *exc: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(PATIENCE)
        self.log.unlink()

    def output(self) -> str:
        return self.log.read_text()

    def wait_until_ready(self) -> None:
        wait_until(lambda: "Ready after" in self.output() or self.process.poll() is not None)
        assert self.process.poll() is None, self.output()

    def get(self, path: str) -> tuple[int, bytes]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
                return answer.status, answer.read()
        except HTTPError as error:
            return error.code, error.read()

    def readiness(self) -> dict:
        return json.loads(self.get("/readyz")[1])

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


def descendants(process: int) -> dict[int, str]:
    """Return the processes below one, each with its start time: a number alone may be given again."""
    children: dict[int, list[int]] = {}
    for number in running_processes():
        status = status_of(number)
        if status:
            children.setdefault(int(status[1]), []).append(number)
    found, queue = {}, [process]
    while queue:
        for child in children.get(queue.pop(), []):
            status = status_of(child)
            if status:
                found[child] = status[19]
                queue.append(child)
    return found


def still_running(processes: dict[int, str]) -> list[str]:
    """Return the command lines of those that run; one that is dead and unburied does not."""
    left = []
    for number, started in processes.items():
        status = status_of(number)
        if status and status[19] == started and status[0] != "Z":
            left.append(Path(f"/proc/{number}/cmdline").read_bytes().replace(b"\0", b" ").decode())
    return left


def running_processes() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]


def status_of(number: int) -> list[str] | None:
    """Return the fields of /proc/N/stat from the state on: state, parent, ..., start time at 19."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None


def named(processes: dict[int, str], *words: str) -> list[int]:
    """Return the processes whose command line holds all the words."""
    found = []
    for number in processes:
        try:
            line = Path(f"/proc/{number}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except FileNotFoundError:
            continue
        if all(word in line for word in words):
            found.append(number)
    return sorted(found)


def wait_until(condition, seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
