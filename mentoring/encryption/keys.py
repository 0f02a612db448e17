"""The keys of DATA_KEYS. The first one encrypts; all of them decrypt."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32
ID_BYTES = 6


def derived(key: bytes, info: bytes, *, length: int = KEY_BYTES) -> bytes:
    """Return a key for one purpose (HKDF, RFC 5869). The purpose's key does not reveal the key or its other keys."""
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(key)


def keys() -> Mapping[str, bytes]:
    """Return all keys by id, the current one first; raise ImproperlyConfigured without a valid one."""
    return _parsed(tuple(settings.DATA_KEYS))


def current_key_id() -> str:
    return next(iter(keys()))


@lru_cache(maxsize=4)
def _parsed(texts: Sequence[str]) -> dict[str, bytes]:
    if not texts:
        raise ImproperlyConfigured(
            "DATA_KEYS is not set. See .env.example, or start with bin/run or bin/manage."
        )
    found = {}
    for position, text in enumerate(texts, 1):
        try:
            key = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != KEY_BYTES:
            # The position, never the text: this message is logged.
            raise ImproperlyConfigured(
                f"Key {position} of DATA_KEYS is not {KEY_BYTES} bytes in Base64. "
                "To create one: openssl rand -base64 32"
            )
        # The id is part of every encrypted text. It says which key is needed and nothing about it.
        found[derived(key, b"mentoring key id", length=ID_BYTES).hex()] = key
    return found
