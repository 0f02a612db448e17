"""End a match and offer its mentee other mentors."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mentoring.mail.preview import preview_unqueued
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions.rematching import end_for_rematch, undo_rematch
from programs.editable_emails import contact_name
from programs.forms import RematchForm
from programs.models import MatchChange
from programs.rematch_emails import REMATCHED, rematch_values
from programs.rules import can_write_to_participants
from programs.selectors.email_texts import own_texts_of
from programs.selectors.mentors import mentor_choices
from programs.selectors.parties import Party, parties_in
from programs.views.base import add_errors
from programs.views.matches import MatchView

MENTORS_SHOWN = 3


class Rematch(MatchView):
    """GET shows both emails and the best other mentors; POST ends the match and leads to the suggestions."""

    rule = can_write_to_participants

    def get(self, request: HttpRequest, slug: str, program_id: UUID, match_id: UUID) -> HttpResponse:
        return self.show_rematch(RematchForm(initial={"tells_both": True}))

    def post(self, request: HttpRequest, slug: str, program_id: UUID, match_id: UUID) -> HttpResponse:
        form = RematchForm(request.POST)
        if not form.is_valid():
            return self.show_rematch(form, status=422)
        try:
            change = end_for_rematch(
                self.match, **form.cleaned_data, by=self.actor, at=timezone.now(), today=self.today
            )
        except ValidationError as error:
            add_errors(form, error)
            return self.show_rematch(form, status=422)
        text = _("Match ended.")
        if form.cleaned_data["tells_both"]:
            text += " " + _("The emails go out in two minutes.")
        notify(request, text, undo_url=self.address("programs:rematch-undo", change_id=change.pk))
        return self.to("matching")

    def show_rematch(self, form: RematchForm, status: int = 200) -> HttpResponse:
        mentee = self.match.mentee
        choice = mentor_choices(self.program, [mentee], today=self.today, most=MENTORS_SHOWN)[mentee.pk]
        context = {
            "program": self.program,
            "match": self.match,
            "form": form,
            "can_end": self.match.state in ("active", "paused"),
            "choice": choice,
            "emails": [self.preview(party) for party in parties_in(self.match) if party.person.email],
        }
        return render(self.request, "programs/rematch.html", context, status=status)

    def preview(self, party: Party) -> tuple[str, str, str]:
        """Return the name, the subject and the text of one side's email."""
        own, contact = own_texts_of(self.program), contact_name(self.program)
        with translation.override(party.person.language or self.organization.language):
            values = rematch_values(party, own, contact)
        return party.person.name, *preview_unqueued(REMATCHED, party.recipient, values, self.organization)


class RematchUndo(MatchView):
    rule = can_write_to_participants

    def post(
        self, request: HttpRequest, slug: str, program_id: UUID, match_id: UUID, change_id: UUID
    ) -> HttpResponse:
        change = get_object_or_404(MatchChange, pk=change_id, match=self.match)
        change.match = self.match
        try:
            undo_rematch(change, by=self.actor, at=timezone.now(), today=self.today)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Undone."))
        return self.back()
