"""What each address answers: only its organization's rows, filtered as asked, for one row as for a hundred."""

import pytest

from mentoring.audit.actions import record
from mentoring.audit.models import AuditEvent
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import ApiToken, Membership
from mentoring.tenancy.scope import tenant_scope
from tests.factories.audit import make_audit_event
from tests.factories.tenancy import make_api_token, make_membership, make_user

API = "/api/v1/o/acme/"


def results(answer):
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_organization(organization, analyst, caller_of):
    organization.time_zone = "Europe/Berlin"
    organization.save()
    answer = caller_of(analyst, "read").get(API).json()
    assert answer == {
        "id": str(organization.id),
        "name": "Acme",
        "slug": "acme",
        "language": "en",
        "time_zone": "Europe/Berlin",
        "created_at": organization.created_at.isoformat().replace("+00:00", "Z"),
    }


def test_members_are_those_of_the_organization(administrator, coordinator, outsider, caller_of):
    rows = results(caller_of(administrator, "read").get(API + "members/"))
    assert [row["email"] for row in rows] == ["ada@example.org", "carl@example.org"]
    assert rows[1] == {
        "id": str(coordinator.id),
        "name": "Carl",
        "email": "carl@example.org",
        "role": "coordinator",
        "state": "active",
        "joined_at": coordinator.joined_at.isoformat().replace("+00:00", "Z"),
        "ended_at": None,
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("role=coordinator", ["carl@example.org"]),
        ("role=coordinator&state=ended", []),
        ("state=ended", ["gone@example.org"]),
        ("email=ada@example.org", ["ada@example.org"]),
        ("email=otto@example.org", []),
    ],
)
def test_members_are_filtered(organization, administrator, coordinator, outsider, caller_of, query, expected):
    with tenant_scope(organization.id):
        make_membership(user=make_user(email="gone@example.org"), state="ended", ended_at="2026-01-01T00:00Z")
    rows = results(caller_of(administrator, "read").get(f"{API}members/?{query}"))
    assert [row["email"] for row in rows] == expected


def test_member_of_another_organization_is_not_there(administrator, coordinator, outsider, caller_of):
    caller = caller_of(administrator, "read")
    assert caller.get(f"{API}members/{coordinator.id}/").json()["email"] == "carl@example.org"
    assert caller.get(f"{API}members/{outsider.id}/").status_code == 404


def test_tokens_are_ones_own_without_their_secret(organization, administrator, owner, caller_of):
    caller_of(owner, name="Not Ada's")
    [row] = results(caller_of(administrator, "read", name="Payroll").get(API + "api-tokens/"))
    with tenant_scope(organization.id):
        token = ApiToken.objects.get(name="Payroll")
    assert (row["name"], row["scopes"], row["member_id"]) == ("Payroll", ["read"], str(administrator.id))
    assert token.key_hash not in str(row)
    assert set(row) == {
        "id",
        "name",
        "begins_with",
        "scopes",
        "member_id",
        "created_at",
        "expires_at",
        "last_used_on",
        "revoked_at",
    }


def test_audit_events_are_filtered_and_come_newest_first(organization, administrator, outsider, caller_of):
    with tenant_scope(outsider.organization_id):
        make_audit_event()
    with tenant_scope(organization.id):
        first = record(
            "test.first", administrator, by=Actor.member(administrator), values={"n": 1}, fields=["name"]
        )
        second = make_audit_event()
    caller = caller_of(administrator, "read")
    url = API + "audit-events/"

    def ids(**query):
        return [row["id"] for row in results(caller.get(url, query))]

    a, b = str(first.id), str(second.id)
    assert ids() == [b, a]
    assert ids(action="test.first") == [a]
    assert ids(actor_id=administrator.id) == [a]
    assert ids(subject_id=administrator.id) == [a]
    assert ids(since=second.happened_at.isoformat()) == [b]
    assert ids(before=second.happened_at.isoformat()) == [a]
    row = results(caller.get(url, {"action": "test.first"}))[0]
    assert (row["values"], row["fields_changed"], row["actor_kind"]) == ({"n": 1}, ["name"], "member")


MAKERS = {
    "members/": lambda administrator: make_membership(),
    "api-tokens/": lambda administrator: make_api_token(membership=administrator),
    "audit-events/": lambda administrator: make_audit_event(),
}
MODELS = {"members/": Membership, "api-tokens/": ApiToken, "audit-events/": AuditEvent}


@pytest.mark.parametrize("count", [1, 100])
@pytest.mark.parametrize("url", MAKERS)
def test_list_costs_three_reads_however_long_it_is(
    organization, administrator, caller_of, django_assert_num_queries, url, count
):
    caller = caller_of(administrator, "read")
    caller.get(API)  # the day of the token's last use is written with its first call
    with tenant_scope(organization.id):
        for _ in range(count):
            MAKERS[url](administrator)
        there = MODELS[url].objects.count()
    # Organization, token with its member, the list; and transaction control: savepoint, SET LOCAL, SET LOCAL, release.
    with django_assert_num_queries(3 + 4):
        assert len(results(caller.get(API + url, {"page_size": 200}))) == there
