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
    "mfa_authenticator",
    "tenancy_organization",
    "usersessions_usersession",
}


def problems() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            (Path(__file__).parent / "catcheck.sql").read_text(),
            {"policy": POLICY, "application": "mentoring_app", "definer": settings.DATABASE_DEFINER_ROLE},
        )
        return cursor.fetchall()


@pytest.mark.raw_sql
def test_no_table_has_a_problem(db):
    assert problems() == []


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
}


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
def test_global_tables_are_the_listed_ones(db):
    tenant = {m._meta.db_table for m in apps.get_models() if issubclass(m, TenantModel)}
    assert set(connection.introspection.table_names()) - tenant == GLOBAL_TABLES
