"""Who takes part in a program, as editable sentences; opening and closing its applications."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from mentoring.people.selectors import attribute_choices
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions.intake import close_applications, open_applications, reset_intake, update_intake
from programs.enums import ProgramState
from programs.forms.intake import IntakeForm
from programs.models import Intake
from programs.rules import can_set_up_programs
from programs.selectors.intake import default_intake, intake_of, is_open
from programs.views.base import ProgramView, add_errors

# What can be reset, in the order of the page.
SENTENCES = (
    "is_rolling",
    "roles",
    "apply_until",
    "takes_guests",
    "needs_approval",
    "asks_manager",
    "mentor_capacity",
    "session_minutes",
)


class ProgramIntake(ProgramView):
    rule = can_set_up_programs

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        if setting := request.POST.get("reset"):
            return self.reset(setting)
        intake = intake_of(self.program)
        form = IntakeForm(request.POST, intake=intake, attributes=self.attributes)
        if form.is_valid():
            try:
                update_intake(self.program, values=form.values(), by=self.actor)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Settings saved."))
                return self.to("program-intake")
        return self.show(form, status=422)

    def reset(self, setting: str) -> HttpResponse:
        names = ("takes_mentors", "takes_mentees") if setting == "roles" else (setting,)
        try:
            for name in names:
                reset_intake(self.program, setting=name, by=self.actor)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(self.request, _("Setting reset to its default."))
        return self.to("program-intake")

    @property
    def attributes(self) -> dict[str, list[str]]:
        return attribute_choices(self.today, membership=self.membership)

    def show(self, form: IntakeForm | None = None, status: int = 200) -> HttpResponse:
        intake = intake_of(self.program)
        form = form or IntakeForm(intake=intake, attributes=self.attributes)
        is_taking = is_open(self.program, intake, today=self.today)
        context = {
            "program": self.program,
            "intake": intake,
            "form": form,
            "defaults": _changed(intake, default_intake(self.program)),
            "is_open": is_taking and bool(intake.slug),
            "is_past": bool(intake.apply_until and intake.apply_until < self.today),
            # Also where the state alone was changed: the page has no address yet.
            "can_open": self.program.state == ProgramState.DRAFT or (is_taking and not intake.slug),
            "can_close": self.program.state == ProgramState.OPEN,
            "address": self.public_address(intake),
        }
        return render(self.request, "programs/program_intake.html", context, status=status)

    def public_address(self, intake: Intake) -> str:
        if not intake.slug:
            return ""
        arguments = {"slug": self.organization.slug, "page": intake.slug}
        return settings.BASE_URL + reverse("programs:public-page", kwargs=arguments)


class ApplicationsOpen(ProgramView):
    rule = can_set_up_programs

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        try:
            open_applications(self.program, by=self.actor)
        except ValidationError as error:
            self.show_error(error)
        else:
            arguments = {"slug": slug, "program_id": program_id}
            undo = reverse("programs:applications-close", kwargs=arguments)
            notify(request, _("Applications are open. No email was sent."), undo_url=undo)
        return self.to("program-intake")


class ApplicationsClose(ProgramView):
    rule = can_set_up_programs

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        try:
            close_applications(self.program, by=self.actor)
        except ValidationError as error:
            self.show_error(error)
        else:
            arguments = {"slug": slug, "program_id": program_id}
            undo = reverse("programs:applications-open", kwargs=arguments)
            notify(request, _("Applications are closed. Those received are kept."), undo_url=undo)
        return self.to("program-intake")


def _changed(intake: Intake, default: Intake) -> dict[str, Any]:
    """Return the default of each sentence that differs from it, as its form shows it."""
    shown = IntakeForm(intake=default, attributes={})
    current = IntakeForm(intake=intake, attributes={})
    changed = {}
    for name in SENTENCES:
        value = shown.initial[name]
        if value != current.initial[name]:
            choices = dict(getattr(shown.fields[name], "choices", ()))
            changed[name] = choices.get(value, value) if value is not None else _("no last day")
    return changed
