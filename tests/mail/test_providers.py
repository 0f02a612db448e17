"""Mail through a provider's API: what its answers, and their absence, make of a message."""

import pytest

from mentoring.mail.models import Suppression
from mentoring.tenancy.scope import tenant_scope
from tests.mail.provider import INACTIVE, provider_server


@pytest.fixture
def provider(settings):
    with provider_server() as server:
        settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
        settings.ANYMAIL = {"POSTMARK_SERVER_TOKEN": "x", "POSTMARK_API_URL": server.url}
        yield server


def suppressed(organization) -> list[str]:
    with tenant_scope(organization.id):
        return list(Suppression.objects.values_list("email_norm", flat=True))


def test_provider_gets_the_email_with_its_message_id(kind, queue, deliver, provider, reload):
    kind()
    message = queue()
    assert deliver() == 1
    (mail,) = provider.mails
    assert (mail["To"], mail["Subject"]) == ("Mia <mia@example.org>", "A note")
    assert mail["Metadata"] == {"message_id": message.message_id}
    assert {"Name": "Message-ID", "Value": message.message_id} in mail["Headers"]
    assert reload(message).state == "sent"


@pytest.mark.parametrize("status", [401, 403, 429])
def test_refusal_that_does_not_concern_the_email_is_retried(
    kind, queue, deliver, provider, reload, organization, status
):
    kind()
    message = queue()
    provider.answers["mia@example.org"] = (status, {"ErrorCode": 10, "Message": "No"})
    assert deliver() == 0
    kept = reload(message)
    assert (kept.state, kept.reason, kept.attempts) == ("waiting", "retry", 1)
    assert suppressed(organization) == []


def test_refusal_of_the_email_is_permanent(kind, queue, deliver, provider, reload, organization):
    kind()
    message = queue()
    provider.answers["mia@example.org"] = (422, {"ErrorCode": 300, "Message": "Invalid email request"})
    assert deliver() == 0
    kept = reload(message)
    assert (kept.state, kept.reason) == ("failed", "refused")
    assert "Invalid email request" in kept.last_error
    assert suppressed(organization) == []


def test_refusal_of_the_address_suppresses_it(kind, queue, deliver, provider, reload, organization):
    kind()
    message = queue()
    provider.answers["mia@example.org"] = (
        422,
        {"ErrorCode": 406, "Message": INACTIVE.format(to="mia@example.org")},
    )
    assert deliver() == 0
    assert (reload(message).state, reload(message).reason) == ("failed", "refused")
    assert suppressed(organization) == ["mia@example.org"]


@pytest.mark.parametrize("answer", ["hang up", (500, {"ErrorCode": 100, "Message": "Maintenance"})])
def test_ambiguous_answer_leaves_the_message_in_doubt(kind, queue, deliver, provider, reload, answer):
    kind()
    message = queue()
    provider.answers["mia@example.org"] = answer
    assert deliver() == 0
    assert (reload(message).state, reload(message).reason) == ("in_doubt", "interrupted")
    provider.answers.clear()
    assert deliver() == 0
    assert provider.mails == []


def test_unreachable_provider_leaves_everything_queued(kind, queue, deliver, settings, reload):
    kind()
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    settings.ANYMAIL = {"POSTMARK_SERVER_TOKEN": "x", "POSTMARK_API_URL": "http://127.0.0.1:1/"}
    message = queue()
    assert deliver() == 0
    kept = reload(message)
    assert (kept.state, kept.reason, kept.claim_id) == ("waiting", "retry", None)


def test_each_message_gets_its_own_answer(kind, queue, deliver, provider, reload):
    kind()
    names = ["taken", "refused", "doubtful", "later", "last"]
    messages = {name: queue(email=f"{name}@example.org") for name in names}
    provider.answers["refused@example.org"] = (422, {"ErrorCode": 300, "Message": "No"})
    provider.answers["doubtful@example.org"] = "hang up"
    provider.answers["later@example.org"] = (429, {"Message": "Slower"})
    assert deliver() == 2
    assert {name: reload(message).state for name, message in messages.items()} == {
        "taken": "sent",
        "refused": "failed",
        "doubtful": "in_doubt",
        "later": "waiting",
        "last": "sent",
    }
