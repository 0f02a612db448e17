"""Migrations send one statement per message: Citus refuses several."""

import pytest
from django.db import connection, models
from django.db.migrations import AddField, RemoveField, RunSQL
from django.db.migrations.state import ModelState, ProjectState
from django.test.utils import isolate_apps

from mentoring.tenancy.constraints import TenantPK, TenantRLS
from mentoring.tenancy.messages import split_statements
from mentoring.tenancy.models import ApiToken


@pytest.mark.parametrize(
    ("script", "statements"),
    [
        ("SELECT 1", ["SELECT 1"]),
        ("SELECT 1;\n SELECT 2;\n", ["SELECT 1", "SELECT 2"]),
        ("SELECT ';'; SELECT 'it''s; one'", ["SELECT ';'", "SELECT 'it''s; one'"]),
        (r"SELECT E'\';'; SELECT 2", [r"SELECT E'\';'", "SELECT 2"]),
        ('SELECT 1 AS ";"; SELECT 2', ['SELECT 1 AS ";"', "SELECT 2"]),
        ("SELECT 1 -- one; two\n; SELECT 2", ["SELECT 1 -- one; two", "SELECT 2"]),
        ("/* ; */ SELECT 1; -- the end", ["/* ; */ SELECT 1"]),
        ("DO $body$ BEGIN x; END $body$; SELECT $$;$$", ["DO $body$ BEGIN x; END $body$", "SELECT $$;$$"]),
        (";;", []),
    ],
)
def test_script_is_split_where_a_statement_ends(script, statements):
    assert split_statements(script) == statements


@pytest.fixture
def messages(db):
    """What is sent to the database while the owner migrates; undone afterwards."""
    sent = []

    def record(execute, sql, params, many, context):
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    with connection.execute_wrapper(record):
        yield sent


def assert_single(messages):
    assert messages
    assert [m for m in messages if len(split_statements(m)) > 1] == []


@pytest.mark.raw_sql
@pytest.mark.parametrize("constraint", [TenantPK(name="again_pk"), TenantRLS(name="again_rls")])
def test_constraint_of_several_statements_is_sent_in_several_messages(messages, constraint):
    class Meta:
        db_table = "again"

    with isolate_apps("mentoring.tenancy"):
        fields = {"id": models.UUIDField(primary_key=True), "organization_id": models.UUIDField()}
        model = type(
            "Again", (models.Model,), {"__module__": "mentoring.tenancy.models", "Meta": Meta, **fields}
        )
    with connection.schema_editor() as editor:
        editor.create_model(model)
        editor.add_constraint(model, constraint)
        editor.remove_constraint(model, constraint)

    assert_single(messages)
    assert len([m for m in messages if "again" in m]) >= 5


@pytest.mark.raw_sql
def test_script_of_a_migration_is_sent_in_several_messages(messages):
    with connection.schema_editor() as editor:
        RunSQL("SELECT 1; SELECT '2%;'").database_forwards("tenancy", editor, ProjectState(), ProjectState())

    assert_single(messages)
    assert [m for m in messages if m in ("SELECT 1", "SELECT '2%;'")] == ["SELECT 1", "SELECT '2%;'"]


@pytest.mark.raw_sql
def test_column_that_refers_and_one_with_a_default_are_sent_in_several_messages(messages):
    """Django's own templates for these have two statements."""
    before = ProjectState.from_apps(ApiToken._meta.apps)
    text = models.CharField(max_length=9, null=True)
    reference = models.ForeignKey("tenancy.Organization", models.CASCADE, related_name="+", null=True)
    with connection.schema_editor() as editor:
        for name, field in (("text", text), ("reference", reference)):
            after = before.clone()
            operation = AddField("apitoken", name, field)
            operation.state_forwards("tenancy", after)
            operation.database_forwards("tenancy", editor, before, after)
            before = after
        filled = ModelState.from_model(before.apps.get_model("tenancy", "apitoken")).fields["text"].clone()
        filled.null, filled.default = False, "it's;"
        editor.alter_field(
            before.apps.get_model("tenancy", "apitoken"),
            before.apps.get_model("tenancy", "apitoken")._meta.get_field("text"),
            _bound(filled, before.apps.get_model("tenancy", "apitoken")),
        )
        after = before.clone()
        operation = RemoveField("apitoken", "reference")
        operation.state_forwards("tenancy", after)
        operation.database_forwards("tenancy", editor, before, after)

    assert_single(messages)
    assert [m for m in messages if m.startswith("SET CONSTRAINTS")]


def _bound(field, model):
    field.set_attributes_from_name("text")
    field.model = model
    return field
