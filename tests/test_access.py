"""Every URL × method that it has × who: anonymous people, outsiders, each role, and a member whose membership ended."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver, reverse

from mentoring.tenancy.models import Membership
from mentoring.tenancy.scope import tenant_scope
from tests.access import ROLES, Call, PublicRow, Row
from tests.factories.tenancy import make_membership, make_organization, make_user

ROWS: dict[str, Row | PublicRow] = {}
for _path in sorted((Path(__file__).parent / "access").glob("[a-z]*.py")):
    for _row in import_module(f"tests.access.{_path.stem}").ROWS:
        assert _row.name not in ROWS, f"{_row.name} has two rows"
        ROWS[_row.name] = _row
METHODS = ("get", "post", "put", "patch", "delete")
WHO = ("anonymous", "outsider", "revoked", *ROLES)


def names(patterns, namespace: str = "") -> set[str]:
    found = set()
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name, so nobody can say who may call it"
            found.add(namespace + pattern.name)
        else:
            prefix = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found |= names(pattern.url_patterns, prefix)
    return found


def url_of(row: Row, membership: Membership) -> str:
    with tenant_scope(membership.organization_id):
        arguments = row.make(membership)
    return reverse(row.name, kwargs={"slug": membership.organization.slug, **arguments})


def test_every_url_has_a_row():
    assert names(get_resolver().url_patterns) == set(ROWS)


@dataclass(frozen=True)
class World:
    """Acme with somebody whose role each case sets, and a stranger; both have signed in."""

    caller: Membership
    signed_in: Mapping[str, str]

    def client(self, who: str) -> Client:
        client = Client(raise_request_exception=False)
        if who != "anonymous":
            key = self.signed_in["outsider" if who == "outsider" else "caller"]
            client.cookies[settings.SESSION_COOKIE_NAME] = key
        return client


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(untraced, django_db_setup, django_db_blocker) -> Iterator[World]:
    """Make the people once: all cases happen inside one transaction, each in a savepoint that is rolled back."""
    # One caller makes thousands of calls here, in less than the minute for which they are counted.
    unlimited = override_settings(API_LIMITS=dict.fromkeys(settings.API_LIMITS, (1_000_000, 60)))
    with django_db_blocker.unblock(), unlimited, taken_back():
        organization = make_organization(name="Acme", slug="acme")
        with tenant_scope(organization.id):
            caller = make_membership(user=make_user(email="caller@example.org", name="Caller"), role="owner")
            make_membership(role="owner")  # so that a last owner is not what refuses
        caller.organization = organization
        elsewhere = make_organization(name="Globex", slug="globex")
        with tenant_scope(elsewhere.id):
            outsider = make_membership(role="owner")
        yield World(caller, {"caller": session_of(caller), "outsider": session_of(outsider)})


def session_of(membership: Membership) -> str:
    client = Client()
    client.force_login(membership.user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture(scope="module")
def row(request) -> Row:
    return request.param


@pytest.fixture(scope="module")
def url(row, world) -> Iterator[str]:
    """Make what the URL names, once for all of its methods and callers."""
    with taken_back():
        with tenant_scope(world.caller.organization_id):
            arguments = row.make(world.caller)
        yield reverse(row.name, kwargs={"slug": world.caller.organization.slug, **arguments})


def expected_status(call: Call, who: str, url: str) -> int:
    if who == "anonymous":
        return 401 if url.startswith("/api/") else 302
    if who in {"outsider", "revoked"}:
        return 404
    return call.status if who in call.roles else 403


TENANT_ROWS = [row for row in ROWS.values() if isinstance(row, Row)]
# By URL, so that what a URL names is made once.
CASES = [
    pytest.param(row, method, who, id=f"{row.name}-{method}-{who}")
    for row in TENANT_ROWS
    for method in row.calls()
    for who in WHO
]


@pytest.mark.parametrize(("row", "method", "who"), CASES, indirect=["row"])
def test_access(world, url, row, method, who, db):
    call = row.calls()[method]
    caller = copy(world.caller)
    with tenant_scope(caller.organization_id):
        if who in ROLES:
            Membership.objects.filter(pk=caller.pk).update(role=who)
            caller.role = who
        if who == "revoked":
            Membership.objects.filter(pk=caller.pk).update(state="ended", ended_at="2026-01-01T00:00Z")
    answer = getattr(world.client(who), method)(url, **data_of(call, method, url, caller))
    assert answer.status_code == expected_status(call, who, url), answer.content[:600]


@pytest.mark.parametrize("row", TENANT_ROWS, ids=lambda r: r.name, indirect=True)
def test_method_that_a_url_does_not_have_is_refused(world, url, row, db):
    """Once for each URL, by somebody who may use the others: nobody else gets further."""
    who = next(role for role in ROLES if any(role in call.roles for call in row.calls().values()))
    with tenant_scope(world.caller.organization_id):
        Membership.objects.filter(pk=world.caller.pk).update(role=who)
    others = [method for method in METHODS if method not in row.calls()]
    found = {method: getattr(world.client(who), method)(url).status_code for method in others}
    assert found == dict.fromkeys(others, 405)


def data_of(call: Call, method: str, url: str, caller: Membership) -> dict:
    data = call.data
    if callable(data):
        with tenant_scope(caller.organization_id):
            data = data(caller)
    has_file = any(hasattr(value, "read") for value in data.values())
    if url.startswith("/api/") and method != "get" and not has_file:
        return {"data": dict(data), "content_type": "application/json"}
    return {"data": dict(data)} if data else {}


@pytest.mark.parametrize("row", [r for r in ROWS.values() if isinstance(r, PublicRow)], ids=lambda r: r.name)
def test_public_page(row, db):
    client = Client(raise_request_exception=False)
    url = reverse(row.name, kwargs=dict(row.arguments))
    assert client.get(url).status_code == row.anonymous
    client.force_login(make_user())
    assert client.get(url).status_code == row.signed_in
    assert row.why
