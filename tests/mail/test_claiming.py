from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from mentoring.mail.claiming import claim_due
from mentoring.mail.definers import oldest_due_mail_seconds, organization_ids_with_due_mail
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.scope import tenant_scope
from tests.factories.mail import make_message

NIGHT = datetime(2099, 3, 4, 22, tzinfo=UTC)


def test_automatic_email_respects_quiet_hours(kind, queue, deliver, sink, reload):
    kind(is_automatic=True)
    message = queue()
    assert deliver(NIGHT) == 0
    kept = reload(message)
    assert (kept.state, kept.reason) == ("waiting", "quiet_hours")
    assert kept.due_at == datetime(2099, 3, 5, 8, tzinfo=UTC)
    assert sink.mails == []


def test_third_automatic_email_of_a_week_is_postponed(
    kind, queue, deliver, sink, reload, now_is, organization
):
    kind(is_automatic=True)
    with tenant_scope(organization.id):
        for days in (1, 3):
            make_message(
                recipient_email="mia@example.org",
                is_automatic=True,
                state="sent",
                state_at=now_is - timedelta(days=days),
            )
    message = queue()
    assert deliver() == 0
    assert (reload(message).reason, reload(message).due_at) == ("weekly_cap", now_is + timedelta(days=4))
    assert deliver(now_is + timedelta(days=4)) == 1


def test_three_due_at_once_respect_the_cap(kind, queue, deliver, sink, now_is):
    kind(is_automatic=True)
    for number in range(3):
        queue(dedup_key=str(number))
    queue(email="other@example.org")
    assert deliver() == 3
    assert deliver(now_is + timedelta(hours=1)) == 0
    assert [mail["To"] for mail in sink.mails].count("Mia <mia@example.org>") == 2


def test_requested_email_is_exempt_from_the_cap(kind, queue, deliver, sink):
    kind()
    for number in range(4):
        queue(dedup_key=str(number))
    assert deliver(NIGHT) == 4


def test_mergeable_messages_become_one_email(kind, queue, deliver, sink, organization):
    seen = []

    def merge(messages):
        seen.append(sorted(m.dedup_key for m in messages))
        return {}

    kind(is_automatic=True, merge=merge)
    for number in range(3):
        queue(dedup_key=str(number))
    assert deliver() == 1
    assert (len(sink.mails), seen) == (1, [["0", "1", "2"]])
    with tenant_scope(organization.id):
        states = sorted(OutboxMessage.objects.values_list("state", flat=True))
    assert states == ["merged", "merged", "sent"]


def test_claimed_messages_are_not_claimed_again_before_the_lease_ends(kind, queue, organization, now_is):
    kind()
    queue()
    assert len(claim_due(organization.id, at=now_is).messages) == 1
    assert claim_due(organization.id, at=now_is + timedelta(minutes=4)).messages == []
    assert len(claim_due(organization.id, at=now_is + timedelta(minutes=5)).messages) == 1


def test_message_being_sent_at_the_end_of_the_lease_is_in_doubt(organization, deliver, sink, reload, now_is):
    with tenant_scope(organization.id):
        dead = make_message(state="sending", lease_until=now_is - timedelta(seconds=1))
        alive = make_message(state="sending", lease_until=now_is + timedelta(seconds=1))
    assert deliver() == 0
    assert (reload(dead).state, reload(dead).reason, reload(alive).state) == (
        "in_doubt",
        "interrupted",
        "sending",
    )
    assert sink.mails == []


def test_only_the_last_message_of_a_dead_worker_is_in_doubt(organization, deliver, sink, reload, now_is):
    past, claim_id = now_is - timedelta(seconds=1), uuid4()
    with tenant_scope(organization.id):
        first, last, second = [
            make_message(
                state="sending", claim_id=claim_id, lease_until=past, due_at=now_is - timedelta(hours=hours)
            )
            for hours in (3, 1, 2)
        ]
        of_another = make_message(state="sending", claim_id=uuid4(), lease_until=past)
    assert deliver() == 0
    assert [reload(m).state for m in (first, second, last, of_another)] == [
        "sent",
        "sent",
        "in_doubt",
        "in_doubt",
    ]
    assert (reload(first).sent_at, reload(first).claim_at) == (first.state_at, None)
    assert sink.mails == []


def test_messages_being_sent_are_not_resolved_before_the_last_lease_ends(
    organization, deliver, reload, now_is
):
    claim_id = uuid4()
    with tenant_scope(organization.id):
        announced = [
            make_message(
                state="sending",
                claim_id=claim_id,
                lease_until=now_is + timedelta(seconds=seconds),
                due_at=now_is + timedelta(seconds=seconds),
            )
            for seconds in (-1, 1)
        ]
    deliver()
    assert [reload(message).state for message in announced] == ["sending", "sending"]


def test_poller_finds_organizations_with_due_or_stale_messages(organization, other_organization):
    past, future = datetime(2020, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)
    with tenant_scope(organization.id):
        make_message(due_at=future)
        make_message(due_at=past, state="sent")
        make_message(due_at=past, lease_until=future)
    assert organization.id not in organization_ids_with_due_mail()
    with tenant_scope(other_organization.id):
        make_message(state="sending", lease_until=past)
    with tenant_scope(organization.id):
        make_message(due_at=past)
    assert {organization.id, other_organization.id} <= set(organization_ids_with_due_mail())
    assert oldest_due_mail_seconds() > 365 * 24 * 3600
    organization.is_active = False
    organization.save()
    assert organization.id not in organization_ids_with_due_mail()


@pytest.mark.raw_sql
def test_claim_uses_its_index_under_row_level_security(organization, other_organization, now_is):
    with tenant_scope(organization.id):
        OutboxMessage.objects.bulk_create(
            [unsaved(f"{n}", state="sent", sent_at=now_is, claim_at=None) for n in range(3000)]
            + [unsaved("due")]
        )
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute("ANALYZE mail_outboxmessage")
            cursor.execute("SET ROLE mentoring_app")
        due = OutboxMessage.objects.due(now_is).order_by("claim_at", "id").select_for_update(skip_locked=True)
        assert "mail_outbox_claim" in due[:200].explain()


def unsaved(key: str, **fields) -> OutboxMessage:
    at = datetime(2026, 3, 4, tzinfo=UTC)
    return OutboxMessage(
        **{
            "kind": "mail.test",
            "category": "account",
            "dedup_key": key,
            "recipient_email": "mia@example.org",
            "recipient_email_norm": "mia@example.org",
            "language": "en",
            "time_zone": "UTC",
            "queued_by_kind": "system",
            "created_at": at,
            "due_at": at,
            "claim_at": at,
            "state_at": at,
            "message_id": f"<{key}@example.org>",
            **fields,
        }
    )
