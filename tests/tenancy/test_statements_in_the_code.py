"""The SQL that we write ourselves, in migrations and in modules, is such that Citus accepts it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations import RunSQL
from django.db.migrations.loader import MigrationLoader

from mentoring.tenancy.messages import split_statements

ROOT = Path(settings.BASE_DIR)
APPS = ("mentoring", "programs", "goals", "surveys", "reports")
STATEMENT = re.compile(
    r"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|SET|COPY|CREATE|ALTER|DROP|ANALYZE|GRANT|REVOKE)\s",
    re.ASCII,
)
UPDATE = re.compile(r"\bUPDATE\b.*\bSET\b", re.DOTALL | re.IGNORECASE)
HEAD = re.compile(r"^\s*CREATE FUNCTION.*?\$\w*\$", re.DOTALL)
CALL = re.compile(r"\b([a-z_][a-z0-9_]*)\s*\(", re.IGNORECASE)


@pytest.fixture(scope="module")
def volatile(django_db_setup, django_db_blocker) -> frozenset[str]:
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE provolatile = 'v'")
        return frozenset(name for (name,) in cursor.fetchall())


def faults(sql: str, volatile: frozenset[str]) -> list[str]:
    """Return what Citus refuses in the text of one message."""
    found = []
    if len(split_statements(sql)) > 1:
        found.append("several statements in one message")
    if sql.rstrip().endswith(";"):
        found.append("ends as if another statement followed")
    # The body of a function has statements of its own.
    for statement in HEAD.sub("", re.sub(r"--[^\n]*", "", sql)).split(";"):
        if UPDATE.search(statement):
            found += [
                f"{name}() in an UPDATE" for name in CALL.findall(statement) if name.lower() in volatile
            ]
    return found


def texts(tree: ast.AST) -> Iterator[str]:
    """Yield every string of a module, with the parts of an f-string and joined strings as one."""
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Add) and (joined := _joined(tree)):
        yield joined
        return
    if isinstance(tree, (ast.Constant, ast.JoinedStr)):
        if text := _text(tree):
            yield text
        if isinstance(tree, ast.Constant):
            return
    for child in ast.iter_child_nodes(tree):
        if not (isinstance(tree, ast.JoinedStr) and isinstance(child, ast.Constant)):
            yield from texts(child)


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "x" for part in node.values)
    return ""


def _joined(node: ast.AST) -> str:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _joined(node.left), _joined(node.right)
        # A part that is a variable, as in scope + call, stands for a word.
        return f"{left or 'x'}{right or 'x'}" if left or right else ""
    return _text(node)


@cache
def statements_of_modules() -> list[tuple[str, str]]:
    return [
        (str(path.relative_to(ROOT)), text)
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        for text in texts(ast.parse(path.read_text()))
        if STATEMENT.match(text)
    ]


def test_no_module_sends_what_citus_refuses(volatile):
    found = {
        (path, fault): text
        for path, text in statements_of_modules()
        # Constraints return several, which the schema editor sends one by one (test_messages.py).
        for fault in faults(text, volatile)
        if not (path == "mentoring/tenancy/constraints.py" and fault.startswith("several"))
    }
    assert found == {}


def test_the_statements_of_the_modules_are_found():
    """Otherwise the test above would pass because it looks at nothing."""
    found = statements_of_modules()
    assert len(found) > 60
    for path, start in {
        "mentoring/tenancy/scope.py": "SET LOCAL app.organization_id = ",
        "mentoring/tenancy/bulk.py": "UPDATE x t SET x ",
        "mentoring/mail/migrations/0001_initial.py": "\nCREATE FUNCTION public.mail_advance(",
        "mentoring/mail/delivery_state.py": "SELECT public.mail_advance(",
    }.items():
        assert [text for where, text in found if where == path and text.startswith(start)], (path, start)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ('cursor.execute("UPDATE t SET at = clock_timestamp()")', "clock_timestamp() in an UPDATE"),
        ('cursor.execute(f"UPDATE {t} SET id = gen_random_uuid()")', "gen_random_uuid() in an UPDATE"),
        (
            'SQL = "INSERT INTO t VALUES (1) ON CONFLICT (a) DO UPDATE SET b = random()"',
            "random() in an UPDATE",
        ),
        ('cursor.execute("SET LOCAL a = 1; SELECT f()")', "several statements in one message"),
        ('cursor.execute("SET LOCAL a = 1; " + call)', "several statements in one message"),
        ('self.scope = f"SET LOCAL a = {value}; "', "ends as if another statement followed"),
        ('cursor.execute(f"SET LOCAL a = {value}; {call}")', "several statements in one message"),
        (
            'SQL = "CREATE FUNCTION f() AS $$ BEGIN UPDATE t SET a = timeofday(); END $$"',
            "timeofday() in an UPDATE",
        ),
    ],
)
def test_faults_are_found(source, fault, volatile):
    found = [f for text in texts(ast.parse(source)) if STATEMENT.match(text) for f in faults(text, volatile)]
    assert fault in found


@pytest.mark.parametrize(
    "source",
    [
        'cursor.execute("UPDATE t SET at = now(), a = lower(b)")',
        'cursor.execute("SELECT clock_timestamp() FOR UPDATE")',
        'SQL = "CREATE FUNCTION f() AS $$ BEGIN UPDATE t SET a = 1; RETURN random(); END $$"',
        "cursor.execute(\"SELECT ';'\")",
        'label = "Update; set clock_timestamp()"',
    ],
)
def test_harmless_statements_are_accepted(source, volatile):
    assert [
        f for text in texts(ast.parse(source)) if STATEMENT.match(text) for f in faults(text, volatile)
    ] == []


def test_migrations_list_their_statements_one_by_one(volatile):
    """Those of other packages too. Only the schema editor's own SQL is split on its way (test_messages.py)."""
    found = [
        (str(migration), fault)
        for migration in MigrationLoader(None).disk_migrations.values()
        for operation in migration.operations
        if isinstance(operation, RunSQL)
        for sql in (operation.sql, operation.reverse_sql)
        for statement in ([sql] if isinstance(sql, str) else sql or [])
        for fault in faults(statement if isinstance(statement, str) else statement[0], volatile)
    ]
    assert found == []
