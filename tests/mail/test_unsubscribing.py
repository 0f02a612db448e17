import pytest
from django.test import Client
from django.utils import translation

from mentoring.audit.models import AuditEvent
from mentoring.mail.models import MailPreference
from mentoring.mail.unsubscribing import UnsubscribeLink
from mentoring.tenancy.scope import tenant_scope


@pytest.fixture
def path(kind, queue, organization):
    kind()
    return UnsubscribeLink.path_to(queue(), organization)


def preferences(organization) -> dict[str, bool]:
    with tenant_scope(organization.id):
        return dict(MailPreference.objects.values_list("category", "is_wanted"))


def test_get_twice_changes_nothing(path, organization, client):
    for _ in range(2):
        page = client.get(path).content.decode()
        assert "Unsubscribe from these emails?" in page
        assert "Reminders" in page
    assert preferences(organization) == {}


def test_one_click_unsubscribes_from_the_category(path, organization):
    program = Client(enforce_csrf_checks=True)
    assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert preferences(organization) == {"reminders": False}


def test_unsubscribing_twice_is_stored_once(path, organization, client):
    client.post(path)
    client.post(path)
    with tenant_scope(organization.id):
        events = AuditEvent.objects.values_list("action", "actor_kind", "actor_label", "values")
        assert list(events) == [("mail.unsubscribe", "link", "unsubscribe", {"category": "reminders"})]
    assert "Unsubscribed" in client.get(path).content.decode()


def test_categories_can_be_chosen_and_chosen_again(path, organization, client, queue):
    client.post(path, {"choose": "1", "wanted": ["reminders", "digests", "account", "nonsense"]})
    assert preferences(organization) == {
        "messages": False,
        "reminders": True,
        "surveys": False,
        "digests": True,
    }
    client.post(path, {"choose": "1", "wanted": ["surveys"]})
    assert queue(dedup_key="next").state == "suppressed"


def test_choice_holds_for_the_address_in_every_spelling(path, organization, client, queue):
    client.post(path)
    assert queue(email="MIA@example.org", dedup_key="next").state == "suppressed"
    assert queue(email="max@example.org", dedup_key="other").state == "waiting"


def test_page_is_in_the_language_of_the_email(path, client, queue, organization):
    with translation.override("en"):  # what a request activates stays active in a test's thread
        page = client.get(path, headers={"accept-language": "de"}).content.decode()
    assert '<html lang="en"' in page


def test_account_email_has_no_unsubscribe_link(queue, organization, client):
    message = queue("mail.test")
    assert client.get(UnsubscribeLink.path_to(message, organization)).status_code == 404


def test_email_has_the_headers_for_one_click(kind, queue, deliver, sink, organization, client):
    kind()
    message = queue()
    deliver()
    (mail,) = sink.mails
    url = UnsubscribeLink.url_to(message, organization)
    assert mail["List-Unsubscribe"] == f"<{url}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for part in ("plain", "html"):
        assert url in mail.get_body((part,)).get_content()


def test_account_email_has_no_unsubscribe_headers(queue, deliver, sink):
    queue("mail.test")
    deliver()
    (mail,) = sink.mails
    assert mail["List-Unsubscribe"] is None
    assert mail["List-Unsubscribe-Post"] is None
