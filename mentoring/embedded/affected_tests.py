"""Which tests a change can reach: `bin/test --changed`.

From a changed module, its importers are followed in the import graph; each test module among them is affected. Pages
are tested through their addresses, which is no import: therefore the tests of every app that is reached are, too. The
modules directly in tests/ look at every address and every model, and always run.
"""

import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from mentoring.embedded.folder import ROOT
from mentoring.embedded.refusal import Refused

PACKAGES = ("mentoring", "programs", "goals", "surveys", "reports", "tests", "benchmarks")
EVERYTHING = "tests"
# Named by no import: what is in every request, every test or every process.
REACHES_EVERYTHING = {
    "pyproject.toml", "requirements.txt", "requirements-dev.txt", "mentoring/settings.py", "mentoring/registry.py",
    "tests/conftest.py", "tests/settings.py", "tests/database.py",
}  # fmt: skip
# Folders of templates and static files that have no app of the same name.
FOLDERS = {"account": "accounts", "mfa": "accounts"}
SHARED_BY_PAGES = "ui"


class Graph(Protocol):
    """What is asked of grimp's import graph."""

    @property
    def modules(self) -> set[str]: ...

    def find_downstream_modules(self, module: str) -> set[str]: ...


def changed_files(base: str, *, root: Path = ROOT) -> list[str]:
    """Return the paths that differ from where the branch left its base, committed or not, new ones included."""
    fork = git("merge-base", base, "HEAD", root=root)
    changed = git("diff", "--name-only", "--no-renames", "-z", fork.strip(), root=root)
    new = git("ls-files", "--others", "--exclude-standard", "-z", root=root)
    return sorted({path for path in (changed + new).split("\0") if path})


def git(*words: str, root: Path) -> str:
    try:
        done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise Refused("bin/test --changed asks git what has changed; install git.") from None
    if done.returncode:
        raise Refused(f"git {' '.join(words)} failed: {done.stderr.strip()}")
    return done.stdout


def build_graph() -> Graph:
    import grimp  # comes with import-linter, which only a development installation has

    return grimp.build_graph(*PACKAGES, cache_dir=None)


def affected_tests(changed: Iterable[str], graph: Graph, *, root: Path = ROOT) -> list[str]:
    """Return the files and folders to give to pytest; none when only documents have changed."""
    changed = list(changed)
    if any(is_in_everything(path) for path in changed):
        return [EVERYTHING]
    found: set[str] = set()
    for path in changed:
        found |= reached_by(path, graph, root)
    if found:
        found |= {f"tests/{path.name}" for path in (root / "tests").glob("test_*.py")}
    return without_nested(path for path in found if (root / path).exists())


def is_in_everything(path: str) -> bool:
    return path in REACHES_EVERYTHING or path.endswith("/middleware.py")


def reached_by(path: str, graph: Graph, root: Path) -> set[str]:
    top, *rest = Path(path).parts
    if top in ("templates", "static", "locale"):
        folder = FOLDERS.get(rest[0], rest[0])
        return {f"tests/{folder if (root / 'tests' / folder).is_dir() else SHARED_BY_PAGES}"}
    if top == "tests":
        return {test for module in importers(path, graph) for test in test_of(module)}
    if top in PACKAGES:
        reached = importers(path, graph)
        return {test for module in reached for test in (*test_of(module), *tests_of_app(module, root))}
    if top == "bin" or top.startswith((".env", "Dockerfile", "docker-compose")):
        return {"tests/embedded"}
    return set()


def importers(path: str, graph: Graph) -> set[str]:
    """Return the module of this path and all that import it, directly or not."""
    module = module_of(path)
    if module not in graph.modules:
        return {module}  # removed, or no module: whoever imported it has changed as well
    return {module, *graph.find_downstream_modules(module)}


def module_of(path: str) -> str:
    """Return the name of the module, or of the package in which a file of data lies."""
    file = Path(path)
    named = file.with_suffix("") if file.suffix == ".py" and file.name != "__init__.py" else file.parent
    if file.suffix != ".py" and "data" in named.parts:
        named = Path(*named.parts[: named.parts.index("data") + 1])
    return ".".join(named.parts)


def test_of(module: str) -> Sequence[str]:
    """Return the test module itself, or the folder whose tests a conftest.py serves."""
    parts = module.split(".")
    if parts[0] != "tests":
        return ()
    if parts[-1] == "conftest":
        return ("/".join(parts[:-1]),)
    return (f"{'/'.join(parts)}.py",) if parts[-1].startswith("test_") else ()


def tests_of_app(module: str, root: Path) -> list[str]:
    parts = module.split(".")
    if parts[0] in ("tests", "benchmarks"):
        return []
    app = parts[1] if parts[0] == "mentoring" and len(parts) > 1 else parts[0]
    folders = [app, "api"] if "api" in parts else [app]
    return [f"tests/{folder}" for folder in folders if (root / "tests" / folder).is_dir()]


def without_nested(paths: Iterable[str]) -> list[str]:
    """Drop what lies in a folder that is named as well: pytest would collect it twice."""
    every = set(paths)
    return sorted(path for path in every if not any(str(parent) in every for parent in Path(path).parents))
