"""Create and verify the secrets of API tokens. The secret itself is never stored."""

import re
import secrets
from datetime import datetime
from hashlib import sha256

from django.db.models import Q
from django.utils.crypto import constant_time_compare

from mentoring.tenancy.models import ApiToken

PREFIX = "mt_"  # makes a leaked token recognizable to secret scanners and people
SECRET = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")
HINT = 8


def new_secret() -> str:
    """Return the secret of a new token: the prefix and 32 random bytes. It is shown once."""
    return PREFIX + secrets.token_urlsafe(32)


def hash_secret(secret: str) -> str:
    """Return the hash that is stored instead of the secret.

    A fast hash is enough here, unlike for a password: 256 random bits cannot be guessed.
    """
    return sha256(secret.encode()).hexdigest()


def hint_of(secret: str) -> str:
    """Return the first characters, by which the owner recognizes a token."""
    return secret[:HINT]


def authenticate_token(secret: str, *, at: datetime) -> ApiToken | None:
    """Return the token with this secret and its member from the open scope, if both are valid at that time.

    Unknown, revoked and expired tokens, and tokens of ended memberships or closed accounts, all return None. The day
    of last use is written at most once a day, so that reads do not cause a write in each request.
    """
    if not SECRET.fullmatch(secret):
        return None
    key_hash = hash_secret(secret)
    token = ApiToken.objects.select_related("membership__user").filter(key_hash=key_hash).first()
    if token is None or not constant_time_compare(token.key_hash, key_hash):
        return None
    if not (token.is_valid(at) and token.membership.is_active and token.membership.user.is_active):
        return None
    today = at.date()
    if token.last_used_on is None or token.last_used_on < today:
        unused_today = Q(last_used_on=None) | Q(last_used_on__lt=today)
        ApiToken.objects.filter(unused_today, pk=token.pk).update(last_used_on=today)
        token.last_used_on = today
    return token
