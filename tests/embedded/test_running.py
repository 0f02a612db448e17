"""bin/run as a person meets it: it starts, it serves, it stops, and it leaves nothing behind."""

import os
import signal
import stat
from pathlib import Path

import pytest

from tests.embedded.launched import Launched, descendants, named, run_command, still_running, wait_until

pytestmark = pytest.mark.stack
BIN = Path(__file__).resolve().parents[2] / "bin"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_run_serves_and_stops_everything(var, number):
    with Launched(var) as launched:
        launched.wait_until_ready()
        assert launched.get("/healthz") == (200, b"ok\n")
        wait_until(lambda: launched.readiness()["ready"])
        assert stat.S_IMODE((var / "secret_key").stat().st_mode) == 0o600
        assert stat.S_IMODE((var / "data_keys").stat().st_mode) == 0o600
        below = descendants(launched.process.pid)
        # Guard, PostgreSQL, Valkey, web with two workers, Celery worker with two, beat.
        assert len(below) >= 10

        assert launched.stop(number) == 0

        assert still_running(below) == []
        lines = launched.output().splitlines()
        assert lines[-1] == "Everything is stopped."
        stopped = [index for index, line in enumerate(lines) if "now ready to exit" in line]
        shut_down = [index for index, line in enumerate(lines) if "database system is shut down" in line]
        assert stopped[-1] < shut_down[-1]
        assert not any("Traceback" in line for line in lines)


@pytest.mark.skipif(os.geteuid() != 0, reason="PostgreSQL runs as someone else only for root")
def test_root_has_postgres_run_as_nobody_where_nobody_may_enter(var):
    var.chmod(0o755)
    with Launched(var) as launched:
        launched.wait_until_ready()
        assert (var / "postgres").stat().st_uid == 65534
        assert stat.S_IMODE((var / "postgres").stat().st_mode) == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="PostgreSQL runs as someone else only for root")
def test_root_has_postgres_run_in_a_namespace_below_a_private_folder(var):
    assert stat.S_IMODE(var.stat().st_mode) == 0o700
    with Launched(var) as launched:
        launched.wait_until_ready()
        assert (var / "postgres").stat().st_uid == 0
        assert stat.S_IMODE(var.stat().st_mode) == 0o700  # nothing was opened to the world for it


def test_second_start_on_the_same_folder_says_who_has_it(var):
    with Launched(var) as first:
        first.wait_until_ready()
        second = run_command(BIN / "run", "--port", "1", VAR_DIR=str(var))
        assert second.returncode == 2
        assert second.stderr == (
            f"{var} is in use by bin/run (process {first.process.pid}, http://localhost:{first.port}/); "
            "stop it, or set VAR_DIR to another folder.\n"
        )
        assert first.get("/healthz")[0] == 200


def test_program_that_dies_stops_everything_and_its_last_lines_are_shown(var):
    with Launched(var) as launched:
        launched.wait_until_ready()
        below = descendants(launched.process.pid)
        worker = named(below, "celery", "worker")[0]
        os.kill(worker, signal.SIGKILL)

        assert launched.process.wait(60) == 1

        assert "worker has ended by itself (exit code -9). Its last lines:" in launched.output()
        assert still_running(below) == []


@pytest.mark.crash
@pytest.mark.parametrize("stage", ["starting", "serving"])
def test_killed_launcher_leaves_no_process(var, stage):
    with Launched(var) as launched:
        if stage == "serving":
            launched.wait_until_ready()
        else:
            wait_until(lambda: "Bringing the database up to date" in launched.output())
        below = descendants(launched.process.pid)
        assert named(below, "postgres")

        launched.process.kill()
        launched.process.wait(timeout=60)

        wait_until(lambda: not still_running(below), seconds=30)
    with Launched(var) as again:
        again.wait_until_ready()
        wait_until(lambda: again.readiness()["ready"])


@pytest.mark.crash
def test_worker_that_will_not_stop_does_not_outlive_a_killed_launcher(var):
    """A worker that is told to stop finishes its task first; the guard does not wait for that."""
    with Launched(var) as launched:
        launched.wait_until_ready()
        below = descendants(launched.process.pid)
        for process in named(below, "celery", "worker"):
            os.kill(process, signal.SIGSTOP)  # deaf to everything but SIGKILL

        launched.process.kill()
        launched.process.wait(timeout=60)

        wait_until(lambda: not still_running(below), seconds=30)


def test_manage_uses_the_servers_that_run(var):
    with Launched(var) as launched:
        launched.wait_until_ready()
        done = run_command(
            BIN / "manage", "showmigrations", "--plan", "--database", "owner", VAR_DIR=str(var)
        )
        assert done.returncode == 0, done.stderr
        assert "[X]  tenancy.0001_initial" in done.stdout
        assert launched.get("/healthz")[0] == 200  # and left them running


def test_manage_brings_the_servers_up_and_stops_them(var, tmp_path):
    script = "import os; print(os.getcwd()); from django.db import connection as c; c.ensure_connection(); print('in')"
    done = run_command(BIN / "manage", "shell", "-v0", "-c", script, cwd=tmp_path, VAR_DIR=str(var))
    assert (done.returncode, done.stdout) == (0, f"{tmp_path}\nin\n"), done.stderr
    assert not (var / "postgres" / "postmaster.pid").exists()
    assert not (var / "valkey" / "valkey.sock").exists()


def test_manage_hands_on_the_exit_code(var):
    done = run_command(BIN / "manage", "shell", "-v0", "-c", "import sys; sys.exit(7)", VAR_DIR=str(var))
    assert done.returncode == 7
