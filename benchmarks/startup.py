"""From an empty folder to the first answer, later starts, and the memory of the whole stack.

Floor: the two servers from the same folder and a one-line application on the same web server. Nobody else
starts all of this with one command, so there is no peer.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from benchmarks.alternation import alternate
from benchmarks.figures import print_figure
from mentoring.embedded.parent_death import ask_for_signal

ROOT = Path(__file__).resolve().parents[1]
ENDS_WITH_US = ask_for_signal(signal.SIGTERM)  # also when the limit of the whole benchmark ends us
FIRST_ANSWER = 60.0  # seconds, with a warm package cache
LATER_START = 5.0  # seconds
MEMORY = 450.0  # MB
GIVEN = (
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "DATABASE_DEFINER_ROLE",
    "REDIS_URL",
    "SECRET_KEY",
    "DATA_KEYS",
    "VAR_DIR",
    "PORT",
)
PAGES = ("/healthz", "/readyz", "/accounts/login/")
HELLO = """
from granian import Granian
from granian.constants import Interfaces
import sys
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"ok"]
if __name__ == "__main__":
    Granian("hello:application", port=int(sys.argv[1]), interface=Interfaces.WSGI, workers=2,
            blocking_threads=4, log_enabled=False).serve()
"""
SERVERS = """
import os
from mentoring.embedded.folder import Folder
from mentoring.embedded.stack import Stack
from mentoring.embedded.supervisor import Supervisor
stack = Stack.make(Folder.from_environment(), os.environ)
supervisor = Supervisor(quiet=True)
stack.start_servers(supervisor)
stack.wait_for_servers(supervisor)
print("up", flush=True)
input()
supervisor.stop()
"""


def run() -> bool:
    """Print the three figures and return whether all are within their budgets."""
    folder = Path(tempfile.mkdtemp(prefix="bench "))
    try:
        clone = folder / "clone"
        copy_project(clone)
        results = [first_answer(clone), later_starts(clone, folder), memory(clone)]
        return all(results)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def copy_project(target: Path) -> None:
    """Copy what a clone would hold, with changes that are not committed yet."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


class Stack:
    """One bin/run of a clone."""

    def __init__(self, clone: Path) -> None:
        self.port = free_port()
        kept = {name: value for name, value in os.environ.items() if name not in GIVEN}
        self.log = (clone.parent / "log").open("w")
        self.process = subprocess.Popen(
            [clone / "bin" / "run", "--port", str(self.port)],
            env={**kept, "LOCAL": "1"},
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            preexec_fn=ENDS_WITH_US,
        )

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)
        self.log.close()


def first_answer(clone: Path) -> bool:
    began = time.perf_counter()
    stack = Stack(clone)
    wait_for_answer(stack.port, stack.process)
    taken = time.perf_counter() - began
    stack.stop()
    return print_figure("startup", "first answer", unit="s", ours=taken, budget=FIRST_ANSWER)


def later_starts(clone: Path, folder: Path) -> bool:
    (folder / "hello.py").write_text(HELLO)

    def ours() -> float:
        began = time.perf_counter()
        stack = Stack(clone)
        wait_for_answer(stack.port, stack.process)
        taken = time.perf_counter() - began
        stack.stop()
        return taken

    medians = alternate({"ours": ours, "floor": lambda: bare_servers(clone, folder)})
    return print_figure("startup", "later start", unit="s", budget=LATER_START, **medians)


def bare_servers(clone: Path, folder: Path) -> float:
    """Return the seconds until the servers and a one-line application answer."""
    began = time.perf_counter()
    port = free_port()
    python = clone / ".venv" / "bin" / "python"
    servers = subprocess.Popen(
        [python, "-c", SERVERS],
        cwd=clone,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={name: value for name, value in os.environ.items() if name not in GIVEN},
        preexec_fn=ENDS_WITH_US,
    )
    hello = subprocess.Popen(
        [python, folder / "hello.py", str(port)],
        cwd=folder,
        stderr=subprocess.DEVNULL,
        preexec_fn=ENDS_WITH_US,
    )
    assert servers.stdout is not None
    servers.stdout.readline()
    wait_for_answer(port, hello)
    taken = time.perf_counter() - began
    hello.terminate()
    hello.wait(timeout=60)
    servers.communicate(b"\n", timeout=60)
    return taken


def memory(clone: Path) -> bool:
    """Print the proportional set size of every process of the stack, after it has served some pages."""
    stack = Stack(clone)
    wait_for_answer(stack.port, stack.process)
    wait_for(lambda: answer(stack.port, "/readyz") == 200)
    for page in PAGES * 10:
        answer(stack.port, page)
    sizes = {number: pss(number) for number in [stack.process.pid, *below(stack.process.pid)]}
    stack.stop()
    total = sum(sizes.values()) / 1024
    return print_figure("startup", "memory", unit="MB", ours=total, budget=MEMORY, processes=len(sizes))


def below(process: int) -> list[int]:
    """Return the processes below one, whoever runs them."""
    parents = {}
    for path in Path("/proc").iterdir():
        if path.name.isdecimal():
            try:
                parents[int(path.name)] = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found, queue = [], [process]
    while queue:
        parent = queue.pop()
        children = [number for number, its_parent in parents.items() if its_parent == parent]
        found += children
        queue += children
    return found


def pss(process: int) -> int:
    """Return a process's share of the memory in kB: what several use together is divided among them."""
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def answer(port: int, path: str) -> int | None:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as response:
            response.read()
            return response.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


def wait_for_answer(port: int, process: subprocess.Popen) -> None:
    wait_for(lambda: process.poll() is not None or answer(port, "/healthz") is not None)
    if process.poll() is not None:
        sys.exit("The stack ended before it answered.")


def wait_for(condition: Callable[[], bool], *, limit: float = 300) -> None:
    deadline = time.monotonic() + limit
    while not condition():
        if time.monotonic() > deadline:
            sys.exit("Nothing answered in five minutes.")
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
