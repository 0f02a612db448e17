"""The send calendar of a program."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.mail.pausing import pause_sending, resume_sending
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.rules import can_write_to_participants
from programs.selectors.send_calendar import send_calendar
from programs.views.base import ProgramView


class SendCalendarPage(ProgramView):
    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        request.switches_to = "programs:send-calendar"
        calendar = send_calendar(self.program, self.organization, now=timezone.now())
        return render(request, "programs/send_calendar.html", {"program": self.program, "calendar": calendar})


class SendPause(ProgramView):
    rule = can_write_to_participants

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        try:
            pause_sending(
                request.POST.get("kind", ""),
                scope_id=self.program.pk,
                label=self.program.name,
                by=self.actor,
                at=timezone.now(),
            )
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Emails paused."))
        return self.to("send-calendar")


class SendResume(ProgramView):
    rule = can_write_to_participants

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        resume_sending(
            request.POST.get("kind", ""),
            scope_id=self.program.pk,
            label=self.program.name,
            by=self.actor,
            at=timezone.now(),
        )
        notify(request, _("Emails resumed."))
        return self.to("send-calendar")
