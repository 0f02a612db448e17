"""Pages that record, update, delete and restore absences of the two people of a match."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions import delete_absence, record_absence, restore_absence, update_absence
from programs.enums import ParticipantRole
from programs.forms import AbsenceDatesForm, AbsenceForm
from programs.models import Absence, Participant
from programs.rules import can_edit_match
from programs.views.base import add_errors
from programs.views.matches import MatchView
from programs.views.undo import recall, remember

KEPT = ("participant", "starts_on", "ends_on")


class AbsenceCreate(MatchView):
    rule = can_edit_match

    def get(self, request: HttpRequest, slug: str, program_id: UUID, match_id: UUID) -> HttpResponse:
        return self.show(is_open="absence")

    def post(self, request: HttpRequest, slug: str, program_id: UUID, match_id: UUID) -> HttpResponse:
        form = AbsenceForm(request.POST, prefix="absence", match=self.match)
        if form.is_valid():
            days = {name: form.cleaned_data[name] for name in ("starts_on", "ends_on")}
            is_mentor = form.cleaned_data["role"] == ParticipantRole.MENTOR
            participant = self.match.mentor if is_mentor else self.match.mentee
            participant.program = self.program
            try:
                record_absence(participant, **days, by=self.actor, today=self.today)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Absence saved. Status updated."))
                return self.back()
        return self.show(status=422, absence_form=form)


class AbsenceView(MatchView):
    """Load an absence of the mentor or the mentee."""

    rule = can_edit_match
    absence: Absence

    def load(self) -> Absence:
        match = super().load()
        both = Absence.objects.entered().filter(participant__in=[match.mentor_id, match.mentee_id])
        found = both.select_related("participant__person")
        self.absence = get_object_or_404(found, pk=self.kwargs["absence_id"])
        self.absence.participant.program = self.program
        return self.absence

    def notify_with_undo(self, text: str) -> None:
        undo_url = self.address("programs:absence-restore", absence_id=self.kwargs["absence_id"])
        notify(self.request, text, undo_url=undo_url)


class AbsenceUpdate(AbsenceView):
    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        absence = self.absence
        return self.page(
            AbsenceDatesForm(initial={"starts_on": absence.starts_on, "ends_on": absence.ends_on})
        )

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        form = AbsenceDatesForm(request.POST)
        if form.is_valid():
            remember(request, self.absence, KEPT)
            update_absence(self.absence, **form.cleaned_data, by=self.actor, today=self.today)
            self.notify_with_undo(_("Absence saved. Status updated."))
            return self.back()
        return self.page(form, status=422)

    def page(self, form: AbsenceDatesForm, status: int = 200) -> HttpResponse:
        context = {
            "program": self.program,
            "match": self.match,
            "absence": self.absence,
            "form": form,
            "back": self.address("programs:match-detail"),
            "delete": self.address("programs:absence-delete", absence_id=self.absence.pk),
        }
        return render(self.request, "programs/absence_edit.html", context, status=status)


class AbsenceDelete(AbsenceView):
    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        remember(request, self.absence, KEPT)
        delete_absence(self.absence, by=self.actor, today=self.today)
        self.notify_with_undo(_("Absence deleted. Status updated."))
        return self.back()


class AbsenceRestore(MatchView):
    """Undo an update or a deletion. The absence may not exist."""

    rule = can_edit_match

    def post(self, request: HttpRequest, absence_id: UUID, **kwargs: object) -> HttpResponse:
        values = recall(request, Absence, absence_id)
        if values is None:
            self.show_error(ValidationError(_("This change can no longer be undone.")))
            return self.back()
        restore_absence(
            self._participant(values["participant"]),
            absence_id,
            starts_on=values["starts_on"],
            ends_on=values["ends_on"],
            by=self.actor,
            today=self.today,
        )
        notify(request, _("Absence restored. Status updated."))
        return self.back()

    def _participant(self, participant_id: UUID) -> Participant:
        for participant in (self.match.mentor, self.match.mentee):
            if participant.pk == participant_id:
                participant.program = self.program
                return participant
        raise Http404
