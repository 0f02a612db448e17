"""What is installed, and when again."""

from pathlib import Path

import pytest

from mentoring.embedded import installation
from mentoring.embedded.catalogues import compile_catalogues
from mentoring.embedded.packages import entries

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """A project whose environment has everything installed."""
    (tmp_path / "requirements.txt").write_text("a==1\n")
    (tmp_path / "requirements-dev.txt").write_text("a==1\nb==1\n")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").touch()
    monkeypatch.setattr(installation, "ROOT", tmp_path)
    for purpose in installation.LOCKS:
        (tmp_path / ".venv" / f"installed-{purpose}").write_text(installation.fingerprint(purpose))
    return tmp_path


def installed(project: Path) -> dict[str, bool]:
    return {purpose: installation.is_installed(project / ".venv", purpose) for purpose in installation.LOCKS}


def test_nothing_is_installed_when_no_lock_has_changed(project):
    assert installed(project) == {"run": True, "test": True}


def test_environment_behind_a_link_counts(project):
    (project / ".venv").rename(project / "elsewhere")
    (project / ".venv").symlink_to(project / "elsewhere")
    assert installed(project) == {"run": True, "test": True}


def test_changed_lock_of_the_tests_leaves_running_alone(project):
    (project / "requirements-dev.txt").write_text("a==1\nb==2\n")
    assert installed(project) == {"run": True, "test": False}


def test_changed_lock_is_installed_for_both(project):
    (project / "requirements.txt").write_text("a==2\n")
    assert installed(project) == {"run": False, "test": False}


def test_interrupted_installation_is_done_again(project):
    (project / ".venv" / "installed-run").unlink()
    assert installed(project) == {"run": False, "test": True}


def test_environment_whose_python_is_gone_is_made_again(project):
    (project / ".venv" / "bin" / "python").unlink()
    assert installed(project) == {"run": False, "test": False}


def test_every_entry_of_the_lock_is_installed_by_one_pip():
    lock = (ROOT / "requirements.txt").read_text()
    found = entries(lock)
    assert "".join(found) == lock
    assert len(found) == sum("==" in line and not line.startswith((" ", "#")) for line in lock.splitlines())
    assert all("--hash=sha256:" in entry for entry in found)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_lock_names_no_host_and_no_path(name):
    lock = (ROOT / name).read_text()
    assert "://" not in lock
    assert "--index" not in lock
    assert "--find-links" not in lock


def test_catalogue_is_compiled_when_it_is_new_or_changed(tmp_path):
    source = tmp_path / "de" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Goal"\nmsgstr "Ziel"\n'
    )

    assert compile_catalogues(tmp_path) == [source.with_suffix(".mo")]
    assert b"Ziel" in source.with_suffix(".mo").read_bytes()
    assert compile_catalogues(tmp_path) == []

    source.with_suffix(".mo").unlink()
    assert compile_catalogues(tmp_path) == [source.with_suffix(".mo")]
