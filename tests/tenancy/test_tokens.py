from datetime import UTC, date, datetime, timedelta

import pytest

from mentoring.tenancy.models import ApiToken, Membership
from mentoring.tenancy.scope import tenant_scope
from mentoring.tenancy.tokens import SECRET, authenticate_token, hash_secret, hint_of, new_secret
from tests.factories.tenancy import make_api_token, make_membership, make_user

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


@pytest.fixture
def secret() -> str:
    return new_secret()


@pytest.fixture
def token(scope, secret) -> ApiToken:
    return make_api_token(key_hash=hash_secret(secret), expires_at=NOW + timedelta(days=1))


def test_secrets_differ_and_have_256_random_bits_behind_the_prefix():
    made = {new_secret() for _ in range(100)}
    assert len(made) == 100
    assert all(SECRET.fullmatch(secret) and len(secret) == 46 for secret in made)


def test_hash_is_sha256_and_the_hint_is_the_beginning():
    assert hash_secret("mt_x") == "609c5ed8f5f871cb85bfee25264c733f3cdca44d1e374502750f157710b25bfe"
    assert hint_of("mt_abcdefgh") == "mt_abcde"


def test_a_good_secret_brings_the_token_and_its_member_in_one_read_and_one_write(
    token, secret, django_assert_num_queries
):
    with django_assert_num_queries(2):
        found = authenticate_token(secret, at=NOW)
        assert (found, found.membership.user) == (token, token.membership.user)


def test_the_day_of_use_is_written_once_a_day(token, secret, django_assert_num_queries):
    authenticate_token(secret, at=NOW)
    with django_assert_num_queries(1):
        authenticate_token(secret, at=NOW + timedelta(hours=3))
    token.refresh_from_db()
    assert token.last_used_on == date(2026, 5, 4)
    authenticate_token(secret, at=NOW + timedelta(hours=20))
    token.refresh_from_db()
    assert token.last_used_on == date(2026, 5, 5)


@pytest.mark.parametrize("bad", ["", "mt_", "mt_" + "x" * 43, "Bearer", "mt_" + "é" * 43, "mt_" + "x" * 9000])
def test_unknown_and_malformed_secrets_bring_nothing(token, bad):
    assert authenticate_token(bad, at=NOW) is None


def test_the_stored_hash_is_no_secret(token):
    assert authenticate_token(token.key_hash, at=NOW) is None


def test_expired_and_revoked_tokens_bring_nothing_and_keep_their_last_use(token, secret):
    assert authenticate_token(secret, at=token.expires_at) is None
    ApiToken.objects.update(revoked_at=NOW - timedelta(minutes=1))
    assert authenticate_token(secret, at=NOW) is None
    token.refresh_from_db()
    assert token.last_used_on is None


def test_token_of_an_ended_member_brings_nothing(token, secret):
    Membership.objects.update(state="ended", ended_at=NOW)
    assert authenticate_token(secret, at=NOW) is None


def test_token_of_a_closed_sign_in_brings_nothing(scope, secret):
    make_api_token(key_hash=hash_secret(secret), membership=make_membership(user=make_user(is_active=False)))
    assert authenticate_token(secret, at=NOW) is None


def test_token_of_another_organization_brings_nothing(organization, other_organization, secret):
    with tenant_scope(organization.id):
        make_api_token(key_hash=hash_secret(secret))
    with tenant_scope(other_organization.id):
        assert authenticate_token(secret, at=NOW) is None
