"""Each isolation layer is sufficient on its own: every test here disables the others first."""

import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, ProgrammingError, connection, models, transaction
from django.db.models.query import QuerySet

from mentoring.audit.models import AuditEvent
from mentoring.tenancy.base import TenantForeignKey, TenantModel
from mentoring.tenancy.models import ApiToken, Membership
from mentoring.tenancy.scope import tenant_scope
from tests.factories.everything import EVERY_MODEL
from tests.factories.tenancy import make_api_token, make_membership

TENANT_MODELS = sorted(
    (m for m in apps.get_models() if issubclass(m, TenantModel)), key=lambda m: m._meta.label
)
CHANGEABLE = [m for m in TENANT_MODELS if not getattr(m, "is_append_only", False)]  # the others: see below
each_model = pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda m: m._meta.label)


def unscoped(model) -> QuerySet:
    """Return a queryset without the first layer, the scoped manager."""
    return QuerySet(model)


def run(statement: str, parameters: list) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.rowcount


def as_owner(statement: str, parameters: list | None = None) -> None:
    """Run a statement as the owner of the tables, then step down again."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(statement, parameters)
        cursor.execute('SET ROLE "mentoring_app"')


def without_checks(table: str) -> None:
    """Take the table's own checks away, so that only the key under test can refuse. Rolled back by the caller."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still pending cannot be altered
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'", [table]
        )
        for (name,) in cursor.fetchall():
            as_owner(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


def in_database(organization_id) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL app.organization_id = '{organization_id}'")


@pytest.fixture
def two_rows(organization, other_organization):
    """One row of a model in each organization."""

    def make(model):
        rows = []
        for each in (organization, other_organization):
            with tenant_scope(each.id):
                rows.append(EVERY_MODEL[model]())
        return rows

    return make


@pytest.mark.raw_sql
class TestRowLevelSecurityAlone:
    """Without the first layer (a queryset without the scoped manager), as the application role."""

    @each_model
    def test_without_a_scope_the_database_refuses(self, model, two_rows):
        two_rows(model)
        with pytest.raises((DataError, ProgrammingError)), transaction.atomic():
            unscoped(model).count()

    @each_model
    def test_scope_shows_only_its_own_rows(self, model, two_rows, organization):
        ours, theirs = two_rows(model)
        in_database(organization.id)
        seen = set(unscoped(model).values_list("organization_id", flat=True))
        assert seen == {organization.id}
        assert not unscoped(model).filter(pk=theirs.pk).exists()
        assert unscoped(model).filter(pk=ours.pk).exists()

    @each_model
    def test_writing_into_another_organization_is_refused(
        self, model, two_rows, organization, other_organization
    ):
        ours, _ = two_rows(model)
        table = model._meta.db_table
        in_database(organization.id)
        columns = ", ".join(f'"{f.column}"' for f in model._meta.local_fields)
        values = columns.replace('"id"', "gen_random_uuid()").replace(
            '"organization_id"', f"'{other_organization.id}'"
        )
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            run(f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE id = %s", [ours.pk])

    @pytest.mark.parametrize("model", CHANGEABLE, ids=lambda m: m._meta.label)
    def test_moving_and_deleting_do_not_reach_across(self, model, two_rows, organization, other_organization):
        ours, theirs = two_rows(model)
        table = model._meta.db_table
        in_database(organization.id)
        assert run(f"DELETE FROM {table} WHERE id = %s", [theirs.pk]) == 0
        assert run(f"UPDATE {table} SET id = id WHERE id = %s", [theirs.pk]) == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            run(f"UPDATE {table} SET organization_id = %s WHERE id = %s", [other_organization.id, ours.pk])


@pytest.mark.raw_sql
class TestScopeAlone:
    """Without the second layer: as the owner of the tables, who bypasses every policy."""

    @each_model
    def test_manager_shows_only_the_scope(self, model, two_rows, organization):
        _, theirs = two_rows(model)
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute("SELECT count(*) FROM " + model._meta.db_table)
            assert cursor.fetchone()[0] >= 2
        with tenant_scope(organization.id):
            assert set(model.objects.values_list("organization_id", flat=True)) == {organization.id}
            assert not model._base_manager.filter(pk=theirs.pk).exists()
        with connection.cursor() as cursor:
            cursor.execute('SET ROLE "mentoring_app"')

    def test_saving_and_deleting_by_key_do_not_reach_across(self, organization, other_organization):
        with tenant_scope(other_organization.id):
            theirs = make_api_token(name="theirs")
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
        with tenant_scope(organization.id):
            theirs.name = "changed"
            with pytest.raises(Exception, match="did not affect any rows"), transaction.atomic():
                theirs.save(update_fields=["name"])
            theirs.delete()
        with tenant_scope(other_organization.id):
            assert ApiToken.objects.get().name == "theirs"
        with connection.cursor() as cursor:
            cursor.execute('SET ROLE "mentoring_app"')


REFERENCES = [
    (model, field)
    for model in TENANT_MODELS
    for field in model._meta.local_fields
    if isinstance(field, TenantForeignKey)
]


@pytest.mark.raw_sql
class TestKeysAlone:
    """Without the other layers: raw SQL as the owner. A reference across organizations cannot be stored."""

    @pytest.mark.parametrize(
        ("model", "field"), REFERENCES, ids=lambda x: getattr(x, "name", None) or x._meta.label
    )
    def test_reference_to_another_organization_is_refused(
        self, model, field, organization, other_organization
    ):
        with tenant_scope(organization.id):
            ours = EVERY_MODEL[model]()
        with tenant_scope(other_organization.id):
            theirs = EVERY_MODEL[field.related_model]()
        table, column = model._meta.db_table, field.column
        with pytest.raises(IntegrityError, match="foreign key"), transaction.atomic():
            without_checks(table)
            as_owner(
                f"UPDATE {table} SET {column} = %s WHERE organization_id = %s AND id = %s",
                [theirs.pk, organization.id, ours.pk],
            )


def test_joins_name_the_organization_on_both_sides(scope):
    make_api_token()
    sql = str(ApiToken.objects.select_related("membership").query)
    assert '"tenancy_apitoken"."organization_id" = ("tenancy_membership"."organization_id")' in sql.replace(
        '= "tenancy_membership"."organization_id"', '= ("tenancy_membership"."organization_id")'
    )


@pytest.mark.raw_sql
def test_audit_log_can_be_written_but_neither_changed_nor_deleted(scope):
    event = EVERY_MODEL[AuditEvent]()
    for change in (
        lambda: AuditEvent.objects.filter(pk=event.pk).update(action="x"),
        lambda: AuditEvent.objects.filter(pk=event.pk).delete(),
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            change()
    assert AuditEvent.objects.get(pk=event.pk).action == "test.did_something"


def test_grouping_counts_rows_of_composite_keys(scope):
    membership = make_membership()
    make_api_token(membership=membership)
    make_api_token(membership=membership)
    counted = Membership.objects.annotate(tokens=models.Count("api_tokens")).values_list("tokens", flat=True)
    assert sorted(counted) == [2]


def test_bulk_create_inserts_values_not_arrays(scope, django_assert_num_queries):
    users = [make_membership().user for _ in range(2)]
    Membership.objects.all().delete()
    with django_assert_num_queries(1) as queries:
        Membership.objects.bulk_create(Membership(user=user, role="participant") for user in users)
    assert "VALUES" in queries[0]["sql"]
    assert "UNNEST" not in queries[0]["sql"]
