"""Write, edit, delete and restore notes. The audit log says that notes were changed, not which and not what."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.models import Note
from programs.selectors.parties import Party

LONGEST = 5000
RESTORABLE_FOR = timedelta(days=1)


@transaction.atomic
def write_note(
    party: Party, *, text: str, is_private: bool, by: Actor, at: datetime, session_id: UUID | None = None
) -> Note:
    """Write a note on a match, or on one of its sessions. Refuses matches that have ended."""
    if not party.is_current:
        raise ValidationError(_("This match has ended, so notes can no longer be added."))
    note = Note(
        match=party.match,
        author=party.participant,
        session_ref=session_id,
        is_private=is_private,
        written_at=at,
    )
    note.write(_checked(text))
    note.save()
    record("programs.change_notes", party.match, by=by)
    return note


@transaction.atomic
def edit_note(note: Note, *, text: str, by: Actor, at: datetime) -> Note:
    """Change the text of a note, also of a match that has ended. Who reads it cannot be changed."""
    note = _locked(note.pk)
    note.write(_checked(text))
    note.edited_at = at
    note.save(update_fields=["sealed", "edited_at"])
    record("programs.change_notes", note.match, by=by)
    return note


@transaction.atomic
def delete_note(note: Note, *, by: Actor, at: datetime) -> None:
    """Delete a note; it can be restored for a day."""
    note = _locked(note.pk)
    note.deleted_at = note.deleted_at or at
    note.save(update_fields=["deleted_at"])
    record("programs.change_notes", note.match, by=by)


@transaction.atomic
def restore_note(note: Note, *, sealed: str, deleted_at: datetime | None, by: Actor) -> None:
    """Undo an edit or a deletion: `sealed` and `deleted_at` are those of before."""
    note = _locked(note.pk)
    note.sealed, note.deleted_at = sealed, deleted_at
    note.save(update_fields=["sealed", "deleted_at"])
    record("programs.change_notes", note.match, by=by)


def purge_deleted_notes(*, now: datetime) -> int:
    """Delete for good what was deleted more than a day ago; return the number of notes."""
    return Note.objects.filter(deleted_at__lt=now - RESTORABLE_FOR).delete()[0]


def _locked(note_id: UUID) -> Note:
    # Race: a change of keys encrypts the text that it has read before this edit.
    return Note.objects.select_for_update(of=("self",)).select_related("match").get(pk=note_id)


def _checked(text: str) -> str:
    text = text.strip()
    if not text:
        raise ValidationError({"text": _("Enter a text.")})
    if len(text) > LONGEST:
        raise ValidationError({"text": _("A note can have up to 5,000 characters.")})
    return text
