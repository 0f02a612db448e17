"""Link confidential responses of one person without storing whose they are."""

import hmac
import secrets
from hashlib import sha256
from uuid import UUID


def new_secret() -> str:
    return secrets.token_hex(32)


def person_key(secret: str, person_id: UUID) -> str:
    """Return the key under which the person's confidential responses are stored."""
    return hmac.new(bytes.fromhex(secret), person_id.bytes, sha256).hexdigest()
