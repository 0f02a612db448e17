"""Invite a segment of the directory to apply: choose, see who gets what, send, undo."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.mail.preview import preview_unqueued
from mentoring.people.selectors import attribute_choices
from mentoring.tenancy.rules import is_administrator
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions.application_invites import invite_to_apply, undo_invite_to_apply
from programs.application_emails import APPLICATION_INVITATION, application_values
from programs.email_examples import EXAMPLE_LINK
from programs.forms.applications import SegmentForm
from programs.models import Application
from programs.openings import opened_for
from programs.selectors.application_invites import invite_plan, recipient_of_person
from programs.selectors.intake import intake_of, is_open, roles_of
from programs.views.base import ProgramView

NAMES_SHOWN = 200


class ApplicationInvite(ProgramView):
    """The query string is the segment. GET shows who gets the email and who does not; POST sends it."""

    rule = is_administrator

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        segment = self.segment
        plan = invite_plan(self.program, **segment, membership=self.membership, today=self.today)
        try:
            batch = invite_to_apply(
                self.program,
                people=plan.included,
                role=segment["role"],
                by=self.actor,
                at=timezone.now(),
                today=self.today,
            )
        except ValidationError as error:
            self.show_error(error)
            return self.show(status=422)
        count = len(batch.messages)
        text = ngettext(
            "%(num)s invitation goes out in two minutes.",
            "%(num)s invitations go out in two minutes.",
            count,
        ) % {"num": count}
        arguments = {"slug": slug, "program_id": program_id, "batch_id": batch.id}
        undo = reverse("programs:application-invite-undo", kwargs=arguments)
        notify(request, text, undo_url=undo)
        return self.to("application-list")

    @property
    def segment(self) -> dict[str, Any]:
        return SegmentForm(self.request.GET).segment()

    def show(self, status: int = 200) -> HttpResponse:
        segment = self.segment
        plan = invite_plan(self.program, **segment, membership=self.membership, today=self.today)
        intake = intake_of(self.program)
        choices = attribute_choices(self.today, membership=self.membership)
        context = {
            "program": self.program,
            "segment": segment,
            "choices": {
                name: [("", _("All")), *((value, value) for value in values)]
                for name, values in choices.items()
            },
            "roles": [(role.value, role.label) for role in roles_of(intake)],
            "count": len(plan.included),
            "included": plan.included[:NAMES_SHOWN],
            "excluded": [(why, len(people), people[:NAMES_SHOWN]) for why, people in plan.excluded.items()],
            "is_open": is_open(self.program, intake, today=self.today),
            "email": self.example(plan.included[0], segment["role"]) if plan.included else None,
        }
        return render(self.request, "programs/application_invite.html", context, status=status)

    def example(self, person: Any, role: str) -> tuple[str, str]:
        draft = Application(program=self.program, role=role, person=person, name=person.name)
        to = recipient_of_person(person)
        values = application_values(draft, link=EXAMPLE_LINK)
        values = opened_for(APPLICATION_INVITATION, values, self.program, to)
        return preview_unqueued(APPLICATION_INVITATION, to, values, self.organization)


class ApplicationInviteUndo(ProgramView):
    rule = is_administrator

    def post(self, request: HttpRequest, slug: str, program_id: UUID, batch_id: UUID) -> HttpResponse:
        try:
            count = undo_invite_to_apply(self.program, batch_id, by=self.actor, at=timezone.now())
        except ValidationError as error:
            self.show_error(error)
        else:
            text = ngettext("%(num)s email was not sent.", "%(num)s emails were not sent.", count)
            notify(request, text % {"num": count})
        return self.to("application-list")
