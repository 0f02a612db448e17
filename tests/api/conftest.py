from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from mentoring.tenancy.models import Membership
from mentoring.tenancy.scope import tenant_scope
from mentoring.tenancy.tokens import hash_secret, new_secret
from tests.factories.tenancy import make_api_token


@pytest.fixture
def secret_of() -> Callable[..., str]:
    """Make a token of the member and return its secret."""

    def make(membership: Membership, *scopes: str, **fields) -> str:
        secret = new_secret()
        with tenant_scope(membership.organization_id):
            make_api_token(
                membership=membership,
                key_hash=hash_secret(secret),
                scopes=list(scopes or ("read", "write", "export")),
                **{"expires_at": timezone.now() + timedelta(days=1), **fields},
            )
        return secret

    return make


@pytest.fixture
def caller_of(secret_of) -> Callable[..., Client]:
    """Return a client that calls with a new token of the member."""

    def make(membership: Membership, *scopes: str, **fields) -> Client:
        secret = secret_of(membership, *scopes, **fields)
        return Client(headers={"Authorization": f"Bearer {secret}"}, raise_request_exception=False)

    return make
