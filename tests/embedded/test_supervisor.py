"""The supervisor and the guard, with small programs in the place of servers."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

from tests.embedded.launched import (
    ROOT,
    clean_environment,
    descendants,
    run_command,
    still_running,
    wait_until,
)

# In a process of its own, because a supervisor takes over the signals and forks its guard.
PREAMBLE = """
import signal, sys, time
from mentoring.embedded.program import Program
from mentoring.embedded.supervisor import Died, Stopped, Supervisor
def shell(name, script, **more):
    return Program(name=name, command=["/bin/sh", "-c", script], **more)
supervisor = Supervisor()
"""


def supervise(script: str):
    return run_command(sys.executable, "-c", PREAMBLE + textwrap.dedent(script), cwd=ROOT)


def launch(script: str, log: Path) -> subprocess.Popen:
    with log.open("w") as file:
        return subprocess.Popen(
            [sys.executable, "-c", PREAMBLE + textwrap.dedent(script)],
            cwd=ROOT,
            env=clean_environment(),
            stdout=file,
            stderr=subprocess.STDOUT,
        )


def test_stages_are_stopped_in_order():
    done = supervise(
        """
        trap = "trap 'echo stopped; exit 0' TERM; echo up; while :; do sleep 0.05; done"
        for name, stage in (("postgres", 2), ("web", 0), ("valkey", 1), ("worker", 0)):
            supervisor.start(shell(name, trap, stage=stage))
        supervisor.wait_for(lambda: all(one.last_lines for one in supervisor.running), seconds=30)
        supervisor.stop()
        """
    )
    stopped = [line.split("|")[0].strip() for line in done.stdout.splitlines() if line.endswith("stopped")]
    assert sorted(stopped[:2]) == ["web", "worker"]
    assert stopped[2:] == ["valkey", "postgres"]


def test_program_that_does_not_listen_is_killed_with_what_it_started():
    done = supervise(
        """
        supervisor.start(shell("deaf", "trap '' TERM; sleep 1000 & echo $!; wait", patience=0.3))
        supervisor.wait_for(lambda: supervisor.running[0].last_lines, seconds=30)
        supervisor.stop()
        """
    )
    assert "deaf | does not stop in time and is killed" in done.stdout
    sleeper = int(done.stdout.split("|")[1].split()[0])
    wait_until(lambda: not Path(f"/proc/{sleeper}").exists() or is_zombie(sleeper), seconds=10)


def is_zombie(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_program_that_ends_by_itself_is_reported_with_its_last_lines():
    done = supervise(
        """
        supervisor.start(shell("beat", "echo one; echo the reason; exit 3"))
        try:
            supervisor.watch()
        except Died as died:
            print(died)
        supervisor.stop()
        """
    )
    assert "beat has ended by itself (exit code 3). Its last lines:\n  one\n  the reason" in done.stdout


def test_program_that_prints_no_text_is_shown_all_the_same():
    done = supervise(
        r"""
        supervisor.start(shell("web", r"printf '\377\n'; sleep 1000"))
        supervisor.wait_for(lambda: supervisor.running[0].last_lines, seconds=30)
        supervisor.stop()
        """
    )
    assert "web | \N{REPLACEMENT CHARACTER}" in done.stdout


def test_stopping_takes_less_than_ten_seconds_even_if_nobody_listens():
    from mentoring.embedded import guard
    from mentoring.embedded.program import Program

    web = Program(name="web", command=[])
    # Valkey's and PostgreSQL's are written in their modules; the budget is for all three stages together.
    assert web.patience + 2.0 + 3.0 < 10
    assert guard.STAGES * guard.SECONDS_PER_STAGE < 10


def test_grandchildren_of_a_killed_launcher_are_ended_by_the_guard(tmp_path):
    log = tmp_path / "log"
    launcher = launch(
        """
        supervisor.start(shell("deaf", "trap '' TERM; (trap '' TERM; while :; do sleep 1; done) & echo up; wait"))
        supervisor.watch()
        """,
        log,
    )
    wait_until(lambda: "up" in log.read_text())
    below = descendants(launcher.pid)
    assert len(below) >= 3  # guard, shell, its child

    os.kill(launcher.pid, signal.SIGKILL)
    launcher.wait(timeout=60)

    wait_until(lambda: not still_running(below), seconds=30)


def test_guard_that_is_dismissed_kills_nobody(tmp_path):
    done = supervise("supervisor.stop(); print('left')")
    assert (done.returncode, done.stdout) == (0, "left\n")
