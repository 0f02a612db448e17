import os
from contextlib import closing

import psycopg2
import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, transaction

from mentoring.tenancy.definers import active_organization_ids, my_memberships
from mentoring.tenancy.models import Membership
from mentoring.tenancy.roles import BypassingRole, Login, create_roles, refuse_bypassing_role
from mentoring.tenancy.scope import tenant_scope
from tests.factories.tenancy import make_membership, make_organization, make_user


def test_the_application_role_is_accepted(db):
    refuse_bypassing_role(connection)


def test_serving_as_the_owner_is_refused(db):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    with pytest.raises(BypassingRole, match="mentoring_owner"):
        refuse_bypassing_role(connection)
    with connection.cursor() as cursor:
        cursor.execute('SET ROLE "mentoring_app"')


def test_a_role_that_owns_a_table_is_refused(db):
    """An owner may drop the policy, so serving as one is refused even without BYPASSRLS."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute("GRANT CREATE ON SCHEMA public TO mentoring_app")
            cursor.execute("ALTER TABLE tenancy_membership OWNER TO mentoring_app")
            cursor.execute('SET ROLE "mentoring_app"')
        with pytest.raises(BypassingRole):
            refuse_bypassing_role(connection)
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute('SET ROLE "mentoring_app"')


@pytest.mark.raw_sql
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE tenancy_membership CASCADE",
        "ALTER TABLE tenancy_membership DISABLE ROW LEVEL SECURITY",
        "DROP POLICY tenancy_membership_tenant_rls ON tenancy_membership",
        "CREATE TABLE mine (id int)",
        "DELETE FROM django_migrations",
        "CREATE FUNCTION peek() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ],
)
def test_application_role_cannot_disable_isolation(db, statement):
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_my_memberships_are_the_active_ones_of_that_sign_in_only(organization, other_organization):
    user, stranger = make_user(), make_user()
    closed = make_organization(name="Closed", is_active=False)
    for each, who in (
        (organization, user),
        (other_organization, user),
        (closed, user),
        (organization, stranger),
    ):
        with tenant_scope(each.id):
            make_membership(user=who, role="analyst")
    with tenant_scope(other_organization.id):
        Membership.objects.filter(user=user).update(state="ended", ended_at="2026-01-01T00:00Z")
    assert [(m.slug, m.name, m.role) for m in my_memberships(user.id)] == [("acme", "Acme", "analyst")]


def test_active_organizations_are_listed_without_a_scope(organization, other_organization):
    other_organization.is_active = False
    other_organization.save()
    ids = active_organization_ids()
    assert organization.id in ids
    assert other_organization.id not in ids


def test_login_is_read_from_the_url():
    assert Login.of("postgresql://u:p%40ss@h:5432/d") == Login("u", "p@ss", "d")


def test_definer_role_cannot_sign_in(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolcanlogin, rolsuper FROM pg_roles WHERE rolname = %s", [settings.DATABASE_DEFINER_ROLE]
        )
        assert cursor.fetchone() == (False, False)


@pytest.fixture
def superuser():
    if "DATABASE_ADMIN_URL" not in os.environ:
        pytest.skip("Only a superuser may create roles.")
    with closing(psycopg2.connect(os.environ["DATABASE_ADMIN_URL"])) as session, session.cursor() as cursor:
        yield cursor
        session.rollback()


@pytest.mark.parametrize(
    ("is_node", "configuration"), [(False, None), (True, ["citus.propagate_set_commands=local"])]
)
def test_definer_may_log_in_on_the_nodes_of_a_cluster_only(superuser, is_node, configuration):
    owner, application = Login("node_owner", "secret", "d"), Login("node_app", "secret", "d")

    create_roles(
        superuser,
        owner=owner,
        application=application,
        definer="node_definer",
        createdb=False,
        is_node=is_node,
    )

    superuser.execute(
        "SELECT a.rolname, a.rolcanlogin, a.rolpassword IS NOT NULL, r.rolconfig FROM pg_authid a"
        " JOIN pg_roles r USING (oid) WHERE a.rolname LIKE 'node%' ORDER BY 1"
    )
    assert superuser.fetchall() == [
        ("node_app", True, True, configuration),
        ("node_definer", is_node, False, configuration),
        ("node_owner", True, True, configuration),
    ]
