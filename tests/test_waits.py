"""Whatever a test or a benchmark waits for may never come: every wait says how long it lasts."""

import ast
from pathlib import Path

import pytest

from tests.test_architecture import ROOT

MODULES = [path for folder in ("tests", "benchmarks") for path in sorted((ROOT / folder).rglob("*.py"))]
# Methods that wait for ever when nothing is said; with an argument it is a time, or they do something else.
ENDLESS = {"wait", "join", "communicate", "result", "acquire"}
PROGRAMS = {"run", "call", "check_call", "check_output"}
CONNECTIONS = {"urlopen", "SMTP", "create_connection", "HTTPConnection"}


def endless_waits(source: str) -> list[int]:
    """Return the lines that wait without a limit."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or any(word.arg == "timeout" for word in node.keywords):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        of = node.func.value if isinstance(node.func, ast.Attribute) else None
        is_program = name in PROGRAMS and isinstance(of, ast.Name) and of.id == "subprocess"
        is_endless = name == "communicate" or (name in ENDLESS and not node.args and not node.keywords)
        if is_program or is_endless or name in CONNECTIONS:
            found.append(node.lineno)
    return sorted(found)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_wait_has_a_limit(path: Path):
    assert endless_waits(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "line",
    ["thread.join()", "process.wait()", "subprocess.run(['x'])", "process.communicate(b'x')", "urlopen(url)"],
)
def test_wait_without_a_limit_is_found(line):
    assert endless_waits(line) == [1]


def test_wait_with_a_limit_is_not():
    assert endless_waits("process.wait(timeout=5); ', '.join(words); supervisor.run(program)") == []
