"""Secrets of API tokens: how one is made, and how it is recognized. The secret itself is stored nowhere."""

import re
import secrets
from datetime import datetime
from hashlib import sha256

from django.db.models import Q
from django.utils.crypto import constant_time_compare

from mentoring.tenancy.models import ApiToken

PREFIX = "mt_"  # lets secret scanners, and people, tell what it is
SECRET = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")
HINT = 8


def new_secret() -> str:
    """Return the secret of a new token: 32 random bytes behind the prefix. It is shown once."""
    return PREFIX + secrets.token_urlsafe(32)


def hash_secret(secret: str) -> str:
    """Return what is stored instead of the secret.

    A plain hash is enough where a password needs a slow one: nobody can try 256 random bits.
    """
    return sha256(secret.encode()).hexdigest()


def hint_of(secret: str) -> str:
    """Return the beginning by which its owner tells one token from another."""
    return secret[:HINT]


def authenticate_token(secret: str, *, at: datetime) -> ApiToken | None:
    """Return the open scope's token with that secret, with its member, when both are good at that time.

    Unknown, revoked and expired tokens and those of ended members or closed sign-ins look the same: None. The day
    of the last use is written at most once a day, so that reading does not write a row for each request.
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
