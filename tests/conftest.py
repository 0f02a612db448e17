"""The cast and the ground rules: tests run as the application role, and every statement names its organization."""

import gc
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

import coverage
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created
from django.test import Client
from django.utils import translation

from mentoring.tenancy.base import TenantModel
from mentoring.tenancy.models import Membership, Organization
from mentoring.tenancy.scope import tenant_scope
from tests.database import database_of_the_tests
from tests.examples import load_profile
from tests.factories.tenancy import make_membership, make_organization, make_user

load_profile()
pytest_plugins = ["tests.crashed_workers"]


def pytest_collection_finish() -> None:
    """Count what is loaded by now as staying: looking for garbage in it again and again is a tenth of the time."""
    gc.collect()
    gc.freeze()


def step_down(*, connection, **kwargs) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'SET ROLE "{settings.DATABASES["default"]["APPLICATION_ROLE"]}"')


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment, django_db_modify_db_settings, django_db_blocker
) -> Iterator[None]:
    """Make the database as its owner, then step down.

    Not pytest-django's own fixture: that makes one only when some test asks for `db`, and committed_db alone would
    then work on the real database.
    """
    with django_db_blocker.unblock(), database_of_the_tests():
        connection_created.connect(step_down)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            assert cursor.fetchone()[0] == settings.DATABASES["default"]["APPLICATION_ROLE"]
        yield
        connection_created.disconnect(step_down)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run tests that leave rows behind after all others, some of which want a database without any organization.

    Browser tests come last: coverage is not measured from there on.
    """
    items.sort(
        key=lambda item: (item.path.parent.name == "e2e", "committed_db" in getattr(item, "fixturenames", ()))
    )


@pytest.fixture
def committed_db(django_db_setup, django_db_blocker):
    """A database whose commits are real, for threads, servers and workers.

    The application role cannot TRUNCATE, so nothing is flushed: each such test makes an organization of its own.
    """
    with django_db_blocker.unblock():
        yield
        connection.close()


@pytest.fixture(scope="module")
def untraced() -> Iterator[None]:
    """Do not trace tests that are many or long and call what other tests are about.

    Tracing doubles what Python does. To pause it for each test (no_cover) leaves half of that.
    """
    tracing = coverage.Coverage.current()
    if tracing:
        tracing.stop()
    yield
    if tracing:
        tracing.start()


@pytest.fixture(scope="session")
def tenant_tables() -> frozenset[str]:
    return frozenset(m._meta.db_table for m in apps.get_models() if issubclass(m, TenantModel))


TABLE = re.compile(
    r'\b(FROM|JOIN|UPDATE|INTO)\s+"?(?P<table>[a-z_]+)"?(?:\s+(?:AS\s+)?(?!(?:ON|SET|WHERE|VALUES|LEFT|INNER|JOIN|CROSS|GROUP|ORDER|LIMIT|FOR|USING)\b)"?(?P<alias>[A-Za-z]\w*)"?)?'
)


@lru_cache(maxsize=4096)  # the same statements come again and again
def statements_without_organization(statement: str, tenant_tables: frozenset[str]) -> list[str]:
    """Return the tenant tables that a statement touches without naming the organization for them."""
    missing = []
    for verb, table, alias in TABLE.findall(statement):
        if table not in tenant_tables:
            continue
        name = alias or table
        if verb == "INTO":
            named = "organization_id" in statement
        else:
            named = re.search(rf'"?{name}"?\."?organization_id"?\s*(=|IN)', statement) or re.search(
                rf'=\s*\(?"?{name}"?\."?organization_id"?', statement
            )
        if not named:
            missing.append(table)
    return missing


@pytest.fixture(autouse=True)
def no_language_of_another_test() -> Iterator[None]:
    """A request in German leaves its thread in German; the next request would set its own, a bare call does not."""
    translation.deactivate()
    yield


@pytest.fixture(autouse=True)
def every_statement_names_its_organization(request, tenant_tables) -> Iterator[None]:
    """Fail a test whose Django-made SQL touches a tenant table without an organization predicate."""
    if not {"db", "committed_db"} & set(request.fixturenames) or request.node.get_closest_marker("raw_sql"):
        yield
        return
    missing: list[str] = []

    def watch(execute, sql, params, many, context):
        missing.extend(
            f"{table}: {sql}" for table in statements_without_organization(str(sql), tenant_tables)
        )
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
    assert not missing, missing


@pytest.fixture
def organization(db) -> Organization:
    return make_organization(name="Acme", slug="acme")


@pytest.fixture
def other_organization(db) -> Organization:
    return make_organization(name="Globex", slug="globex")


@pytest.fixture
def scope(organization) -> Iterator[Organization]:
    """Open the organization's scope for the whole test. Not for tests that use a client: it opens its own."""
    with tenant_scope(organization.id):
        yield organization


def _member(organization: Organization, role: str, name: str) -> Membership:
    with tenant_scope(organization.id):
        return make_membership(user=make_user(email=f"{name}@example.org", name=name.title()), role=role)


@pytest.fixture
def owner(organization) -> Membership:
    return _member(organization, "owner", "olga")


@pytest.fixture
def administrator(organization) -> Membership:
    return _member(organization, "administrator", "ada")


@pytest.fixture
def coordinator(organization) -> Membership:
    return _member(organization, "coordinator", "carl")


@pytest.fixture
def analyst(organization) -> Membership:
    return _member(organization, "analyst", "anna")


@pytest.fixture
def mentor(organization) -> Membership:
    return _member(organization, "participant", "max")


@pytest.fixture
def mentee(organization) -> Membership:
    return _member(organization, "participant", "mia")


@pytest.fixture
def outsider(other_organization) -> Membership:
    """The administrator of another organization: signed in, but a stranger here."""
    return _member(other_organization, "administrator", "otto")


@pytest.fixture
def client_of() -> Callable[[Membership], Client]:
    def sign_in(membership: Membership) -> Client:
        client = Client()
        client.force_login(membership.user)
        return client

    return sign_in
