from uuid import uuid4

from tests.access import ADMINISTRATORS, EVERYBODY, OWNER, Call, PublicRow, Row
from tests.factories.members import make_invite
from tests.factories.tenancy import make_api_token, make_membership


def a_member(caller):
    return {"member": make_membership().pk}


def an_ended_member(caller):
    return {"member": make_membership(state="ended", ended_at="2026-01-01T00:00Z").pk}


def an_owner(caller):
    return {"member": make_membership(role="owner").pk}


def an_invite(caller):
    return {"invite": make_invite(email=f"{uuid4().hex[:8]}@example.org").pk}


def own_token(caller):
    return {"token": make_api_token(membership=caller).pk}


SETTINGS = {"name": "Acme Inc.", "language": "en", "time_zone": "Europe/Berlin"}
INVITE = {"addresses": "new@example.org", "role": "participant", "language": "en"}
TOKEN = {"name": "Payroll", "scopes": ["read"], "days": "30"}

ROWS = [
    PublicRow("members:organization-list", why="Outside any organization; needs a sign-in.", anonymous=302),
    PublicRow("members:organization-create", why="Outside any organization; needs a sign-in.", anonymous=302),
    PublicRow(
        "members:first-run",
        why="For the first owner, who has a code; there is none once an organization exists.",
        anonymous=404,
        signed_in=404,
    ),
    Row("members:home", get=Call(EVERYBODY)),
    Row("members:search", get=Call(EVERYBODY)),
    Row("members:organization-edit", get=Call(ADMINISTRATORS), post=Call(ADMINISTRATORS, 302, SETTINGS)),
    Row("members:leave", get=Call(EVERYBODY), post=Call(EVERYBODY, 302)),
    Row("members:member-list", get=Call(ADMINISTRATORS)),
    Row("members:member-detail", get=Call(ADMINISTRATORS), make=a_member),
    Row("members:member-role", post=Call(ADMINISTRATORS, 302, {"role": "analyst"}), make=a_member),
    Row(
        "members:member-role-restore",
        post=Call(OWNER, 302),
        make=lambda caller: {**an_owner(caller), "role": "analyst"},
    ),
    Row("members:member-remove", post=Call(ADMINISTRATORS, 302), make=a_member),
    Row("members:member-restore", post=Call(ADMINISTRATORS, 302), make=an_ended_member),
    Row("members:invite-list", get=Call(ADMINISTRATORS)),
    Row("members:invite-create", get=Call(ADMINISTRATORS), post=Call(ADMINISTRATORS, 302, INVITE)),
    Row("members:invite-resend", post=Call(ADMINISTRATORS, 302), make=an_invite),
    Row("members:invite-withdraw", post=Call(ADMINISTRATORS, 302), make=an_invite),
    Row(
        "members:invite-batch-withdraw",
        post=Call(ADMINISTRATORS, 302),
        make=lambda caller: {"batch": uuid4()},
    ),
    Row("members:token-list", get=Call(ADMINISTRATORS)),
    Row("members:token-create", get=Call(ADMINISTRATORS), post=Call(ADMINISTRATORS, 200, TOKEN)),
    Row("members:token-revoke", get=Call(ADMINISTRATORS), post=Call(ADMINISTRATORS, 302), make=own_token),
    Row("audit:log", get=Call(ADMINISTRATORS)),
    Row("audit:log-export", post=Call(ADMINISTRATORS, 200)),
]
