"""The list of programs, and the form that creates or updates one."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.tenancy.views import TenantView
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from mentoring.ui.tables import Column, Columns
from programs.actions import update_program
from programs.actions.programs import update_agreement
from programs.agreement_text import agreement_of
from programs.enums import BEFORE_LAUNCH
from programs.forms import AgreementTextForm, CoordinatorForm, ProgramForm
from programs.health.wording import on_track
from programs.models import Break, Program
from programs.rules import can_see_program, can_set_up_programs
from programs.selectors.coordinators import assigners_for, coordinators_of
from programs.selectors.programs import listed_programs
from programs.views.base import ProgramView, add_errors

COORDINATOR_COLUMNS = [
    Column("name", gettext_lazy("Name")),
    Column("remove", gettext_lazy("Remove"), hidden=True),
]


class ProgramList(TenantView):
    rule = can_see_program

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        programs = listed_programs(
            membership=self.membership, today=self.organization.local_date(timezone.now())
        )
        context = {
            "programs": programs,
            "assigners": assigners_for(self.membership) if not programs else [],
            "can_set_up": can_set_up_programs(self.membership),
            "on_track": on_track,
        }
        return render(request, "programs/program_list.html", context)


class ProgramUpdate(ProgramView):
    rule = can_set_up_programs

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        breaks = Break.objects.filter(program=self.program).order_by("starts_on")
        return self._page(ProgramForm(program=self.program, breaks=breaks))

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        form = ProgramForm(request.POST, program=self.program)
        if form.is_valid():
            try:
                update_program(self.program, **form.arguments, by=self.actor, today=self.today)
            except ValidationError as error:
                add_errors(form, error)
            else:
                if self.program.state in BEFORE_LAUNCH:
                    notify(request, _("Program saved."))
                    return self.to("program-setup")
                notify(request, _("Program saved. Status updated."))
                return self.to("today")
        return self._page(form, status=422)

    def _page(self, form: ProgramForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "program": self.program,
            "coordinators": coordinators_of(self.program),
            "coordinator_columns": Columns(self.request, COORDINATOR_COLUMNS),
            "coordinator_form": CoordinatorForm(program=self.program),
        }
        return render(self.request, "programs/program_edit.html", context, status=status)


class ProgramAgreement(ProgramView):
    """The agreement that mentors and mentees accept, and whom they can ask."""

    rule = can_set_up_programs

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        initial = {
            "agreement": self.program.agreement,
            "contact": self.program.contact_id,
            "shows_goal_titles": self.program.shows_goal_titles,
        }
        return self._page(AgreementTextForm(initial=initial))

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        form = AgreementTextForm(request.POST)
        if form.is_valid():
            update_agreement(self.program, **form.cleaned_data, by=self.actor)
            notify(request, _("Agreement saved."))
            return self.to("program-agreement")
        return self._page(form, status=422)

    def _page(self, form: AgreementTextForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "program": self.program,
            "standard": agreement_of(Program(template=self.program.template)),
        }
        return render(self.request, "programs/program_agreement.html", context, status=status)
