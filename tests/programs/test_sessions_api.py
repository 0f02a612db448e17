"""The two people of a match use the same API operations as staff, for their own match only."""

import pytest

from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.scope import tenant_scope
from programs.models import Session
from tests.programs.test_agreements import pair  # noqa: F401 - a fixture

API = "/api/v1/o/acme"
PLAN = {"starts_at": "2099-01-05T10:00:00Z", "minutes": 45, "agenda": "MARK-agenda"}


def post(client, path, data=None):
    return client.post(f"{API}{path}", data or {}, content_type="application/json")


def test_mentee_plans_moves_and_cancels_their_session(pair, mentee, organization, client_of):  # noqa: F811
    client = client_of(mentee)
    answer = post(client, f"/matches/{pair.pk}/sessions/plan/", PLAN)
    assert answer.status_code == 201, answer.content
    assert answer.json()["starts_at"] == "2099-01-05T10:00:00Z"
    assert "MARK" not in answer.content.decode()
    session_id = answer.json()["id"]
    assert post(client, f"/sessions/{session_id}/cancel/").json()["state"] == "cancelled"
    with tenant_scope(organization.id):
        assert Session.objects.get().calendar_sequence == 1


def test_other_participants_find_nothing_to_do(pair, mentee, organization, client_of):  # noqa: F811
    with tenant_scope(organization.id):
        pair.mentee.person.membership = None
        pair.mentee.person.save(update_fields=["membership"])
    client = client_of(mentee)
    assert post(client, f"/matches/{pair.pk}/sessions/plan/", PLAN).status_code == 403
    assert post(client, f"/matches/{pair.pk}/messages/", {"body": "Hello"}).status_code == 403


def test_message_is_sent_to_the_partner_and_administrators_cannot_send_one(
    pair,  # noqa: F811
    mentor,
    administrator,
    organization,
    client_of,
):
    path = f"/matches/{pair.pk}/messages/"
    assert post(client_of(administrator), path, {"body": "Hello"}).status_code == 403
    assert post(client_of(mentor), path, {"body": "Hello"}).status_code == 201
    with tenant_scope(organization.id):
        assert [m.recipient_email for m in OutboxMessage.objects.all()] == ["ben@example.org"]


@pytest.mark.parametrize(
    ("given", "field"),
    [({"time_zone": "Mars/Base"}, "time_zone"), ({"starts_at": "2020-01-01T00:00Z"}, "starts_at")],
)
def test_bad_values_are_named(pair, mentor, client_of, given, field):  # noqa: F811
    answer = post(client_of(mentor), f"/matches/{pair.pk}/sessions/plan/", {**PLAN, **given})
    assert answer.status_code == 400
    assert field in answer.content.decode()
