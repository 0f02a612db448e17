"""The canary of each key, and the base class of rows with an encrypted text."""

from typing import Any, ClassVar
from uuid import UUID

from django.db import models

from mentoring.encryption.sealing import Place, UnreadableText, seal, unseal


class KeyCanary(models.Model):
    """A known text, encrypted with a key when a process first used it. Belongs to no organization."""

    key_id = models.CharField(max_length=20, primary_key=True)
    sealed = models.TextField()
    used_since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.key_id


class SealedRow:
    """What a tenant model with the text field `sealed` inherits. `author_field` names whose key encrypts it.

    Registered in SEALED_MODELS, so that a change of keys reaches it.
    """

    author_field: ClassVar[str] = "author_id"
    pk: Any
    organization_id: UUID
    sealed: str

    @property
    def _place(self) -> Place:
        return Place(self.organization_id, getattr(self, self.author_field), self.pk, self._meta.db_table)  # type: ignore[attr-defined]

    def write(self, text: str) -> None:
        """Encrypt a text into the row; the caller saves it."""
        self.sealed = seal(text, self._place)

    def read(self) -> str | None:
        """Return the text, or None when it can no longer be read."""
        try:
            return unseal(self.sealed, self._place)
        except UnreadableText:
            return None
