"""Notes of the two people of a match. Nobody else has a page with them."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mentoring.ui.notices import notify
from mentoring.ui.rendering import render, wants_block
from programs.actions.notes import delete_note, edit_note, restore_note, write_note
from programs.forms import NoteForm, NoteTextForm
from programs.models import Note, Session
from programs.selectors.notes import notes_of
from programs.views.base import add_errors
from programs.views.parties import PartyView
from programs.views.undo import recall, remember

RESTORED = ("sealed", "deleted_at")


class MyNotes(PartyView):
    """A section of the match's page, and a page of its own with the form for a new note."""

    def get(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        session = self.session_of(request.GET.get("session", ""))
        return self.show(self.form(initial={"session": session.pk if session else None}))

    def post(self, request: HttpRequest, slug: str, match_id: UUID) -> HttpResponse:
        form = self.form(request.POST)
        if form.is_valid():
            session = self.session_of(str(form.cleaned_data["session"] or ""))
            try:
                note = write_note(
                    self.party,
                    text=form.cleaned_data["text"],
                    is_private=form.cleaned_data["reader"] == "private",
                    session_id=session.pk if session else None,
                    by=self.actor,
                    at=self.now,
                )
            except ValidationError as error:
                add_errors(form, error)
            else:
                undo = reverse("programs:my-note-delete", kwargs={**self.kwargs, "note_id": note.pk})
                notify(request, _("Note saved."), undo_url=undo)
                return redirect("programs:my-notes", **self.kwargs)
        return self.show(form, status=422)

    def form(self, *args: Any, **kwargs: Any) -> NoteForm:
        return NoteForm(*args, partner=self.party.partner.person.name, **kwargs)

    def session_of(self, key: str) -> Session | None:
        try:
            return Session.objects.filter(match=self.match, pk=UUID(key)).first()
        except ValueError:
            return None

    def show(self, form: NoteForm, status: int = 200) -> HttpResponse:
        context = {
            "party": self.party,
            "match": self.match,
            "form": form,
            "notes": notes_of(self.party),
            "is_section": wants_block(self.request),
            "session": self.session_of(str(form["session"].value() or "")),
        }
        return render(self.request, "programs/my_notes.html", context, status=status, block="section")


class MyNoteView(PartyView):
    """Loads a note that the caller has written."""

    note: Note

    def load(self) -> Any:
        party = super().load()
        own = Note.objects.filter(match=self.match, author=party.participant)
        self.note = get_object_or_404(own, pk=self.kwargs["note_id"])
        return party

    def to_notes(self) -> HttpResponse:
        return redirect("programs:my-notes", slug=self.organization.slug, match_id=self.match.pk)

    def notify_with_undo(self, text: str) -> None:
        notify(self.request, text, undo_url=reverse("programs:my-note-restore", kwargs=self.kwargs))


class MyNote(MyNoteView):
    """Edit a note."""

    def get(self, request: HttpRequest, slug: str, match_id: UUID, note_id: UUID) -> HttpResponse:
        return self.show(NoteTextForm(initial={"text": self.note.read() or ""}))

    def post(self, request: HttpRequest, slug: str, match_id: UUID, note_id: UUID) -> HttpResponse:
        form = NoteTextForm(request.POST)
        if form.is_valid():
            remember(request, self.note, RESTORED)
            try:
                edit_note(self.note, text=form.cleaned_data["text"], by=self.actor, at=self.now)
            except ValidationError as error:
                add_errors(form, error)
            else:
                self.notify_with_undo(_("Note saved."))
                return self.to_notes()
        return self.show(form, status=422)

    def show(self, form: NoteTextForm, status: int = 200) -> HttpResponse:
        context = {"party": self.party, "match": self.match, "note": self.note, "form": form}
        return render(self.request, "programs/my_note.html", context, status=status)


class MyNoteDelete(MyNoteView):
    def post(self, request: HttpRequest, slug: str, match_id: UUID, note_id: UUID) -> HttpResponse:
        remember(request, self.note, RESTORED)
        delete_note(self.note, by=self.actor, at=self.now)
        self.notify_with_undo(_("Note deleted."))
        return self.to_notes()


class MyNoteRestore(MyNoteView):
    """Undo what was done to a note last."""

    def post(self, request: HttpRequest, slug: str, match_id: UUID, note_id: UUID) -> HttpResponse:
        values = recall(request, Note, note_id)
        if values is None:
            self.show_error(ValidationError(_("This change can no longer be undone.")))
        else:
            restore_note(self.note, **values, by=self.actor)
            notify(request, _("Note restored."))
        return self.to_notes()
