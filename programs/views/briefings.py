"""The briefings of a program for those who run it: texts by role and language, who has read them, reminders."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.mail.preview import preview_unqueued
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions.briefings import (
    remind_of_briefing,
    reset_briefing,
    save_briefing,
    undo_briefing_reminder,
)
from programs.briefing_email import reminder_values
from programs.briefing_text import blocks
from programs.email_examples import EXAMPLE_LINK
from programs.enums import ParticipantRole
from programs.forms.material import BriefingForm
from programs.models import Participant
from programs.openings import opened_for
from programs.rules import can_set_up_programs, can_write_to_participants
from programs.selectors.briefings import (
    BRIEFING_REMINDER,
    briefing_of,
    briefing_reminder_plan,
    own_briefings_of,
    read_counts,
    recipient_of,
)
from programs.views.base import ProgramView, add_errors

NAMES_SHOWN = 200


class ProgramBriefings(ProgramView):
    """Both briefings in the reader's language, with how many have read them."""

    rule = can_set_up_programs

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        own, counts = own_briefings_of(self.program), read_counts(self.program, today=self.today)
        rows = [
            (
                role,
                counts[role],
                blocks(briefing_of(self.program, role, own)),
                [
                    (label, self.address(role.value, language), (role.value, language) in own)
                    for language, label in settings.LANGUAGES
                ],
            )
            for role in ParticipantRole
        ]
        context = {
            "program": self.program,
            "rows": rows,
            "unread": sum(it.total - it.read for it in counts.values()),
        }
        return render(request, "programs/program_briefings.html", context)

    def address(self, role: str, language: str) -> str:
        arguments = {"slug": self.organization.slug, "program_id": self.program.pk}
        return reverse("programs:program-briefing", kwargs={**arguments, "role": role, "language": language})


class BriefingView(ProgramView):
    """Load a program whose briefing the address names, in a language."""

    rule = can_set_up_programs

    def load(self) -> Any:
        super().load()
        is_known = self.kwargs["role"] in ParticipantRole.values
        if not is_known or self.kwargs["language"] not in dict(settings.LANGUAGES):
            raise Http404
        return self.program


class ProgramBriefing(BriefingView):
    """Change one briefing in one language."""

    def get(
        self, request: HttpRequest, slug: str, program_id: UUID, role: str, language: str
    ) -> HttpResponse:
        return self.show(BriefingForm(initial={"text": self.text}))

    def post(
        self, request: HttpRequest, slug: str, program_id: UUID, role: str, language: str
    ) -> HttpResponse:
        form = BriefingForm(request.POST)
        if form.is_valid():
            try:
                save_briefing(self.program, role=role, language=language, **form.cleaned_data, by=self.actor)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Text saved."))
                return self.to("program-briefing", role=role, language=language)
        return self.show(form, status=422)

    @property
    def text(self) -> str:
        with translation.override(self.kwargs["language"]):
            return briefing_of(self.program, self.kwargs["role"])

    def show(self, form: BriefingForm, status: int = 200) -> HttpResponse:
        role, language = self.kwargs["role"], self.kwargs["language"]
        context = {
            "program": self.program,
            "form": form,
            "role": ParticipantRole(role),
            "code": language,
            "language_name": dict(settings.LANGUAGES)[language],
            "is_own": (role, language) in own_briefings_of(self.program),
            "blocks": blocks(self.text),
        }
        return render(self.request, "programs/program_briefing.html", context, status=status)


class BriefingReset(BriefingView):
    def post(
        self, request: HttpRequest, slug: str, program_id: UUID, role: str, language: str
    ) -> HttpResponse:
        reset_briefing(self.program, role=role, language=language, by=self.actor)
        notify(request, _("The standard text is shown again."))
        return self.to("program-briefing", role=role, language=language)


class BriefingRemind(ProgramView):
    """GET shows who gets the reminder, who does not, and the email; POST sends it."""

    rule = can_write_to_participants

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        try:
            batch = remind_of_briefing(self.program, by=self.actor, at=timezone.now(), today=self.today)
        except ValidationError as error:
            self.show_error(error)
            return self.show(status=422)
        count = len(batch.messages)
        text = ngettext(
            "%(num)s reminder goes out in two minutes.", "%(num)s reminders go out in two minutes.", count
        )
        arguments = {"slug": slug, "program_id": program_id, "batch_id": batch.id}
        undo = reverse("programs:briefing-remind-undo", kwargs=arguments)
        notify(request, text % {"num": count}, undo_url=undo)
        return self.to("participant-list")

    def show(self, status: int = 200) -> HttpResponse:
        plan = briefing_reminder_plan(self.program, at=timezone.now(), today=self.today)
        context = {
            "program": self.program,
            "count": len(plan.included),
            "included": [it.person for it in plan.included[:NAMES_SHOWN]],
            "excluded": [
                (why, len(people), [it.person for it in people[:NAMES_SHOWN]])
                for why, people in plan.excluded.items()
            ],
            "email": self.example(plan.included[0]) if plan.included else None,
        }
        return render(self.request, "programs/briefing_remind.html", context, status=status)

    def example(self, participant: Participant) -> tuple[str, str]:
        to = recipient_of(participant)
        with translation.override(to.language or self.organization.language):
            values = reminder_values(participant, link=EXAMPLE_LINK)
            values = opened_for(BRIEFING_REMINDER, values, self.program, to)
        return preview_unqueued(BRIEFING_REMINDER, to, values, self.organization)


class BriefingRemindUndo(ProgramView):
    rule = can_write_to_participants

    def post(self, request: HttpRequest, slug: str, program_id: UUID, batch_id: UUID) -> HttpResponse:
        try:
            count = undo_briefing_reminder(self.program, batch_id, by=self.actor, at=timezone.now())
        except ValidationError as error:
            self.show_error(error)
        else:
            text = ngettext("%(num)s email was not sent.", "%(num)s emails were not sent.", count)
            notify(request, text % {"num": count})
        return self.to("participant-list")
