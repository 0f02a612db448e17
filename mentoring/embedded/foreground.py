"""A command that keeps the terminal while the servers run behind it."""

import os
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

from mentoring.embedded.folder import ROOT
from mentoring.embedded.parent_death import ask_for_signal
from mentoring.embedded.supervisor import Stopped, Supervisor


def run_in_foreground(
    command: list[str], supervisor: Supervisor, environment: Mapping[str, str], folder: str | Path = ROOT
) -> int:
    """Return the command's exit code. Ctrl-C is its own to handle; SIGTERM is handed on and then ends us."""
    if supervisor.stopping.is_set():
        raise Stopped
    previous = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    child = subprocess.Popen(
        command,
        env=environment,
        cwd=folder,
        preexec_fn=ask_for_signal(signal.SIGTERM),  # noqa: PLW1509 - one prctl call, no Python state
    )
    handed_on = []

    def hand_on(number: int, _: object) -> None:
        handed_on.append(number)
        child.send_signal(number)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, hand_on)
    code = child.wait()
    for number, handler in previous.items():
        signal.signal(number, handler)
    if handed_on or code == -signal.SIGINT:
        raise Stopped
    return code if code >= 0 else 128 - code


def become(command: list[str], environment: Mapping[str, str], folder: str | Path = ROOT) -> None:
    """Let the command take our place: there is nothing to stop after it."""
    os.chdir(folder)
    os.execve(command[0], command, dict(environment))  # noqa: S606 - the arguments are ours
