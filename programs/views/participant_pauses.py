"""Pause a participant, and resume, as those who run the program."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions.pauses import pause_participant, resume_participant
from programs.forms.participants import ParticipantPauseForm
from programs.models import Participant
from programs.rules import can_edit_match
from programs.views.base import ProgramView, add_errors


class ParticipantView(ProgramView):
    rule = can_edit_match
    participant: Participant

    def load(self) -> Participant:
        program = super().load()
        found = Participant.objects.filter(program=program).select_related("person")
        self.participant = get_object_or_404(found, pk=self.kwargs["participant_id"])
        self.participant.program = program
        return self.participant


class ParticipantPause(ParticipantView):
    def get(self, request: HttpRequest, slug: str, program_id: UUID, participant_id: UUID) -> HttpResponse:
        return self.show(ParticipantPauseForm())

    def post(self, request: HttpRequest, slug: str, program_id: UUID, participant_id: UUID) -> HttpResponse:
        form = ParticipantPauseForm(request.POST)
        if form.is_valid():
            try:
                pause_participant(self.participant, **form.cleaned_data, by=self.actor, today=self.today)
            except ValidationError as error:
                add_errors(form, error)
            else:
                arguments = {"slug": slug, "program_id": program_id, "participant_id": participant_id}
                undo = reverse("programs:participant-resume", kwargs=arguments)
                notify(request, _("Participation paused."), undo_url=undo)
                return self.to("participant-list")
        return self.show(form, status=422)

    def show(self, form: ParticipantPauseForm, status: int = 200) -> HttpResponse:
        context = {"program": self.program, "participant": self.participant, "form": form}
        return render(self.request, "programs/participant_pause.html", context, status=status)


class ParticipantResume(ParticipantView):
    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        try:
            resume_participant(self.participant, by=self.actor, today=self.today)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Participation resumed."))
        return self.to("participant-list")
