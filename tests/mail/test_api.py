"""The outbox by the API: the same rows, the same rules and the same actions as its pages."""

from uuid import uuid4

import pytest

from mentoring.audit.models import AuditEvent
from mentoring.mail.models import OutboxMessage, Suppression
from mentoring.tenancy.scope import tenant_scope
from tests.factories.mail import make_message, make_suppression

API = "/api/v1/o/acme/"
MESSAGES = API + "emails/"


@pytest.fixture
def message(organization):
    def make(**fields):
        with tenant_scope(organization.id):
            return make_message(**fields)

    return make


def events(organization):
    with tenant_scope(organization.id):
        return list(AuditEvent.objects.order_by("happened_at").values_list("action", "actor_kind", "values"))


def results(answer):
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_messages_are_those_of_the_organization(administrator, outsider, message, caller_of):
    ours = message(recipient_email="Mia@example.org", recipient_name="Mia", state="sent")
    with tenant_scope(outsider.organization_id):
        make_message()
    [row] = results(caller_of(administrator, "read").get(MESSAGES))
    assert row == {
        "id": str(ours.pk),
        "kind": "mail.test",
        "category": "account",
        "state": "sent",
        "reason": "",
        "to_name": "Mia",
        "to_email": "Mia@example.org",
        "language": "en",
        "message_id": ours.message_id,
        "batch_id": None,
        "created_at": "2026-03-04T12:00:00Z",
        "due_at": "2026-03-04T12:00:00Z",
        "sent_at": "2026-03-04T12:00:00Z",
        "attempts": 0,
        "last_error": "",
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"a", "b", "c"}),
        ({"state": "failed"}, {"b"}),
        ({"category": "reminders"}, {"c"}),
        ({"kind": "test.other"}, {"c"}),
        ({"address": "A@Example.org"}, {"a"}),
        ({"state": "failed", "category": "reminders"}, set()),
    ],
)
def test_messages_are_filtered(administrator, message, caller_of, query, expected):
    message(recipient_email="a@example.org")
    message(recipient_email="b@example.org", state="failed")
    message(recipient_email="c@example.org", category="reminders", kind="test.other")
    rows = results(caller_of(administrator, "read").get(MESSAGES, query))
    assert {row["to_email"][0] for row in rows} == expected


@pytest.mark.parametrize("count", [1, 50])
def test_list_costs_three_reads_however_long_it_is(
    administrator,
    message,
    caller_of,
    django_assert_num_queries,
    count,
):
    caller = caller_of(administrator, "read")
    caller.get(API)
    for _ in range(count):
        message()
    with django_assert_num_queries(3 + 4):  # as in tests/api/test_resources.py
        assert len(results(caller.get(MESSAGES, {"page_size": 200}))) == count


def test_preview_masks_links(kind, administrator, message, caller_of):
    kind(context=lambda message: {"action_url": "https://example.org/l/secret", "action_label": "Go"})
    url = f"{MESSAGES}{message(kind='test.note', category='reminders').pk}/"
    said = caller_of(administrator, "read").get(url).json()["preview"]
    assert said["subject"] == "A note"
    assert "[…]" in said["text"]
    assert "://" not in said["text"]


def test_preview_of_a_private_message_is_null(kind, administrator, message, caller_of):
    kind(is_private=True)
    answer = caller_of(administrator, "read").get(f"{MESSAGES}{message(kind='test.note').pk}/").json()
    assert (answer["kind"], answer["preview"]) == ("test.note", None)


def test_message_of_another_organization_is_not_found(administrator, outsider, message, caller_of):
    with tenant_scope(outsider.organization_id):
        theirs = make_message()
    caller = caller_of(administrator)
    assert caller.get(f"{MESSAGES}{message().pk}/").status_code == 200
    assert caller.get(f"{MESSAGES}{theirs.pk}/").status_code == 404
    assert caller.post(f"{MESSAGES}{theirs.pk}/cancel/").status_code == 404


def test_waiting_message_is_cancelled_once(organization, administrator, message, caller_of, reload):
    waiting, caller = message(), caller_of(administrator, "write")
    answer = caller.post(f"{MESSAGES}{waiting.pk}/cancel/")
    assert (answer.status_code, answer.json()["state"], answer.json()["reason"]) == (
        200,
        "cancelled",
        "undone",
    )
    again = caller.post(f"{MESSAGES}{waiting.pk}/cancel/")
    assert (again.status_code, again.json()["detail"]) == (
        400,
        "This email can no longer be canceled.",
    )
    assert reload(waiting).state == "cancelled"
    assert events(organization) == [("mail.cancel_messages", "token", {"count": 1})]


def test_only_a_message_in_doubt_is_sent_again(administrator, message, caller_of, reload):
    doubtful, sent, caller = (
        message(state="in_doubt"),
        message(state="sent"),
        caller_of(administrator, "write"),
    )
    assert caller.post(f"{MESSAGES}{doubtful.pk}/resend/").json()["state"] == "waiting"
    assert caller.post(f"{MESSAGES}{sent.pk}/resend/").status_code == 400
    assert (reload(doubtful).state, reload(sent).state) == ("waiting", "sent")


def test_suppression_is_lifted(organization, administrator, message, caller_of):
    with tenant_scope(organization.id):
        make_suppression(email_norm="mia@example.org")
    url = f"{MESSAGES}{message(recipient_email='mia@example.org').pk}/lift-suppression/"
    caller = caller_of(administrator, "write")
    assert caller.post(url).status_code == 200
    assert caller.post(url).status_code == 404
    with tenant_scope(organization.id):
        assert not Suppression.objects.exists()


def test_batch_is_cancelled_by_the_member_who_queued_it(
    organization,
    administrator,
    coordinator,
    message,
    caller_of,
):
    own, foreign = uuid4(), uuid4()
    queued_by = {"queued_by_kind": "member", "queued_by_id": coordinator.pk}
    message(batch_id=own, **queued_by)
    message(batch_id=own, state="sent", **queued_by)
    message(batch_id=foreign)
    caller = caller_of(coordinator, "write")
    assert caller.post(f"{API}email-batches/{own}/cancel/").json() == {"cancelled": 1}
    assert caller.post(f"{API}email-batches/{foreign}/cancel/").status_code == 403
    assert caller_of(administrator, "write").post(f"{API}email-batches/{uuid4()}/cancel/").status_code == 404
    with tenant_scope(organization.id):
        assert sorted(OutboxMessage.objects.values_list("state", flat=True)) == [
            "cancelled",
            "sent",
            "waiting",
        ]


def test_test_email_goes_to_the_owner_of_the_token(organization, administrator, caller_of):
    answer = caller_of(administrator, "write").post(f"{MESSAGES}send-test/")
    assert (answer.status_code, answer.json()["to_email"], answer.json()["kind"]) == (
        201,
        "ada@example.org",
        "mail.test",
    )
    assert [action for action, *_rest in events(organization)] == ["mail.send_test"]


def test_export_equals_the_page_and_needs_the_scope(
    organization,
    administrator,
    message,
    caller_of,
):
    message(recipient_email="mia@example.org", state="failed")
    message(recipient_email="other@example.org")
    assert caller_of(administrator, "read", "write").get(f"{MESSAGES}export/").status_code == 403
    answer = caller_of(administrator, "export").get(f"{MESSAGES}export/", {"state": "failed"}).json()
    assert answer["rows"] == 1
    assert "mia@example.org" in answer["csv"]
    assert "other@example.org" not in answer["csv"]
    assert events(organization) == [("mail.export", "token", {"count": 1})]
