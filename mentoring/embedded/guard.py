"""A small process that outlives a killed launcher for the moment it takes to end what the launcher started.

PDEATHSIG reaches the children of the launcher, not theirs (web workers, Celery's pool), and a Celery worker
told to stop finishes its task first, which may take an hour. The guard waits at a pipe that closes when the
launcher is gone, gives everything a few seconds, and then kills the process groups that are left.
"""

import os
import select
import signal
import time

STAGES = 3
SECONDS_PER_STAGE = 3.0


class Guard:
    """Fork the guard; must happen before the launcher has threads."""

    def __init__(self) -> None:
        self.reading, self.writing = os.pipe()
        self.process = os.fork()
        if self.process == 0:
            try:
                watch(self.reading, self.writing)
            finally:
                os._exit(0)
        os.close(self.reading)

    def protect(self, group: int, stage: int) -> None:
        os.write(self.writing, f"{group} {stage}\n".encode())

    def dismiss(self) -> None:
        """End the guard: everything is stopped already."""
        os.write(self.writing, b"done\n")
        os.close(self.writing)
        os.waitpid(self.process, 0)


def watch(reading: int, writing: int) -> None:
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    os.close(writing)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)  # a pipe to a reader must not stay open because of the guard
    said = b""
    while chunk := os.read(reading, 4096):
        said += chunk
    lines = said.decode().splitlines()
    if lines and lines[-1] == "done":
        return
    groups = [(int(group), int(stage)) for group, stage in (line.split() for line in lines)]
    end(groups)


def end(groups: list[tuple[int, int]]) -> None:
    """Kill the groups stage by stage; PDEATHSIG has asked each to stop already."""
    for stage in range(STAGES):
        deadline = time.monotonic() + SECONDS_PER_STAGE
        mine = [group for group, its_stage in groups if its_stage == stage]
        while any(is_alive(group) for group in mine) and time.monotonic() < deadline:
            select.select([], [], [], 0.05)
        for group in mine:
            kill(group, signal.SIGKILL)


def is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def kill(group: int, number: signal.Signals) -> None:
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return
