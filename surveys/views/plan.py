"""The listening plan of a program, the library, and the surveys themselves."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mentoring.ui.navigation import NavItem
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.views.base import ProgramView, add_errors
from programs.views.navigation import in_program
from surveys.actions import archive_survey, create_survey, restart_pulse, update_survey
from surveys.actions.from_library import create_from_library, library_language, start_plan
from surveys.enums import SurveyMode
from surveys.forms import DefaultPlanForm, SurveyForm
from surveys.library import LIBRARY, LibrarySurvey, estimated_minutes
from surveys.rules import can_edit_surveys, can_see_surveys
from surveys.selectors.plan import listening_plan
from surveys.selectors.setup_task import planned_keys
from surveys.views.builder import SurveyView
from surveys.views.plan_chart import plan_axis
from surveys.views.plan_text import load_text, plan_rows, when_of
from surveys.views.tabs import survey_tabs

SURVEYS = NavItem(
    "surveys",
    gettext_lazy("Surveys"),
    "message-square-text",
    "surveys:plan",
    visible=can_see_surveys,
    address=in_program,
    order=6,
)


def plan_tabs(slug: str, program_id: UUID, current: str) -> list[tuple[str, str, bool]]:
    arguments = {"slug": slug, "program_id": program_id}
    return [
        (label, reverse(f"surveys:{name}", kwargs=arguments), name == current)
        for name, label in (("plan", _("Listening plan")), ("library", _("Library")))
    ]


class ListeningPlan(ProgramView):
    rule = can_see_surveys

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        return self.show(DefaultPlanForm())

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        """Start the plan with the chosen surveys of the library."""
        form = DefaultPlanForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            created = start_plan(
                self.program,
                form.cleaned_data["surveys"],
                skills=form.skills,
                by=self.actor,
                today=self.today,
            )
        except ValidationError as error:
            add_errors(form, error)
            return self.show(form, status=422)
        text = ngettext("%(n)s survey planned.", "%(n)s surveys planned.", len(created))
        notify(request, text % {"n": len(created)})
        return redirect("surveys:plan", slug=slug, program_id=program_id)

    def show(self, form: DefaultPlanForm, status: int = 200) -> HttpResponse:
        plan = listening_plan(self.program, today=self.today)
        self.request.switches_to = "surveys:plan"
        context = {
            "program": self.program,
            "tabs": plan_tabs(self.organization.slug, self.program.pk, "plan"),
            "rows": plan_rows(plan, today=self.today),
            "axis": plan_axis(self.program, plan, today=self.today),
            "loads": [load_text(load) for load in plan.loads],
            "form": form,
            "library": _library() if not plan.rows else [],
            "planned": planned_keys(self.program),
        }
        return render(self.request, "surveys/plan.html", context, status=status)


class SurveyLibrary(ProgramView):
    """The surveys of the library; adding one opens its questions."""

    rule = can_edit_surveys

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        context = {
            "program": self.program,
            "tabs": plan_tabs(slug, program_id, "library"),
            "library": _library(),
            "mode_labels": dict(SurveyMode.choices),
        }
        return render(request, "surveys/library.html", context)

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        try:
            survey = create_from_library(self.program, request.POST.get("survey", ""), by=self.actor)
        except ValidationError as error:
            self.show_error(error)
            return redirect("surveys:library", slug=slug, program_id=program_id)
        notify(request, _("Survey added. Nothing has been sent."))
        return redirect("surveys:builder", slug=slug, program_id=program_id, survey_id=survey.pk)


class SurveyCreate(ProgramView):
    rule = can_edit_surveys

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        return self.show(SurveyForm())

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        form = SurveyForm(request.POST)
        if form.is_valid():
            try:
                survey = create_survey(self.program, **form.values(), by=self.actor)
            except ValidationError as error:
                add_errors(form, error, title=f"title_{form.cleaned_data['languages'][0]}")
            else:
                return redirect("surveys:builder", slug=slug, program_id=program_id, survey_id=survey.pk)
        return self.show(form, status=422)

    def show(self, form: SurveyForm, status: int = 200) -> HttpResponse:
        context = {"program": self.program, "form": form, "survey": None, "tabs": []}
        return render(self.request, "surveys/survey_form.html", context, status=status)


class SurveyUpdate(SurveyView):
    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        return self.show(SurveyForm(survey=self.survey))

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        form = SurveyForm(request.POST, survey=self.survey)
        if form.is_valid():
            try:
                update_survey(self.survey, form.values(), by=self.actor)
            except ValidationError as error:
                add_errors(form, error, title=f"title_{form.cleaned_data['languages'][0]}")
            else:
                notify(request, _("Survey saved."))
                return self.to_question()
        return self.show(form, status=422)

    def show(self, form: SurveyForm, status: int = 200) -> HttpResponse:
        context = {
            "program": self.program,
            "survey": self.survey,
            "form": form,
            "tabs": survey_tabs(self.survey, self.organization.slug, "builder"),
        }
        return render(self.request, "surveys/survey_form.html", context, status=status)


class SurveyRestart(SurveyView):
    """Let a pulse that has stopped send again."""

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        restart_pulse(self.survey, by=self.actor, now=timezone.now())
        notify(request, _("Survey started again."))
        return redirect("surveys:plan", slug=self.organization.slug, program_id=self.program.pk)


class SurveyArchive(SurveyView):
    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        try:
            archive_survey(self.survey, by=self.actor, now=timezone.now())
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Survey archived."))
        return redirect("surveys:plan", slug=self.organization.slug, program_id=self.program.pk)


def _library() -> list[tuple[LibrarySurvey, str, str, str, int]]:
    """Return each survey of the library with its title, purpose and time, in the active language, and its minutes."""
    language = library_language()
    return [
        (
            survey,
            survey.title[language],
            survey.purpose[language],
            when_of(survey.trigger, survey.every),
            estimated_minutes(question.type for question in survey.questions),
        )
        for survey in LIBRARY
    ]
