import pytest

from mentoring.audit.models import AuditEvent
from mentoring.mail.actions import BulkItem, queue_bulk
from mentoring.mail.models import OutboxMessage, Suppression
from mentoring.mail.recipients import Recipient
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import tenant_scope
from tests.factories.mail import make_message, make_suppression

LIST = "/o/acme/emails/"


@pytest.fixture
def ada(administrator, client_of):
    return client_of(administrator)


def make(organization, **fields) -> OutboxMessage:
    with tenant_scope(organization.id):
        return make_message(**fields)


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_for_any_number(ada, organization, count, django_assert_max_num_queries):
    for number in range(count):
        make(organization, recipient_email=f"p{number}@example.org", mark=f"P {number}")
    with django_assert_max_num_queries(12):
        page = ada.get(LIST).content.decode()
    assert all(f"p{number}@example.org" in page for number in range(count))


def test_list_is_filtered_by_state_kind_and_whole_address(ada, organization):
    make(organization, recipient_email="waits@example.org")
    make(organization, recipient_email="sent@example.org", state="sent")
    make(organization, recipient_email="other@example.org", kind="test.other")

    def shown(query):
        page = ada.get(LIST + query).content.decode()
        return {name for name in ("waits", "sent", "other") if f"{name}@example.org" in page}

    assert shown("") == {"waits", "sent", "other"}
    assert shown("?state=sent") == {"sent"}
    assert shown("?kind=mail.test&state=waiting") == {"waits"}
    assert shown("?address=WAITS@example.org") == {"waits"}
    assert shown("?state=nonsense") == {"waits", "sent", "other"}


def test_messages_of_another_organization_are_not_found(ada, other_organization):
    theirs = make(other_organization, recipient_email="theirs@example.org")
    assert "theirs@example.org" not in ada.get(LIST).content.decode()
    assert ada.get(f"{LIST}{theirs.pk}/").status_code == 404


def test_preview_masks_every_link(ada, organization, kind):
    kind(context=lambda message: {"action_url": "https://example.org/l/secret", "action_label": "Open"})
    page = ada.get(f"{LIST}{make(organization, kind='test.note', category='reminders').pk}/").content.decode()
    assert "This is the test you requested" in page
    assert "Open:\n[…]" in page
    assert "secret" not in page
    assert "/l/unsubscribe/" not in page


def test_private_message_shows_no_content(ada, organization, kind):
    kind(is_private=True, subject="Between us")
    message = make(organization, kind="test.note", recipient_email="mia@example.org")
    page = ada.get(f"{LIST}{message.pk}/").content.decode()
    assert "mia@example.org" in page
    assert "Its content is not shown" in page
    assert "Between us" not in page
    assert "This is the test" not in page


def test_message_in_doubt_is_sent_again_by_one_click(ada, organization, reload):
    message = make(organization, state="in_doubt")
    assert "1 email may not have arrived" in ada.get(LIST).content.decode()
    answer = ada.post(f"{LIST}{message.pk}/resend/", follow=True)
    assert "Email queued again." in answer.content.decode()
    assert (reload(message).state, reload(message).message_id) == ("waiting", message.message_id)
    assert (
        "Only messages whose delivery is uncertain"
        in ada.post(f"{LIST}{message.pk}/resend/", follow=True).content.decode()
    )


def test_queued_message_is_cancelled_and_a_sent_one_is_not(ada, organization, reload):
    waiting, sent = make(organization), make(organization, state="sent")
    ada.post(f"{LIST}{waiting.pk}/cancel/")
    answer = ada.post(f"{LIST}{sent.pk}/cancel/", follow=True)
    assert (reload(waiting).state, reload(sent).state) == ("cancelled", "sent")
    assert "can no longer be canceled" in answer.content.decode()


def test_suppression_is_lifted(ada, organization):
    message = make(organization, recipient_email="mia@example.org")
    with tenant_scope(organization.id):
        make_suppression(email_norm="mia@example.org")
    ada.post(f"{LIST}{message.pk}/lift-suppression/")
    with tenant_scope(organization.id):
        assert Suppression.objects.count() == 0
        assert AuditEvent.objects.get().action == "mail.lift_suppression"


def test_bulk_is_cancelled_by_its_sender_and_no_other_coordinator(
    organization, coordinator, analyst, client_of, kind
):
    kind()
    with tenant_scope(organization.id):
        batch = queue_bulk(
            "test.note", [BulkItem(Recipient("mia@example.org"), "k")], by=Actor.member(coordinator)
        )
    path = f"{LIST}batches/{batch.id}/cancel/"
    assert client_of(analyst).post(path).status_code == 403
    assert client_of(coordinator).post(path).status_code == 302
    with tenant_scope(organization.id):
        assert OutboxMessage.objects.get().state == "cancelled"


def test_test_email_goes_to_the_member_who_requests_it(ada, administrator, deliver, sink):
    ada.post(f"{LIST}send-test/")
    assert deliver() == 1
    (mail,) = sink.mails
    assert (mail["To"], mail["Subject"]) == ("Ada <ada@example.org>", "Test email from Acme")


def test_export_is_safe_in_a_spreadsheet_and_audited(ada, organization):
    make(organization, mark="=HYPERLINK(1)", recipient_email="mia@example.org")
    text = ada.post(f"{LIST}export/").content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert "mia@example.org" in text
    with tenant_scope(organization.id):
        assert AuditEvent.objects.values_list("action", "values").get() == ("mail.export", {"count": 1})
