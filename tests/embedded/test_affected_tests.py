"""`bin/test --changed` against the import graph of this very repository."""

import subprocess

import pytest

from mentoring.embedded.affected_tests import affected_tests, build_graph, changed_files
from mentoring.embedded.refusal import Refused
from mentoring.embedded.testing import Request
from tests.test_architecture import ROOT

TOP = {f"tests/{path.name}" for path in (ROOT / "tests").glob("test_*.py")}


@pytest.fixture(scope="module")
def graph():
    return build_graph()


def folders(changed: list[str], graph) -> set[str]:
    """Return what is affected besides the modules directly in tests/, which a change of the product always affects."""
    found = set(affected_tests(changed, graph))
    assert found >= TOP
    return found - TOP


def test_view_affects_the_tests_of_its_app_only(graph):
    assert folders(["goals/views.py"], graph) == {"tests/goals"}


def test_api_affects_the_tests_of_the_api_too(graph):
    assert folders(["goals/api.py"], graph) >= {"tests/goals", "tests/api"}


def test_model_affects_the_apps_that_import_it_and_their_tests(graph):
    found = folders(["programs/models/match.py"], graph)
    assert {"tests/programs", "tests/goals", "tests/reports", "tests/imports/test_worlds.py"} <= found
    assert not {"tests/mail", "tests/members", "tests/statistics"} & found


def test_pure_module_affects_what_imports_it_from_another_app(graph):
    found = folders(["mentoring/statistics/rates.py"], graph)
    assert {"tests/statistics", "tests/reports"} <= found
    assert "tests/programs" not in found


def test_template_affects_the_tests_of_the_app_named_like_its_folder(graph):
    assert folders(["templates/goals/goal_list.html"], graph) == {"tests/goals"}
    assert folders(["templates/mfa/index.html"], graph) == {"tests/accounts"}
    assert folders(["templates/components/table.html", "static/css/base/links.css"], graph) == {"tests/ui"}


def test_module_of_the_tests_affects_the_tests_that_import_it(graph):
    assert "tests/reports/test_outcomes_published.py" in folders(["tests/reports/studies.py"], graph)
    assert folders(["tests/surveys/conftest.py"], graph) == {"tests/surveys"}
    assert folders(["tests/ui/test_charts.py"], graph) == {"tests/ui/test_charts.py"}


def test_data_of_the_tests_affects_the_tests_that_read_it(graph):
    found = folders(["tests/data/sample_org/cohort_1/goals.csv"], graph)
    assert {"tests/imports/test_worlds.py", "tests/imports/test_reading.py"} <= found
    assert "tests/mail" not in found


@pytest.mark.parametrize(
    "path", ["tests/conftest.py", "pyproject.toml", "mentoring/settings.py", "mentoring/ui/middleware.py"]
)
def test_what_no_import_names_affects_everything(graph, path):
    assert affected_tests([path], graph) == ["tests"]


def test_removed_module_affects_its_app(graph):
    assert folders(["goals/removed_long_ago.py"], graph) == {"tests/goals"}


def test_document_affects_nothing(graph):
    assert affected_tests(["docs/operations.md", "LICENSE"], graph) == []


def git(folder, *words):
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True, timeout=120)


def test_changes_are_those_since_the_branch_left_its_base(tmp_path):
    git(tmp_path, "init", "--initial-branch=main")
    for name in ("kept.py", "edited.py", "removed.py"):
        (tmp_path / name).write_text("1\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "base")
    git(tmp_path, "checkout", "-b", "branch")
    (tmp_path / "committed.py").write_text("1\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "branch")
    git(tmp_path, "checkout", "main")
    (tmp_path / "elsewhere.py").write_text("1\n")  # on the base after the branch left it
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "later")
    git(tmp_path, "checkout", "branch")
    (tmp_path / "edited.py").write_text("2\n")
    (tmp_path / "removed.py").unlink()
    (tmp_path / "new file.py").write_text("1\n")

    assert changed_files("main", root=tmp_path) == ["committed.py", "edited.py", "new file.py", "removed.py"]


def test_base_that_is_not_there_is_refused_in_gits_words(tmp_path):
    git(tmp_path, "init", "--initial-branch=main")
    with pytest.raises(Refused, match="merge-base nowhere HEAD failed"):
        changed_files("nowhere", root=tmp_path)


@pytest.mark.parametrize(
    ("words", "left_out"),
    [
        ([], ["crash", "journey", "load", "simulation", "stack"]),
        (["--changed"], ["crash", "journey", "load", "simulation", "stack"]),
        (["tests/e2e/test_today.py"], ["crash", "load", "simulation", "stack"]),
        (["tests/goals/test_api.py::test_one"], []),
        (["tests/crash", "-m", "crash"], []),
        (["--all"], []),
    ],
)
def test_slow_tests_are_left_out_unless_they_are_asked_for(words, left_out):
    assert Request.parse(words).left_out() == left_out


def test_base_is_main_unless_another_is_named():
    assert Request.parse(["--changed"]) == Request([], base="main")
    assert Request.parse(["--changed=release", "-x"]) == Request(["-x"], base="release")
