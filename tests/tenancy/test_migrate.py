"""A migration is applied and recorded, or neither: an interrupted start can be repeated."""

import pytest
from django.db import connection, models
from django.db.migrations import CreateModel, Migration, RunPython
from django.db.migrations.state import ProjectState

from mentoring.tenancy.management.commands.migrate import Executor

pytestmark = [pytest.mark.django_db, pytest.mark.raw_sql]


class Interrupted(Exception):
    pass


class InterruptedExecutor(Executor):
    def record_migration(self, migration: Migration) -> None:
        raise Interrupted


class Probe(Migration):
    operations = [
        CreateModel("Parent", [("id", models.AutoField(primary_key=True))]),
        # A foreign key is made after the tables, so Django records such a migration after its commit.
        CreateModel(
            "Child",
            [
                ("id", models.AutoField(primary_key=True)),
                ("parent", models.ForeignKey("probe.Parent", models.CASCADE)),
            ],
        ),
    ]


@pytest.fixture
def owner(db):
    """Be the owner, who migrates, until the test is rolled back."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def test_a_migration_that_is_not_recorded_is_not_applied(owner):
    with pytest.raises(Interrupted):
        InterruptedExecutor(connection).apply_migration(ProjectState(), Probe("0001_initial", "probe"))
    assert "probe_child" not in connection.introspection.table_names()


@pytest.mark.parametrize("is_atomic", [True, False])
def test_a_migration_that_wants_no_transaction_has_none(owner, is_atomic):
    inside = []
    migration = Migration("0001_initial", "probe")
    migration.atomic = is_atomic
    migration.operations = [RunPython(lambda apps, editor: inside.append(len(connection.savepoint_ids)))]
    before = len(connection.savepoint_ids)
    Executor(connection).apply_migration(ProjectState(), migration)
    assert (inside[0] > before) is is_atomic
