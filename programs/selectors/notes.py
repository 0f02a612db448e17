"""The notes that one side of a match reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from programs.models import Note, Session
from programs.selectors.parties import Party

NOTES_SHOWN = 100


@dataclass(frozen=True)
class ReadNote:
    """A note with its text, which is None when it can no longer be read."""

    note: Note
    text: str | None
    is_mine: bool
    session_on: date | None = None


def notes_of(party: Party, *, session_id: UUID | None = None) -> list[ReadNote]:
    """Return the notes that this side reads, newest first, at most 100; with `session_id` those on this session."""
    found = Note.objects.readable_by(party)
    if session_id is not None:
        found = found.filter(session_ref=session_id)
    notes = list(found.order_by("-written_at", "id")[:NOTES_SHOWN])
    sessions = {note.session_ref for note in notes if note.session_ref}
    days = dict(Session.objects.filter(pk__in=sessions).values_list("pk", "happens_on")) if sessions else {}
    return [
        ReadNote(note, note.read(), note.author_id == party.participant.pk, days.get(note.session_ref, None))
        for note in notes
    ]


def own_shared_note(party: Party, session_id: UUID) -> Note | None:
    """Return the note for both that this side has written on a session."""
    own = Note.objects.readable_by(party).filter(author=party.participant, is_private=False)
    return own.filter(session_ref=session_id).order_by("written_at", "id").first()


def own_shared_notes(
    parties: Sequence[Party], session_ids: Iterable[UUID | None]
) -> dict[tuple[UUID | None, UUID], str]:
    """Return what these sides have written for both, by session and participant. One query."""
    sessions = [pk for pk in session_ids if pk]
    if not sessions:
        return {}
    authors = [party.participant.pk for party in parties]
    found = Note.objects.filter(
        session_ref__in=sessions, author__in=authors, is_private=False, deleted_at__isnull=True
    )
    # The oldest is the one that an answer changes.
    return {(n.session_ref, n.author_id): n.read() or "" for n in found.order_by("-written_at", "-id")}
