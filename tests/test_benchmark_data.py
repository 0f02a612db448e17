"""Benchmarks fill tables by SQL, which knows no defaults of models."""

import re

import pytest
from django.db import connection

from tests.test_architecture import ROOT

pytestmark = pytest.mark.django_db
INSERT = re.compile(r"INSERT INTO (\w+) \(([^)]*)\)")
INSERTS = [
    (path.name, *found)
    for path in sorted((ROOT / "benchmarks").rglob("*.py"))
    for found in INSERT.findall(path.read_text())
]
COLUMNS = """
SELECT column_name, is_nullable = 'NO' AND column_default IS NULL FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name = %s
"""


def test_inserts_are_found():
    assert {"programs_program", "programs_session", "goals_goal"} <= {
        table for _file, table, _columns in INSERTS
    }


@pytest.mark.parametrize(("file", "table", "columns"), INSERTS)
def test_every_column_without_a_default_is_filled(file, table, columns):
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [table])
        known = dict(cursor.fetchall())
    filled = {name.strip() for name in columns.split(",")}
    assert filled - set(known) == set()
    assert {name for name, is_required in known.items() if is_required} - filled == set()
