"""What the machine lacks is said in one sentence, with what to do and without a traceback."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from mentoring.embedded import environment, folder, installation, running
from mentoring.embedded.folder import Folder
from mentoring.embedded.refusal import Refused
from tests.embedded.launched import ROOT, clean_environment, run_command

BIN = ROOT / "bin"


def refusal(*words: str, **variables: str) -> str:
    """Return what the command said when it refused: one line."""
    done = run_command(*words, **variables)
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stderr.count("\n") == 1
    return done.stderr.strip()


def test_taken_port(var):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = refusal(BIN / "run", "--port", str(port), VAR_DIR=str(var))
    assert (
        said == f"Port {port} is taken by another program; choose another: bin/run --port {port % 65000 + 1}."
    )
    assert not (var / "postgres").exists()


def test_port_comes_from_the_environment_too(var):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert f"Port {port} is taken" in refusal(BIN / "run", VAR_DIR=str(var), PORT=port)


@pytest.mark.parametrize("text", ["0", "65536", "web", "-1", ""])
def test_word_that_is_no_port(text):
    with pytest.raises(running.argparse.ArgumentTypeError, match="is not a port"):
        running.port_number(text)


def test_too_long_socket_path(tmp_path):
    deep = tmp_path / ("d" * 90)
    said = refusal(BIN / "run", VAR_DIR=str(deep))
    assert said == (
        f"The path of the socket {deep}/postgres/.s.PGSQL.5432 is longer than 107 bytes; "
        "set VAR_DIR to a folder with a shorter path."
    )
    assert not deep.exists()


def test_longest_socket_path_that_fits(tmp_path):
    room = folder.LONGEST_SOCKET_PATH - len(os.fsencode(tmp_path / "postgres" / ".s.PGSQL.5432")) - 1
    if room < 1:
        pytest.skip("the folder of this test is too long already")
    Folder(tmp_path / ("d" * room)).make()
    with pytest.raises(Refused):
        Folder(tmp_path / ("d" * (room + 1))).make()


@pytest.mark.parametrize("target", ["/proc/var", "/dev/null/var"])
def test_folder_that_cannot_be_written(target):
    said = refusal(BIN / "run", VAR_DIR=target)
    assert said.startswith(f"Nothing can be written into {target} (")
    assert said.endswith("; set VAR_DIR to a folder of your own.")


def test_project_folder_that_cannot_be_written(monkeypatch):
    monkeypatch.setattr(installation, "ROOT", Path("/proc"))
    with pytest.raises(
        Refused, match=r"Nothing can be written into /proc .*; copy the project to a folder of your own"
    ):
        installation.exclusive(Path("/proc/.venv.lock")).__enter__()


def test_python_that_is_too_old(tmp_path):
    for name in ("python3", "python3.14", "python3.13", "python3.12", "python3.11"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    for name in ("dirname", "sh"):
        (tmp_path / name).symlink_to(shutil.which(name))
    said = refusal("/bin/sh", BIN / "run", PATH=str(tmp_path))
    assert said == (
        "Python 3.11 or newer is needed; install it (Debian 12: apt install python3 python3-venv) and start again."
    )


def test_missing_venv_module():
    """Debian ships ensurepip apart: a Python without it looks complete until half-way."""
    with tempfile.TemporaryDirectory() as copy:
        for name in ("mentoring", "bin", "requirements.txt", "requirements-dev.txt"):
            source = ROOT / name
            ignore = shutil.ignore_patterns("__pycache__")
            target = Path(copy) / name
            shutil.copytree(source, target, ignore=ignore) if source.is_dir() else shutil.copy(source, target)
        hidden = Path(copy) / "hidden"
        hidden.mkdir()
        (hidden / "ensurepip.py").write_text("raise ImportError('No module named ensurepip')\n")
        done = subprocess.run(
            [Path(copy) / "bin" / "run"],
            env=clean_environment(PYTHONPATH=str(hidden), PYTHON=sys.executable),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert not (Path(copy) / ".venv").exists()
    assert (done.returncode, done.stderr) == (
        2,
        "Python's venv module is not complete; install it (Debian: apt install python3-venv) and start again.\n",
    )


def test_one_database_address_without_the_other(var):
    said = refusal(BIN / "run", VAR_DIR=str(var), DATABASE_URL="postgresql://app@localhost/mentoring")
    assert said == (
        "DATABASE_URL is set and DATABASE_OWNER_URL is not; set both (roles as .env.example explains), or neither."
    )


def test_local_installation_is_never_opened_to_the_network():
    with pytest.raises(Refused, match=r"BIND=0\.0\.0\.0 would open a LOCAL=1 installation to the network"):
        environment.bind_address({"LOCAL": "1", "BIND": "0.0.0.0"})
    assert environment.bind_address({"LOCAL": "0", "BIND": "0.0.0.0"}) == "0.0.0.0"
    assert environment.bind_address({"LOCAL": "1"}) == "127.0.0.1"


@pytest.mark.parametrize(
    ("name", "read"), [("secret_key", environment.secret_key), ("data_keys", environment.data_keys)]
)
def test_empty_key_is_not_replaced(var, name, read):
    (var / name).write_text("")
    with pytest.raises(Refused, match="is empty; restore it from a backup"):
        read(Folder(var))


def test_data_keys_are_made_once_and_read_line_by_line(var):
    made = environment.data_keys(Folder(var))
    assert environment.data_keys(Folder(var)) == made
    (var / "data_keys").write_text(f"new\n{made}\n")
    assert environment.data_keys(Folder(var)) == f"new,{made}"
