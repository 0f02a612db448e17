"""Start programs, show what they print, notice when one ends, stop them in order."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import NoReturn

from mentoring.embedded.guard import Guard, is_alive, kill
from mentoring.embedded.parent_death import ask_for_signal
from mentoring.embedded.program import Program

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
POLL = 0.02  # seconds


def wait_until(condition: Callable[[], bool], *, seconds: float) -> bool:
    """Return whether the condition came to hold in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL)
    return True


class Stopped(Exception):
    """Someone asked the launcher to stop."""


class Died(Exception):
    """A program of the stack has ended by itself; the message shows what it said last."""


class Running:
    """One started program, its process group and its last lines."""

    def __init__(self, program: Program, *, show: Callable[[str, str], None]) -> None:
        self.program = program
        self.last_lines: deque[str] = deque(maxlen=15)
        self.process = subprocess.Popen(
            [os.fspath(word) for word in program.command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches the launcher only, which stops the others in order
            preexec_fn=ask_for_signal(program.stop_signal),  # noqa: PLW1509 - one prctl call, no Python state
            env=program.environment,
            cwd=program.folder,
            text=True,
            errors="replace",
            **program.options,
        )
        self.reader = threading.Thread(target=self.read, args=(show,), daemon=True)
        self.reader.start()

    def read(self, show: Callable[[str, str], None]) -> None:
        for line in self.process.stdout or []:
            self.last_lines.append(line.rstrip())
            if self.program.routine is None or not self.program.routine.search(line):
                show(self.program.name, line.rstrip())

    def obituary(self) -> str:
        self.reader.join(timeout=1)
        lines = "\n".join(f"  {line}" for line in self.last_lines) or "  (it printed nothing)"
        return f"{self.program.name} has ended by itself (exit code {self.process.poll()}). Its last lines:\n{lines}"


class Supervisor:
    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self.running: list[Running] = []
        self.stopping = threading.Event()
        self.writing = threading.Lock()
        self.guard = Guard()
        for number in STOP_SIGNALS:
            signal.signal(number, lambda *_: self.stopping.set())

    def show(self, name: str, line: str) -> None:
        if self.quiet:
            return
        with self.writing:
            try:
                sys.stdout.write(f"{name:>8} | {line}\n")
                sys.stdout.flush()
            except OSError:
                self.quiet = True  # the terminal is gone; the programs must still be read, or they block

    def say(self, text: str) -> None:
        """Print a line of the launcher's own."""
        with contextlib.suppress(OSError), self.writing:
            print(text, flush=True)

    def start(self, program: Program) -> Running:
        started = Running(program, show=self.show)
        self.guard.protect(started.process.pid, program.stage)
        self.running.append(started)
        return started

    def run(self, program: Program) -> None:
        """Run a program to its end, or raise Died when it fails."""
        started = self.start(program)
        self.wait_for(lambda: started.process.poll() is not None, expected=started)
        self.running.remove(started)
        started.reader.join(timeout=1)
        if started.process.returncode:
            raise Died(started.obituary())

    def wait_for(
        self, condition: Callable[[], bool], *, seconds: float = 3600, expected: Running | None = None
    ) -> None:
        """Return when the condition holds; raise when asked to stop or when another program ends before."""
        deadline = time.monotonic() + seconds
        while not condition():
            self.check(expected=expected)
            if time.monotonic() > deadline:
                raise Died(f"Nothing happened for {seconds:.0f} seconds.")
            self.stopping.wait(POLL)

    def check(self, *, expected: Running | None = None) -> None:
        if self.stopping.is_set():
            raise Stopped
        for one in self.running:
            if one is not expected and one.process.poll() is not None:
                raise Died(one.obituary())

    def watch(self) -> NoReturn:
        """Raise Stopped or Died when the time has come."""
        while True:
            self.check()
            self.stopping.wait(0.25)

    def stop(self) -> None:
        """Stop everything stage by stage; what does not listen is killed."""
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        for stage in sorted({one.program.stage for one in self.running}):
            group = [one for one in self.running if one.program.stage == stage]
            for one in group:
                if one.process.poll() is None:
                    one.process.send_signal(one.program.stop_signal)
            deadline = time.monotonic() + max(one.program.patience for one in group)
            for one in group:
                self.end(one, deadline)
        self.guard.dismiss()

    def end(self, one: Running, deadline: float) -> None:
        """Wait for the leader, then end what it may have left in its group."""
        try:
            one.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.show(one.program.name, "does not stop in time and is killed")
        kill(one.process.pid, signal.SIGKILL)
        one.process.wait()
        while is_alive(one.process.pid) and time.monotonic() < deadline:
            time.sleep(POLL)
        one.reader.join(timeout=0.5)
