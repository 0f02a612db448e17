"""Encrypt and decrypt texts: AES-256-GCM with a key per author, bound to the row and column of the text.

A sealed text is `1.<id of the key>.<nonce, ciphertext and tag in Base64>`. A copy of it in another row, column or
organization cannot be decrypted there, and neither can a changed one.
"""

import base64
import binascii
import secrets
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mentoring.encryption.keys import current_key_id, derived, keys

FORMAT = "1"
NONCE_BYTES = 12


class UnreadableText(Exception):
    """A sealed text cannot be decrypted: its key is missing, or it was changed or moved."""


@dataclass(frozen=True)
class Place:
    """Where a text belongs and whose it is."""

    organization_id: UUID
    author_id: UUID
    row_id: UUID
    column: str

    @property
    def key_info(self) -> bytes:
        return b"mentoring text of author" + self.organization_id.bytes + self.author_id.bytes

    @property
    def associated_data(self) -> bytes:
        return self.organization_id.bytes + self.row_id.bytes + self.column.encode()


def seal(text: str, place: Place) -> str:
    """Encrypt a text with the current key."""
    key_id = current_key_id()
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = _cipher(key_id, place).encrypt(nonce, text.encode(), place.associated_data)
    return sealed_prefix(key_id) + base64.b64encode(nonce + sealed).decode()


def unseal(sealed: str, place: Place) -> str:
    """Decrypt a text; raise UnreadableText when that is not possible."""
    form, _, rest = sealed.partition(".")
    key_id, _, body = rest.partition(".")
    if form != FORMAT or key_id not in keys():
        raise UnreadableText
    try:
        data = base64.b64decode(body, validate=True)
        opened = _cipher(key_id, place).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], place.associated_data)
    except (binascii.Error, ValueError, InvalidTag):
        raise UnreadableText from None
    return opened.decode()


def sealed_prefix(key_id: str) -> str:
    """Return how all texts begin that this key has sealed."""
    return f"{FORMAT}.{key_id}."


def _cipher(key_id: str, place: Place) -> AESGCM:
    return AESGCM(derived(keys()[key_id], place.key_info))
