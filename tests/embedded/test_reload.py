"""`bin/run --reload` in a copy of the project: what is edited shows, and a mistake does not end it."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.embedded.launched import ROOT, Launched, copy_project, remove, run_command, wait_until

ROBOTS = "mentoring/ui/views.py"


@pytest.fixture
def copy() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="a copy "))
    copy_project(folder)
    (folder / ".venv").symlink_to((ROOT / ".venv").resolve())
    yield folder
    remove(folder)


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


def shows(launched: Launched, text: bytes) -> bool:
    try:
        return text in launched.get("/robots.txt")[1]
    except OSError:
        return False  # between two workers


@pytest.mark.stack
def test_changes_show_without_a_new_start(copy):
    with Launched(copy / "var", root=copy, arguments=["--reload"]) as launched:
        launched.wait_until_ready()
        assert b"Disallow" in launched.get("/robots.txt")[1]

        edit(copy / "templates/layouts/base.html", "</html>", "<!-- An edited template. --></html>")
        assert b"An edited template." in launched.get("/accounts/login/")[1]

        (copy / "static/css/utilities/edited.css").write_text(".edited { color: red; }\n")
        assert b".edited{color: red}" in launched.get("/static/css/app.css")[1]

        edit(copy / ROBOTS, "Disallow", "Disallow (((")
        wait_until(lambda: shows(launched, b"Disallow ((("))


@pytest.mark.stack
@pytest.mark.parametrize(
    "module", [ROBOTS, "mentoring/wsgi.py"]
)  # read with the first request, and before it
def test_module_with_a_mistake_is_read_again_when_it_is_corrected(copy, module):
    with Launched(copy / "var", root=copy, arguments=["--reload"]) as launched:
        launched.wait_until_ready()
        whole = (copy / module).read_text()
        (copy / module).write_text(whole + "\ndef (\n")
        wait_until(lambda: not shows(launched, b"Disallow") and "SyntaxError" in launched.output())
        (copy / module).write_text(whole + "\n# corrected\n")
        wait_until(lambda: shows(launched, b"Disallow"))


def test_reload_is_refused_where_others_can_see_it(tmp_path):
    done = run_command(ROOT / "bin" / "run", "--reload", VAR_DIR=str(tmp_path / "var"), LOCAL="0")
    assert done.returncode != 0
    assert "with LOCAL=0 start without it" in done.stderr
