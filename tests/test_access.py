"""Every URL × method × who: anonymous people, outsiders, each role, and a member whose membership has ended."""

from importlib import import_module
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from mentoring.tenancy.models import Membership
from mentoring.tenancy.scope import tenant_scope
from tests.access import ROLES, Call, PublicRow, Row
from tests.factories.tenancy import make_membership, make_user

ROWS: dict[str, Row | PublicRow] = {}
for _path in sorted((Path(__file__).parent / "access").glob("[a-z]*.py")):
    for _row in import_module(f"tests.access.{_path.stem}").ROWS:
        assert _row.name not in ROWS, f"{_row.name} has two rows"
        ROWS[_row.name] = _row
# Packages' own pages that we include but do not write; each still has to be reachable by nobody unforeseen.
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


def test_every_url_has_a_row():
    assert names(get_resolver().url_patterns) == set(ROWS)


def url_of(row: Row, membership: Membership) -> str:
    with tenant_scope(membership.organization_id):
        arguments = row.make(membership)
    return reverse(row.name, kwargs={"slug": membership.organization.slug, **arguments})


def expected_status(row: Row, method: str, who: str, url: str) -> int:
    call = row.calls().get(method)
    if who == "anonymous":
        return 401 if url.startswith("/api/") else 302
    if who in {"outsider", "revoked"}:
        return 404
    if call is None:
        allowed_otherwise = any(who in other.roles for other in row.calls().values())
        return 405 if allowed_otherwise else 403
    return call.status if who in call.roles else 403


CASES = [
    pytest.param(row, method, who, id=f"{row.name}-{method}-{who}")
    for row in ROWS.values()
    if isinstance(row, Row)
    for method in METHODS
    for who in WHO
]


@pytest.mark.parametrize(("row", "method", "who"), CASES)
def test_access(row, method, who, organization, other_organization):
    with tenant_scope(organization.id):
        caller = make_membership(user=make_user(email="caller@example.org", name="Caller"), role="owner")
        make_membership(role="owner")  # so that a last owner is not what refuses
        if who in ROLES:
            Membership.objects.filter(pk=caller.pk).update(role=who)
            caller.role = who
    caller.organization = organization
    url = url_of(row, caller)
    if who == "revoked":
        with tenant_scope(organization.id):
            Membership.objects.filter(pk=caller.pk).update(state="ended", ended_at="2026-01-01T00:00Z")
    client = Client(raise_request_exception=False)
    if who == "outsider":
        with tenant_scope(other_organization.id):
            client.force_login(make_membership(role="owner").user)
    elif who != "anonymous":
        client.force_login(caller.user)
    answer = getattr(client, method)(url, **data_of(row, method, url, caller))
    allowed = {expected_status(row, method, who, url)}
    if who in ROLES and row.calls().get(method) is None:
        allowed = {403, 405}  # refused either way; which of the two comes first is the view's affair
    assert answer.status_code in allowed, answer.content[:600]


def data_of(row: Row, method: str, url: str, caller: Membership) -> dict:
    call: Call | None = row.calls().get(method)
    if call is None:
        return {}
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
