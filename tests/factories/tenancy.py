from datetime import UTC, datetime
from uuid import uuid4

from mentoring.accounts.models import User
from mentoring.tenancy.models import ApiToken, Membership, Organization
from tests.factories import makes


def make_organization(**fields) -> Organization:
    return Organization.objects.create(**{"name": "Acme", "slug": f"acme-{uuid4().hex[:8]}", **fields})


def make_user(**fields) -> User:
    return User.objects.create_user(**{"email": f"{uuid4().hex[:12]}@example.org", **fields})


@makes(Membership)
def make_membership(*, mark: str = "", **fields) -> Membership:
    user = fields.pop("user", None) or make_user(name=mark)
    return Membership.objects.create(**{"role": "participant", "user": user, **fields})


@makes(ApiToken)
def make_api_token(*, mark: str = "token", **fields) -> ApiToken:
    membership = fields.pop("membership", None) or make_membership(mark=mark)
    return ApiToken.objects.create(
        **{
            "membership": membership,
            "name": mark,
            "key_hash": uuid4().hex,
            "key_hint": "mt_abc",
            "scopes": ["read"],
            "expires_at": datetime(2099, 1, 1, tzinfo=UTC),
            **fields,
        }
    )
