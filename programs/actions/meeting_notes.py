"""The notes on the page that asks whether people met: one for both, and one of their own.

What an answer returns here goes into its `before`: ids, and the text of before as it was sealed.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mentoring.tenancy.actor import Actor
from programs.actions.notes import delete_note, edit_note, restore_note, write_note
from programs.models import Note, Session
from programs.selectors.notes import own_shared_note
from programs.selectors.parties import Party

Saved = dict[str, Any] | None


def save_shared_note(party: Party, session: Session, text: str, *, by: Actor, at: datetime) -> Saved:
    """Write, change or delete this side's note for both; return what restores it."""
    text, own = text.strip(), own_shared_note(party, session.pk)
    if own is None:
        if not text:
            return None
        note = write_note(party, text=text, is_private=False, session_id=session.pk, by=by, at=at)
        return {"id": str(note.pk), "sealed": None}
    if text == own.read():
        return None
    saved = {"id": str(own.pk), "sealed": own.sealed}
    if text:
        edit_note(own, text=text, by=by, at=at)
    else:
        delete_note(own, by=by, at=at)
    return saved


def save_private_note(
    party: Party, session: Session, text: str, kept: str | None, *, by: Actor, at: datetime
) -> str | None:
    """Write a private note; return its id. Without a text, the one that an earlier answer has written is kept.

    The page never shows a private note again: its link may reach others.
    """
    if not text.strip():
        return kept
    if kept and (note := Note.objects.filter(pk=kept, deleted_at=None).first()):
        edit_note(note, text=text, by=by, at=at)
        return kept
    return str(write_note(party, text=text, is_private=True, session_id=session.pk, by=by, at=at).pk)


def restore_notes(
    before: Mapping[str, Any],
    *,
    answered_at: datetime | None,
    by: Actor,
    now: datetime,
    keeps_private: bool = False,
) -> None:
    """Undo what an answer did to notes. Notes that were changed elsewhere since are left as they are."""
    saved = before.get("note")
    if saved and (note := _unchanged_since(saved["id"], answered_at)):
        if saved["sealed"] is None:
            delete_note(note, by=by, at=now)
        else:
            restore_note(note, sealed=saved["sealed"], deleted_at=None, by=by)
    own = before.get("private_note")
    if own and not keeps_private and (note := _unchanged_since(own, answered_at)):
        delete_note(note, by=by, at=now)


def _unchanged_since(note_id: str, answered_at: datetime | None) -> Note | None:
    note = Note.objects.filter(pk=note_id).first()
    if note is None or answered_at is None:
        return note
    changes = (note.edited_at, note.deleted_at)
    return None if any(at is not None and at > answered_at for at in changes) else note
