from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from mentoring.tenancy.base import TenantModel

POLICY = "(organization_id = (current_setting('app.organization_id'::text))::uuid)"
GLOBAL_TABLES = {
    "account_emailaddress",
    "account_emailconfirmation",
    "accounts_user",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_content_type",
    "django_migrations",
    "django_session",
    "encryption_keycanary",
    "mfa_authenticator",
    "tenancy_organization",
    "usersessions_usersession",
}


def problems() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            (Path(__file__).parent / "catcheck.sql").read_text(),
            {
                "policy": POLICY,
                "application": "mentoring_app",
                "definer": settings.DATABASE_DEFINER_ROLE,
                "references": ["tenancy_membership"],
            },
        )
        return cursor.fetchall()


@pytest.mark.raw_sql
def test_no_table_has_a_problem(db):
    assert problems() == []


def function(body: str) -> str:
    return f"CREATE FUNCTION touch() RETURNS void LANGUAGE plpgsql AS $$ BEGIN {body}; END $$"


def definer(body: str) -> str:
    return (
        "CREATE FUNCTION peek() RETURNS SETOF uuid LANGUAGE sql SECURITY DEFINER "
        f"SET search_path = pg_catalog, public, pg_temp AS $$ {body} $$; "
        f"ALTER FUNCTION peek() OWNER TO {settings.DATABASE_DEFINER_ROLE}"
    )


BROKEN = {
    "CREATE UNIQUE INDEX broken ON tenancy_membership (user_id)": "unique index without the organization first",
    "ALTER TABLE tenancy_apitoken DROP CONSTRAINT tenancy_apitoken_tenant_pk": "no primary key",
    "ALTER TABLE tenancy_membership DISABLE ROW LEVEL SECURITY": "not enabled and forced",
    "ALTER TABLE tenancy_membership NO FORCE ROW LEVEL SECURITY": "not enabled and forced",
    "CREATE POLICY second ON tenancy_membership USING (true)": "not exactly one policy",
    "ALTER POLICY tenancy_membership_tenant_rls ON tenancy_membership USING (true)": "not the one text",
    "GRANT TRUNCATE ON tenancy_membership TO mentoring_app": "may TRUNCATE",
    "CREATE TABLE leak (id int, organization_id uuid NOT NULL)": "no primary key",
    "CREATE TABLE orphan (id uuid, organization_id uuid, PRIMARY KEY (organization_id, id))": "nothing proves",
    "ALTER TABLE people_personattributes DROP CONSTRAINT people_personattributes_person_tenant_fk": "nothing proves",
    "ALTER TABLE people_personattributes ALTER person_id DROP NOT NULL": "nothing proves",
    "ALTER TABLE people_person DROP CONSTRAINT people_person_organization_id_08812cbc_fk_tenancy_o": "nothing proves",
    "CREATE TABLE pointer (o uuid, m uuid, FOREIGN KEY (o, m) REFERENCES tenancy_membership)": "global table refers",
    "CREATE VIEW peek AS SELECT * FROM tenancy_membership": "owner's rights",
    "CREATE MATERIALIZED VIEW peek AS SELECT 1 AS one": "materialized view",
    "CREATE FUNCTION peek() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'": "SECURITY DEFINER function",
    # Refused by Citus only.
    "ALTER TABLE tenancy_membership ADD t uuid, ADD FOREIGN KEY (organization_id, t) REFERENCES tenancy_apitoken": (
        "reference table refers to a distributed table"
    ),
    function("UPDATE mail_suppression SET created_at = clock_timestamp()"): "in an UPDATE: clock_timestamp",
    function("UPDATE mail_suppression SET detail = '' WHERE random () < 0.5"): "in an UPDATE: random",
    function(
        "INSERT INTO django_session VALUES ('a', '', now()) ON CONFLICT (session_key)"
        " DO UPDATE SET expire_date = timeofday()::timestamptz"
    ): "in an UPDATE: timeofday",
    "CREATE FUNCTION touch() RETURNS void LANGUAGE sql BEGIN ATOMIC"
    " UPDATE mail_suppression SET created_at = clock_timestamp(); END": "in an UPDATE: clock_timestamp",
    function("SET LOCAL app.organization_id = ''"): "SET in a function",
    function("PERFORM set_config('app.organization_id', '', true)"): "SET in a function",
    definer(
        "SELECT o.id FROM tenancy_organization o CROSS JOIN LATERAL"
        " (SELECT max(m.id::text) FROM tenancy_membership m) x"
    ): "LATERAL in a definer function",
    definer(
        "SELECT o.id FROM tenancy_organization o WHERE EXISTS (SELECT FROM tenancy_membership WHERE user_id = o.id)"
    ): "correlated subquery in a definer function",
    definer(
        "SELECT (SELECT m.id FROM tenancy_membership AS m WHERE m.organization_id = o.id AND m.state IN ('active')"
        " LIMIT 1) FROM tenancy_organization o"
    ): "correlated subquery in a definer function: o",
}
HARMLESS = [
    function("UPDATE mail_suppression SET created_at = now(), detail = lower(detail)"),
    function("PERFORM clock_timestamp(); UPDATE mail_suppression SET detail = ''"),
    function("-- not clock_timestamp()\nUPDATE mail_suppression SET detail = ''"),
    definer(
        "SELECT o.id FROM tenancy_organization o WHERE o.id IN"
        " (SELECT m.organization_id FROM tenancy_membership m JOIN accounts_user AS u ON u.id = m.user_id)"
    ),
    # An extension's view belongs to the extension, which Citus has several of.
    "CREATE EXTENSION citext; CREATE VIEW peek AS SELECT * FROM tenancy_membership;"
    " ALTER EXTENSION citext ADD VIEW peek",
]


@pytest.mark.raw_sql
@pytest.mark.parametrize("statement", BROKEN)
def test_the_linter_finds_what_is_broken(db, statement):
    """The negative control: each fault, made on purpose, is found."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(statement)
        found = problems()
        transaction.set_rollback(True)
    assert any(BROKEN[statement] in problem for _, problem in found), found


@pytest.mark.raw_sql
@pytest.mark.parametrize("statement", HARMLESS)
def test_the_linter_accepts_what_a_distributed_database_accepts(db, statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(statement)
        found = problems()
        transaction.set_rollback(True)
    assert found == []


@pytest.mark.raw_sql
def test_global_tables_are_the_listed_ones(db):
    tenant = {m._meta.db_table for m in apps.get_models() if issubclass(m, TenantModel)}
    assert set(connection.introspection.table_names()) - tenant == GLOBAL_TABLES
