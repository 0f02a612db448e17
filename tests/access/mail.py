from uuid import uuid4

from tests.access import ADMINISTRATORS, EVERYBODY, Call, PublicRow, Row
from tests.factories.mail import make_message, make_suppression

LOCAL = (
    "Exists only with LOCAL=1 and for callers on this machine; tests/mail/test_local_inbox.py tries the rest."
)


def message(state="waiting"):
    return lambda membership: {"pk": make_message(state=state).pk}


def suppressed(membership):
    make_suppression(email_norm="bounced@example.org")
    return {"pk": make_message(recipient_email="bounced@example.org").pk}


def foreign_batch(membership):
    batch = uuid4()
    make_message(batch_id=batch)
    return {"batch": batch}


def by_id(make):
    """Return the same for the API, which calls every argument an id."""
    return lambda membership: {"id": next(iter(make(membership).values()))}


ROWS = [
    Row("mail:my-preferences", get=Call(EVERYBODY), post=Call(EVERYBODY, 302, {"wanted": ["messages"]})),
    Row("mail:message-list", get=Call(ADMINISTRATORS)),
    Row("mail:message-export", post=Call(ADMINISTRATORS)),
    Row("mail:test-send", post=Call(ADMINISTRATORS, 302)),
    Row("mail:delivery", get=Call(ADMINISTRATORS)),
    Row("mail:delivery-check", post=Call(ADMINISTRATORS, 302, {"selector": "s1"})),
    Row("mail:batch-cancel", post=Call(ADMINISTRATORS, 302), make=foreign_batch),
    Row("mail:message-detail", get=Call(ADMINISTRATORS), make=message()),
    Row("mail:message-resend", post=Call(ADMINISTRATORS, 302), make=message("in_doubt")),
    Row("mail:message-cancel", post=Call(ADMINISTRATORS, 302), make=message()),
    Row("mail:suppression-lift", post=Call(ADMINISTRATORS, 302), make=suppressed),
    Row("api:email-list", get=Call(ADMINISTRATORS)),
    Row("api:email-export", get=Call(ADMINISTRATORS)),
    Row("api:email-send-test", post=Call(ADMINISTRATORS, 201)),
    Row("api:email-delivery", get=Call(ADMINISTRATORS)),
    Row("api:email-delivery-check", post=Call(ADMINISTRATORS, 200, {"selector": "s1"})),
    Row("api:email-detail", get=Call(ADMINISTRATORS), make=by_id(message())),
    Row("api:email-cancel", post=Call(ADMINISTRATORS), make=by_id(message())),
    Row("api:email-resend", post=Call(ADMINISTRATORS), make=by_id(message("in_doubt"))),
    Row("api:email-lift-suppression", post=Call(ADMINISTRATORS), make=by_id(suppressed)),
    Row("api:email-batch-cancel", post=Call(ADMINISTRATORS), make=by_id(foreign_batch)),
    PublicRow("mail:inbox", why=LOCAL),
    PublicRow("mail:inbox-mail", why=LOCAL, anonymous=404, signed_in=404, arguments={"name": "x"}),
    PublicRow("mail:inbox-html", why=LOCAL, anonymous=404, signed_in=404, arguments={"name": "x"}),
]
