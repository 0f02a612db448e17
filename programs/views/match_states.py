"""Pause, end and reopen a match. The forms are on the page of the match and, after an error, on a page of their own."""

from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions.match_states import end_match, pause_match, reopen_match, undo_match_change
from programs.forms import MatchEndForm, MatchPauseForm, MatchReopenForm
from programs.models import MatchChange
from programs.rules import can_edit_match
from programs.views.base import add_errors
from programs.views.matches import MatchView


class MatchState(MatchView):
    rule = can_edit_match

    def get(self, request: HttpRequest, slug: str, program_id: UUID, match_id: UUID) -> HttpResponse:
        return self.show_state()

    def show_state(self, status: int = 200, **given: forms.Form) -> HttpResponse:
        context = {"program": self.program, "match": self.match, **self.state_context(**given)}
        return render(self.request, "programs/match_state.html", context, status=status)


class MatchStateChange(MatchState):
    """POST changes the state; a GET of the address shows the forms."""

    prefix: ClassVar[str]
    form_class: ClassVar[type[forms.Form]]
    action: ClassVar[Callable[..., MatchChange]]
    confirmation: ClassVar[str | Promise]

    def post(self, request: HttpRequest, slug: str, program_id: UUID, match_id: UUID) -> HttpResponse:
        form = self.form_class(request.POST, prefix=self.prefix)
        if form.is_valid():
            try:
                change = self.action(
                    self.match, **form.cleaned_data, by=self.actor, at=timezone.now(), today=self.today
                )
            except ValidationError as error:
                add_errors(form, error)
            else:
                undo = self.address("programs:match-change-undo", change_id=change.pk)
                notify(request, self.confirmation, undo_url=undo)
                return self.back()
        return self.show_state(422, **{f"{self.prefix}_form": form})


class MatchPause(MatchStateChange):
    prefix = "pause"
    form_class = MatchPauseForm
    action = staticmethod(pause_match)
    confirmation = _("Match paused.")


class MatchEnd(MatchStateChange):
    prefix = "end"
    form_class = MatchEndForm
    action = staticmethod(end_match)
    confirmation = _("Match ended.")


class MatchReopen(MatchStateChange):
    prefix = "reopen"
    form_class = MatchReopenForm
    action = staticmethod(reopen_match)
    confirmation = _("Match reopened.")


class MatchChangeUndo(MatchView):
    rule = can_edit_match

    def post(
        self, request: HttpRequest, slug: str, program_id: UUID, match_id: UUID, change_id: UUID
    ) -> HttpResponse:
        change = get_object_or_404(MatchChange, pk=change_id, match=self.match)
        change.match = self.match
        try:
            undo_match_change(change, by=self.actor, at=timezone.now(), today=self.today)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Undone."))
        return self.back()
