"""What `bin/manage distribute` prints and does. There is no Citus here: stand-ins refuse what Citus refuses."""

from io import StringIO
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.db.migrations.state import ModelState, ProjectState

from mentoring.tenancy import distribution
from mentoring.tenancy.base import OrganizationField, TenantForeignKey, TenantModel
from mentoring.tenancy.constraints import TenantFK, TenantPK, TenantRLS
from tests.tenancy.test_catalogue import GLOBAL_TABLES

pytestmark = [pytest.mark.django_db, pytest.mark.raw_sql]
REFERENCE, TENANT = "SELECT create_reference_table('", "SELECT create_distributed_table('"
STAND_INS = """
CREATE TABLE pg_dist_partition (logicalrelid regclass PRIMARY KEY, is_reference boolean NOT NULL);
GRANT SELECT ON pg_dist_partition TO PUBLIC;
CREATE FUNCTION place(t regclass, is_reference boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_constraint k WHERE k.contype = 'f' AND t IN (k.conrelid, k.confrelid)
               AND CASE t WHEN k.conrelid THEN k.confrelid ELSE k.conrelid END <> t
               AND CASE t WHEN k.conrelid THEN k.confrelid ELSE k.conrelid END
                   NOT IN (SELECT logicalrelid FROM pg_dist_partition)) THEN
        RAISE '% has a foreign key to or from a table that is not distributed', t;
    END IF;
    IF NOT is_reference AND EXISTS (
        SELECT FROM pg_index i WHERE i.indrelid = t AND i.indisunique AND i.indkey[0] <> (
            SELECT attnum FROM pg_attribute WHERE attrelid = t AND attname = 'organization_id')) THEN
        RAISE '% has a unique index without the organization', t;
    END IF;
    IF current_setting('citus.multi_shard_modify_mode', true) IS DISTINCT FROM 'sequential' THEN
        RAISE 'parallel';
    END IF;
    INSERT INTO pg_dist_partition VALUES (t, is_reference);
END $$;
CREATE FUNCTION create_reference_table(t regclass) RETURNS void LANGUAGE sql AS 'SELECT place(t, true)';
CREATE FUNCTION create_distributed_table(t regclass, by text) RETURNS void LANGUAGE sql AS 'SELECT place(t, false)';
"""


def printed(*arguments: str) -> list[str]:
    output = StringIO()
    call_command("distribute", *arguments, database="default", stdout=output)
    return output.getvalue().splitlines()


def tables(lines: list[str], start: str) -> list[str]:
    return [line.removeprefix(start).split("'")[0] for line in lines if line.startswith(start)]


def tenant_tables() -> list[str]:
    return [m._meta.db_table for m in apps.get_models() if issubclass(m, TenantModel)]


def foreign_keys() -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(distribution.FOREIGN_KEYS)
        return cursor.fetchall()


@pytest.fixture
def owner():
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        yield cursor


@pytest.fixture
def cluster(owner):
    owner.execute(STAND_INS)
    return owner


def distribute(cursor) -> None:
    for statement in distribution.plan(cursor):
        cursor.execute(statement)


def test_plan_names_each_table_once_and_reference_tables_first():
    lines = printed("--dry-run")

    shared, distributed = tables(lines, REFERENCE), tables(lines, TENANT)
    assert sorted([*distributed, "tenancy_membership"]) == sorted(tenant_tables())
    assert shared == [*sorted(GLOBAL_TABLES), "tenancy_membership"]
    assert distributed == sorted(distributed)
    kinds = [line.split("'")[0] for line in lines if "create_" in line]
    assert kinds == [REFERENCE.rstrip("'")] * len(shared) + [TENANT.rstrip("'")] * len(distributed)
    assert all(line.endswith("', 'organization_id');") for line in lines if line.startswith(TENANT))


def test_plan_drops_foreign_keys_before_and_adds_them_afterwards():
    lines = printed("--dry-run")

    first, *others = lines
    steps = [
        "drop" if "DROP CONSTRAINT" in line else "add" if "ADD CONSTRAINT" in line else "place"
        for line in others
    ]
    assert first == "SET LOCAL citus.multi_shard_modify_mode TO 'sequential';"
    assert steps == sorted(steps, key=["drop", "place", "add"].index)
    assert steps.count("drop") == steps.count("add") == len(foreign_keys()) > 50


def test_dry_run_changes_nothing(cluster):
    before = foreign_keys()
    printed("--dry-run")
    cluster.execute("SELECT count(*) FROM pg_dist_partition")
    assert cluster.fetchone() == (0,)
    assert foreign_keys() == before


def test_database_without_citus_is_refused_with_a_sentence():
    with pytest.raises(CommandError, match="The extension citus is not installed in this database"):
        printed()


def test_plan_is_accepted_and_keeps_all_foreign_keys(cluster):
    before = foreign_keys()

    distribute(cluster)

    assert foreign_keys() == before
    cluster.execute("SELECT logicalrelid::text FROM pg_dist_partition WHERE NOT is_reference")
    assert {name for (name,) in cluster.fetchall()} == {*tenant_tables()} - {"tenancy_membership"}
    assert distribution.plan(cluster) == []


def test_plan_without_dropping_the_keys_would_be_refused(cluster):
    """The negative control of the stand-ins."""
    statements = [s for s in distribution.plan(cluster) if "DROP CONSTRAINT" not in s]
    with pytest.raises(Exception, match="to or from a table that is not distributed"):
        for statement in statements:
            cluster.execute(statement)


def test_only_what_is_new_is_distributed_later(cluster):
    distribute(cluster)
    cluster.execute(
        "CREATE TABLE news (organization_id uuid REFERENCES tenancy_organization, id uuid, membership_id uuid,"
        " PRIMARY KEY (organization_id, id), CONSTRAINT of_member FOREIGN KEY (organization_id, membership_id)"
        " REFERENCES tenancy_membership)"
    )

    statements = distribution.plan(cluster)

    assert tables(statements, TENANT) == ["news"]
    assert tables(statements, REFERENCE) == []
    assert [s.split()[2] for s in statements if "CONSTRAINT" in s] == ["news"] * 4
    distribute(cluster)


def made_models() -> list[type[models.Model]]:
    """Return a global and a tenant model, as a migration sees them."""
    state = ProjectState.from_apps(apps)
    token = TenantForeignKey("tenancy.ApiToken", models.CASCADE, related_name="+")
    member = TenantForeignKey("tenancy.Membership", models.CASCADE, related_name="+")
    shared = models.ForeignKey("tenancy.Shared", models.CASCADE)
    key = ("id", models.UUIDField(primary_key=True, default=uuid4))
    constraints = [
        TenantPK(name="owned_pk"),
        TenantRLS(name="owned_rls"),
        TenantFK(field="token", name="owned_token"),
        TenantFK(field="member", name="owned_member"),
    ]
    state.add_model(ModelState("tenancy", "Shared", [("number", models.BigAutoField(primary_key=True))]))
    fields = [
        key,
        ("organization", OrganizationField()),
        ("token", token),
        ("member", member),
        ("shared", shared),
    ]
    state.add_model(ModelState("tenancy", "Owned", fields, {"constraints": constraints}))
    return [state.apps.get_model("tenancy", name) for name in ("Shared", "Owned")]


def test_migration_distributes_a_new_table_before_its_composite_keys(cluster):
    distribute(cluster)

    with connection.schema_editor() as editor:
        for model in made_models():
            editor.create_model(model)

    cluster.execute(
        "SELECT logicalrelid::text, is_reference FROM pg_dist_partition"
        " WHERE logicalrelid::text ~ '_(shared|owned)$'"
    )
    assert set(cluster.fetchall()) == {("tenancy_shared", True), ("tenancy_owned", False)}
    cluster.execute(
        "SELECT count(*) FROM pg_constraint WHERE conrelid = 'tenancy_owned'::regclass AND contype = 'f'"
    )
    assert cluster.fetchone() == (4,)


def test_migration_distributes_nothing_where_nothing_is_distributed(cluster):
    with connection.schema_editor() as editor:
        for model in made_models():
            editor.create_model(model)

    cluster.execute("SELECT count(*) FROM pg_dist_partition")
    assert cluster.fetchone() == (0,)
