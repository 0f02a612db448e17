import pytest
from django.test import Client

from mentoring.mail.models import MailPreference, OutboxMessage, Suppression
from mentoring.mail.provider_events import ProviderEventsLink
from mentoring.tenancy.scope import tenant_scope
from tests.factories.mail import make_message


@pytest.fixture
def path(organization, settings):
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    return ProviderEventsLink.path_to(organization, organization)


def report(path, **fields):
    event = {"Email": "Mia@Example.org", "MessageID": "x", "Description": "Unknown user", **fields}
    return Client(enforce_csrf_checks=True).post(path, event, content_type="application/json")


def suppressed(organization) -> list[tuple]:
    with tenant_scope(organization.id):
        return list(Suppression.objects.values_list("email_norm", "reason", "detail"))


def test_bounce_suppresses_the_address_and_marks_the_message(path, organization):
    with tenant_scope(organization.id):
        message = make_message(state="sent", recipient_email="mia@example.org")
    answer = report(
        path,
        RecordType="Bounce",
        Type="HardBounce",
        BouncedAt="2026-03-04T12:00:00Z",
        Metadata={"message_id": message.message_id},
    )
    assert answer.status_code == 200
    assert suppressed(organization) == [("mia@example.org", "bounced", "Unknown user")]
    with tenant_scope(organization.id):
        assert OutboxMessage.objects.values_list("state", "reason").get() == ("failed", "bounced")


def test_temporary_bounce_suppresses_nothing(path, organization):
    report(path, RecordType="Bounce", Type="Transient", BouncedAt="2026-03-04T12:00:00Z")
    assert suppressed(organization) == []


def test_complaint_suppresses_the_address(path, organization, other_organization):
    report(path, RecordType="SpamComplaint", Type="SpamComplaint", BouncedAt="2026-03-04T12:00:00Z")
    assert [row[:2] for row in suppressed(organization)] == [("mia@example.org", "complained")]
    assert suppressed(other_organization) == []


def test_unsubscribing_at_the_provider_is_stored(path, organization):
    report(
        path,
        RecordType="SubscriptionChange",
        SuppressSending=True,
        SuppressionReason="ManualSuppression",
        Recipient="mia@example.org",
        ChangedAt="2026-03-04T12:00:00Z",
    )
    with tenant_scope(organization.id):
        assert set(MailPreference.objects.values_list("category", "is_wanted")) == {
            ("messages", False),
            ("reminders", False),
            ("surveys", False),
            ("digests", False),
        }


def test_address_of_another_organization_or_a_guess_changes_nothing(path, organization, other_organization):
    for wrong in (
        path.replace("/acme/", "/globex/"),
        path[:-5] + "AAAA/",
        ProviderEventsLink.path_to(other_organization, organization),
    ):
        answer = report(wrong, RecordType="Bounce", Type="HardBounce", BouncedAt="2026-03-04T12:00:00Z")
        assert answer.status_code == 404
    assert suppressed(organization) == suppressed(other_organization) == []


def test_events_without_a_provider_are_ignored(path, organization, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert report(path, RecordType="Bounce", Type="HardBounce").status_code == 204
    assert suppressed(organization) == []
