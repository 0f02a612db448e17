"""The setup of a program as a task list, its launch, and its closing."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.mail.preview import preview_unqueued
from mentoring.mail.recipients import Recipient
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions import close_program, launch_program, reopen_program
from programs.actions.test_runs import delete_program, start_test_run
from programs.closing_emails import CLOSED, closing_values, partner_names, people_to_tell
from programs.editable_emails import contact_name
from programs.enums import BEFORE_LAUNCH, ClosingReason, ProgramState
from programs.forms import CloseProgramForm
from programs.models import Participant
from programs.rules import can_set_up_programs
from programs.selectors.email_texts import own_texts_of
from programs.selectors.intake import closes_at_launch, intake_of
from programs.selectors.setup import ProgramSetup, content_of, open_items, program_setup
from programs.views.base import ProgramView, add_errors


class ProgramSetupPage(ProgramView):
    rule = can_set_up_programs

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        setup = program_setup(self.program, today=self.today)
        is_draft = self.program.state in BEFORE_LAUNCH
        context = {
            "program": self.program,
            "setup": setup,
            "is_draft": is_draft,
            "closes_applications": self.closes_applications(),
            "heading": _heading(setup) if is_draft else _("Setup tasks"),
            "done": ngettext(
                "%(done)s of %(num)s task is done.", "%(done)s of %(num)s tasks are done.", len(setup.tasks)
            )
            % {"done": setup.done_count, "num": len(setup.tasks)},
        }
        return render(request, "programs/program_setup.html", context)

    def closes_applications(self) -> bool:
        program = self.program
        return program.state == ProgramState.OPEN and closes_at_launch(
            program, intake_of(program), today=self.today
        )


def _heading(setup: ProgramSetup) -> str:
    count = len(setup.missing)
    if not count:
        return _("Ready to launch")
    return ngettext(
        "%(num)s thing is missing before launch", "%(num)s things are missing before launch", count
    ) % {"num": count}


class ProgramLaunch(ProgramView):
    rule = can_set_up_programs

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        try:
            launch_program(self.program, by=self.actor, today=self.today)
        except ValidationError as error:
            self.show_error(error)
            return self.to("program-setup")
        notify(request, _("Program launched. You can invite participants now."))
        return self.to("today")


class TestRunStart(ProgramView):
    rule = can_set_up_programs

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        try:
            made = start_test_run(self.program, by=self.actor, today=self.today)
        except ValidationError as error:
            self.show_error(error)
            return self.to("program-setup")
        notify(request, _("Test run started with made-up people."))
        return redirect("programs:matching", slug=slug, program_id=made.pk)


class ProgramDelete(ProgramView):
    """Say what is deleted with a draft or a test run, and delete it."""

    rule = can_set_up_programs

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        try:
            delete_program(self.program, by=self.actor, at=timezone.now())
        except ValidationError as error:
            self.show_error(error)
            return self.show(status=422)
        notify(request, _("Deleted: %(program)s.") % {"program": self.program.name})
        return redirect("programs:program-list", slug=slug)

    def show(self, status: int = 200) -> HttpResponse:
        context = {
            "program": self.program,
            "can_delete": self.program.is_test_run or self.program.state in BEFORE_LAUNCH,
            "content": content_of(self.program),
        }
        return render(self.request, "programs/program_delete.html", context, status=status)


class ProgramClose(ProgramView):
    """Show what is still open, and close the program with a reason."""

    rule = can_set_up_programs

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        over = self.program.ends_on is not None and self.program.ends_on <= self.today
        return self._page(
            CloseProgramForm(
                initial={"reason": ClosingReason.AS_PLANNED if over else None, "tells_people": True}
            )
        )

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        form = CloseProgramForm(request.POST)
        if form.is_valid():
            try:
                told = close_program(self.program, **form.cleaned_data, by=self.actor, today=self.today)
            except ValidationError as error:
                add_errors(form, error)
            else:
                undo_url = reverse("programs:program-reopen", kwargs={"slug": slug, "program_id": program_id})
                text = _("Program closed.")
                if told:
                    text += " " + _("The emails go out in two minutes.")
                notify(request, text, undo_url=undo_url)
                return self.to("today")
        return self._page(form, status=422)

    def preview(self, participant: Participant) -> tuple[str, str, str]:
        """Return the name, the subject and the text of one person's email."""
        program, who = self.program, participant.person
        own, contact = own_texts_of(program), contact_name(program)
        partners = partner_names(program).get(participant.pk, "")
        with translation.override(who.language or self.organization.language):
            values = closing_values(program, participant, partners, own, contact)
        to = Recipient(who.email, who.name, who.language, who.time_zone)
        return who.name, *preview_unqueued(CLOSED, to, values, self.organization)

    def _page(self, form: CloseProgramForm, status: int = 200) -> HttpResponse:
        people = people_to_tell(self.program, today=self.today)
        context = {
            "people_count": len(people),
            "email": self.preview(people[0]) if people else None,
            "form": form,
            "program": self.program,
            "can_close": self.program.state == ProgramState.RUNNING,
            "items": open_items(self.program, today=self.today),
        }
        return render(self.request, "programs/program_close.html", context, status=status)


class ProgramReopen(ProgramView):
    rule = can_set_up_programs

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        try:
            reopen_program(self.program, by=self.actor, today=self.today)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Program reopened."))
        return self.to("today")
