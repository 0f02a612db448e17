"""A mentor's or mentee's own place in a program: how many mentees, absences, and leaving."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.tenancy.rules import is_member
from mentoring.tenancy.views import TenantView
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions import delete_absence, record_absence, restore_absence
from programs.actions.participations import leave_program, rejoin_program, update_capacity
from programs.actions.pauses import pause_participant, resume_participant
from programs.enums import ParticipantRole, ParticipantState
from programs.forms import AbsenceDatesForm
from programs.forms.participants import OwnCapacityForm, ParticipantPauseForm
from programs.models import Absence, Participant
from programs.views.base import add_errors
from programs.views.undo import recall, remember

KEPT = ("starts_on", "ends_on")


class OwnParticipation(TenantView):
    """Load a participation of the caller's own; everybody else gets 404."""

    rule = is_member
    participant: Participant

    def load(self) -> Participant:
        own = Participant.objects.filter(person__membership=self.membership).select_related(
            "program", "person"
        )
        self.participant = get_object_or_404(
            own,
            pk=self.kwargs["participant_id"],
            state__in=[ParticipantState.ACCEPTED, ParticipantState.LEFT],
        )
        self.participant.program.organization = self.organization
        self.today = self.organization.local_date(timezone.now())
        return self.participant

    def address(self, name: str, **arguments: Any) -> str:
        of_own = {"slug": self.organization.slug, "participant_id": self.participant.pk}
        return reverse(f"programs:{name}", kwargs={**of_own, **arguments})

    def back(self) -> HttpResponse:
        return redirect(self.address("my-participation"))

    def show_error(self, error: ValidationError) -> HttpResponse:
        return self.show(error=" ".join(error.messages), status=422)

    def show(self, *, status: int = 200, **given: Any) -> HttpResponse:
        it = self.participant
        absences = Absence.objects.entered().filter(participant=it, ends_on__gte=self.today)
        absences = absences.order_by("starts_on", "id")
        context = {
            "participant": it,
            "program": it.program,
            "is_mentor": it.role == ParticipantRole.MENTOR,
            "has_left": it.state == ParticipantState.LEFT,
            "absences": [(each, self.address("my-absence-delete", absence_id=each.pk)) for each in absences],
            "absence_form": AbsenceDatesForm(),
            "pause_form": ParticipantPauseForm(),
            "pause_url": self.address("my-pause"),
            "resume_url": self.address("my-resume"),
            "capacity_form": OwnCapacityForm(initial={"capacity": it.capacity}),
            "absence_url": self.address("my-absence-create"),
            "leave_url": self.address("my-leave"),
            "rejoin_url": self.address("my-rejoin"),
            "error": "",
            **given,
        }
        return render(self.request, "programs/my_participation.html", context, status=status)


class MyParticipation(OwnParticipation):
    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Change how many mentees a mentor takes."""
        form = OwnCapacityForm(request.POST)
        if form.is_valid():
            try:
                update_capacity(self.participant, **form.cleaned_data, by=self.actor)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Number saved."))
                return self.back()
        return self.show(status=422, capacity_form=form)


class MyAbsenceCreate(OwnParticipation):
    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        form = AbsenceDatesForm(request.POST)
        if form.is_valid():
            try:
                record_absence(self.participant, **form.cleaned_data, by=self.actor, today=self.today)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Absence saved."))
                return self.back()
        return self.show(status=422, absence_form=form)


class MyAbsenceDelete(OwnParticipation):
    def post(self, request: HttpRequest, absence_id: UUID, **kwargs: object) -> HttpResponse:
        absence = get_object_or_404(Absence.objects.entered(), participant=self.participant, pk=absence_id)
        absence.participant = self.participant
        remember(request, absence, KEPT)
        delete_absence(absence, by=self.actor, today=self.today)
        undo = self.address("my-absence-restore", absence_id=absence_id)
        notify(request, _("Absence deleted."), undo_url=undo)
        return self.back()


class MyAbsenceRestore(OwnParticipation):
    def post(self, request: HttpRequest, absence_id: UUID, **kwargs: object) -> HttpResponse:
        days = recall(request, Absence, absence_id)
        if days is None:
            return self.show_error(ValidationError(_("This change can no longer be undone.")))
        restore_absence(self.participant, absence_id, **days, by=self.actor, today=self.today)
        notify(request, _("Absence restored."))
        return self.back()


class MyPause(OwnParticipation):
    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        form = ParticipantPauseForm(request.POST)
        if form.is_valid():
            try:
                pause_participant(self.participant, **form.cleaned_data, by=self.actor, today=self.today)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Participation paused."), undo_url=self.address("my-resume"))
                return self.back()
        return self.show(status=422, pause_form=form)


class MyResume(OwnParticipation):
    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        try:
            resume_participant(self.participant, by=self.actor, today=self.today)
        except ValidationError as error:
            return self.show_error(error)
        notify(request, _("Participation resumed."))
        return self.back()


class MyLeave(OwnParticipation):
    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        try:
            leave_program(self.participant, by=self.actor, today=self.today)
        except ValidationError as error:
            return self.show_error(error)
        notify(request, _("You no longer take part."), undo_url=self.address("my-rejoin"))
        return self.back()


class MyRejoin(OwnParticipation):
    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        try:
            rejoin_program(self.participant, by=self.actor)
        except ValidationError as error:
            return self.show_error(error)
        notify(request, _("You take part again."))
        return self.back()
