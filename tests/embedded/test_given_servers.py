"""With DATABASE_URL, DATABASE_OWNER_URL and REDIS_URL nothing embedded is started: servers started by hand, on TCP."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from mentoring.embedded.folder import Folder
from mentoring.embedded.postgres import binaries
from mentoring.embedded.unprivileged import choose
from mentoring.embedded.valkey import binary
from tests.embedded.launched import (
    PATIENCE,
    ROOT,
    Launched,
    descendants,
    free_port,
    named,
    remove,
    run_command,
    short_folder,
    wait_until,
)

pytestmark = pytest.mark.stack
SUPERUSER_PASSWORD = "superuser secret"


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[dict[str, str]]:
    """PostgreSQL and Valkey as someone else would run them: a port, and passwords that are asked for."""
    home = short_folder()
    with ExitStack() as running:
        running.callback(remove, home)
        admin = start_postgres(home, running)
        redis = start_valkey(home, running)
        server = admin.partition("@")[2].removesuffix("/postgres")
        yield {
            "ADMIN_URL": admin,
            "DATABASE_URL": f"postgresql://serving:word@{server}/theirs",
            "DATABASE_OWNER_URL": f"postgresql://owning:other@{server}/theirs",
            "DATABASE_DEFINER_ROLE": "defining",
            "REDIS_URL": redis,
        }


def start_postgres(home: Path, running: ExitStack) -> str:
    data = Folder(home).postgres
    identity = choose(data, binaries())
    data.mkdir(mode=0o700)
    if identity.owner:
        os.chown(data, *identity.owner)
    options = ["--auth=scram-sha-256", "--no-sync", "--no-locale", "-E", "UTF8", "--pwfile=/dev/stdin"]
    subprocess.run(
        [*identity.prefix, binaries() / "initdb", "-D", data, "-U", "postgres", *options],
        input=SUPERUSER_PASSWORD.encode(),
        check=True,
        capture_output=True,
        cwd="/",
        **identity.options,
        timeout=120,
    )
    port = free_port()
    settings = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off"]
    server = subprocess.Popen(
        [*identity.prefix, binaries() / "postgres", "-D", data, "-p", str(port), *settings],
        cwd="/",
        stderr=subprocess.DEVNULL,
        **identity.options,
    )
    running.callback(end, server)
    ready = [binaries() / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    wait_until(lambda: subprocess.run(ready, check=False, timeout=120).returncode == 0)
    return f"postgresql://postgres:{SUPERUSER_PASSWORD.replace(' ', '%20')}@127.0.0.1:{port}/postgres"


def start_valkey(home: Path, running: ExitStack) -> str:
    port = free_port()
    server = subprocess.Popen(
        [binary(), "--port", str(port), "--bind", "127.0.0.1", "--requirepass", "word", "--save", ""],
        cwd=home,
        stdout=subprocess.DEVNULL,
    )
    running.callback(end, server)
    return f"redis://:word@127.0.0.1:{port}/0"


def end(server: subprocess.Popen) -> None:
    server.terminate()
    server.wait(PATIENCE)


def test_given_servers_are_used_and_none_is_started(elsewhere, var):
    variables = {name: value for name, value in elsewhere.items() if name != "ADMIN_URL"}
    made = run_command(
        *(ROOT / "bin" / "manage", "create_database_roles", "--admin-url", elsewhere["ADMIN_URL"]),
        VAR_DIR=str(var),
        **variables,
    )
    assert made.returncode == 0, made.stderr

    with Launched(var, **variables) as launched:
        launched.wait_until_ready()
        wait_until(lambda: launched.readiness()["ready"])
        below = descendants(launched.process.pid)
        assert named(below, "celery", "worker")
        assert named(below, "postgres") == []
        assert named(below, "valkey-server") == []
        assert launched.stop() == 0

    assert not (var / "postgres").exists()
    asked = (
        "from django.db import connection as c; k = c.cursor(); k.execute('select user'); print(k.fetchone())"
    )
    answer = run_command(ROOT / "bin" / "manage", "shell", "-v0", "-c", asked, VAR_DIR=str(var), **variables)
    assert answer.stdout == "('serving',)\n", answer.stderr


def test_serving_as_the_owner_is_refused(elsewhere, var):
    variables = {name: value for name, value in elsewhere.items() if name != "ADMIN_URL"}
    variables["DATABASE_URL"] = variables["DATABASE_OWNER_URL"]
    with Launched(var, **variables) as launched:
        assert launched.process.wait(PATIENCE) == 1
        assert "can bypass row-level security" in launched.output()
