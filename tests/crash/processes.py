"""The processes of a crash test: broker, mail server, workers and beats, each in a group of its own to be killed."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from mentoring.embedded.valkey import binary

ROOT = Path(__file__).parent.parent.parent


class Processes:
    def __init__(self, folder: Path, database: str) -> None:
        self.folder = folder
        self.socket = folder / "broker" / "s"
        self.taken = folder / "taken"
        self.taken.touch()
        self.kills = folder / "kills"
        self.kills.mkdir()
        self.running: list[subprocess.Popen] = []
        self.broker: subprocess.Popen | None = None
        self.start_broker()
        sink = self.start(
            [sys.executable, "-m", "tests.crash.smtp_sink", str(self.taken)], stdout=subprocess.PIPE
        )
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.crash.settings",
            "CRASH_DATABASE": database,
            "CRASH_BROKER": f"redis+socket://{self.socket}",
            "EMAIL_URL": f"smtp://127.0.0.1:{int(sink.stdout.readline())}",
            "KILL_FOLDER": str(self.kills),
        }

    def start(
        self, command: list[str], environment: Mapping[str, str] | None = None, **options
    ) -> subprocess.Popen:
        with open(self.folder / "log", "ab") as log:
            options = {"stdout": log, "stderr": log, **options}
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment,
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                **options,
            )
        self.running.append(process)
        return process

    def start_broker(self) -> None:
        self.socket.parent.mkdir(exist_ok=True)
        words = (
            "--port",
            "0",
            "--unixsocket",
            self.socket,
            "--dir",
            self.socket.parent,
            "--appendonly",
            "yes",
        )
        self.broker = self.start([str(word) for word in (binary(), *words)])
        wait_for(self.socket.exists, seconds=10)

    def lose_broker(self) -> None:
        """Kill Valkey and delete everything it had."""
        kill(self.broker)
        shutil.rmtree(self.socket.parent)

    def start_worker(self, **environment: str) -> subprocess.Popen:
        # One child, so that a kill ends one delivery at most.
        words = ("worker", "--concurrency", "1", "--without-gossip", "--without-mingle", "--hostname")
        return self._celery(*words, f"w{len(self.running)}@crash", **environment)

    def start_beat(self) -> subprocess.Popen:
        schedule = str(self.folder / f"beat-{len(self.running)}")
        return self._celery("beat", "--schedule", schedule, "--pidfile", "")

    def _celery(self, *words: str, **environment: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "celery", "--app", "mentoring", "--quiet", *words]
        return self.start([*command, "--loglevel", "WARNING"], {**self.environment, **environment})

    def taken_ids(self) -> list[str]:
        """Return the Message-IDs that the mail server said yes to, in order, each as often as it came."""
        return self.taken.read_text().split()

    def stop(self) -> None:
        for process in self.running:
            kill(process)


def kill(process: subprocess.Popen | None) -> None:
    """kill -9 the process and the children that it made."""
    if process is None:
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=60)
    if process.stdout:
        process.stdout.close()


def wait_for(condition: Callable[[], object], *, seconds: float) -> None:
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends, f"not reached within {seconds} s"
        time.sleep(0.02)
