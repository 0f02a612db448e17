from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from tests.access import ADMINISTRATORS, EVERYBODY, Call, PublicRow, Row
from tests.factories.members import make_invite
from tests.factories.tenancy import make_api_token, make_membership


def a_member(membership):
    return {"id": make_membership().id}


def an_invite(membership):
    sent_at = timezone.now() - timedelta(hours=1)
    return {"id": make_invite(invited_at=sent_at, sent_at=sent_at).id}


def own_token(membership):
    return {"id": make_api_token(membership=membership).id}


def an_address(membership):
    return {"email": f"{uuid4().hex}@example.org", "role": "participant"}


def some_addresses(membership):
    return {"emails": [f"{uuid4().hex}@example.org" for _ in range(2)], "role": "participant"}


def an_ended_member(membership):
    return {"id": make_membership(state="ended", ended_at="2026-01-01T00:00Z").id}


ROWS = [
    PublicRow(
        "api:reference", why="It holds no data; who writes a program reads it before there is a token."
    ),
    PublicRow("api:schema", why="As the reference."),
    Row("api:organization", get=Call(EVERYBODY), patch=Call(ADMINISTRATORS, data={"name": "Acme Inc."})),
    Row("api:me", get=Call(EVERYBODY)),
    Row("api:search", get=Call(EVERYBODY)),
    Row("api:member-list", get=Call(ADMINISTRATORS)),
    Row(
        "api:member-detail",
        get=Call(ADMINISTRATORS),
        patch=Call(ADMINISTRATORS, data={"role": "analyst"}),
        delete=Call(ADMINISTRATORS, 204),
        make=a_member,
    ),
    Row("api:member-restore", post=Call(ADMINISTRATORS), make=an_ended_member),
    Row("api:invite-batch-list", post=Call(ADMINISTRATORS, 201, some_addresses)),
    Row("api:invite-batch-withdraw", post=Call(ADMINISTRATORS), make=lambda membership: {"id": uuid4()}),
    Row("api:invite-list", get=Call(ADMINISTRATORS), post=Call(ADMINISTRATORS, 201, an_address)),
    Row("api:invite-detail", get=Call(ADMINISTRATORS), delete=Call(ADMINISTRATORS, 204), make=an_invite),
    Row("api:invite-resend", post=Call(ADMINISTRATORS), make=an_invite),
    Row("api:api-token-list", get=Call(ADMINISTRATORS)),
    Row("api:api-token-detail", delete=Call(ADMINISTRATORS, 204), make=own_token),
    Row("api:audit-event-list", get=Call(ADMINISTRATORS)),
    Row("api:audit-event-export", get=Call(ADMINISTRATORS)),
]
