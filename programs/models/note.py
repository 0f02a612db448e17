"""Notes on a match: of one person for themselves, or for both. Encrypted; only those they are for read them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.encryption.models import SealedRow
from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from programs.models.match import Match
from programs.models.participant import Participant
from programs.querysets import NoteQuerySet


class Note(SealedRow, TenantModel):
    """A note of one side of a match. A private one is read by its author only, a shared one by both sides."""

    match = TenantForeignKey(Match, models.CASCADE, related_name="notes", verbose_name=_("match"))
    author = TenantForeignKey(Participant, models.CASCADE, related_name="notes", verbose_name=_("author"))
    # Not a foreign key: a session that is deleted by mistake and restored has its notes again.
    session_ref = models.UUIDField(null=True, editable=False)
    is_private = models.BooleanField(_("private"), default=True)
    sealed = models.TextField(editable=False)
    written_at = models.DateTimeField(_("written"))
    edited_at = models.DateTimeField(_("edited"), null=True, editable=False)
    # Deleted for good a day later; until then deleting can be undone.
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = TenantManager.from_queryset(NoteQuerySet)()

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["organization", "match", "-written_at"], name="programs_note_newest")]

    def __str__(self) -> str:
        return f"{self.written_at:%Y-%m-%d}"
