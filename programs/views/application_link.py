"""Apply through one's own link: one question a page, saved as you go; later see the application and withdraw it."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.mail.rendering import recipient_locale
from mentoring.people.models import Person
from mentoring.tenancy.links import LinkView
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions.applying import save_answers, save_details, submit_application, withdraw_application
from programs.enums import ApplicationState, ParticipantRole
from programs.forms.applying import AnswerForm, CapacityForm, GuestDetailsForm
from programs.models import Application, ProfileQuestion
from programs.selectors.announcements import program_contact
from programs.selectors.applications import answer_lines
from programs.selectors.intake import intake_of, is_open, most_hours
from programs.selectors.profile import all_questions, topic_names
from programs.views.base import add_errors

DETAILS, CAPACITY, REVIEW = "details", "capacity", "review"


class ApplicationLink(LinkView):
    """`step` names the page: the details, a question by its key, the capacity of mentors, or the review."""

    purpose = "application"
    target: Application

    @classmethod
    def find(cls, target_id: UUID) -> Application | None:
        return Application.objects.select_related("program", "person").filter(pk=target_id).first()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person, organization = self.target.person, self.organization
        language = (person.language if person else "") or self.target.language or organization.language
        zone = (person.time_zone if person else "") or organization.time_zone
        with recipient_locale(language, zone):
            self.target.program.organization = organization
            self.now = timezone.now()
            self.today = organization.local_date(self.now)
            self.all_questions = all_questions(self.target.program)
            self.questions = [
                it for it in self.all_questions if it.removed_at is None and it.is_for(self.target.role)
            ]
            return super().dispatch(request, *args, **kwargs)

    @property
    def steps(self) -> list[str]:
        capacity = [CAPACITY] if self.target.role == ParticipantRole.MENTOR else []
        return [DETAILS, *(it.key for it in self.questions), *capacity, REVIEW]

    def address(self, step: str = "") -> str:
        path = self.path_to(self.target, self.organization)
        return f"{path}?step={step}" if step else path

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.target.state != ApplicationState.DRAFT:
            return self.show_submitted()
        step = request.GET.get("step", "") or self.first_open_step
        # A question that was removed meanwhile leads to the review, which shows everything.
        return self.show(step if step in self.steps else REVIEW)

    @property
    def first_open_step(self) -> str:
        """The first page without an answer; the first of all for those who have not begun."""
        if not self.target.answers:
            return DETAILS
        unanswered = (it.key for it in self.questions if it.key not in self.target.answers)
        return next(unanswered, REVIEW)

    def post(self, request: HttpRequest) -> HttpResponse:
        if "withdraw" in request.POST:
            return self.withdraw()
        step = request.GET.get("step", "") or self.first_open_step
        if "submit" in request.POST:
            return self.submit()
        if step not in self.steps:
            return redirect(self.address(REVIEW))
        return self.save(step)

    def save(self, step: str) -> HttpResponse:
        is_typing = bool(self.request.headers.get("X-Autosave"))
        form = self.form(step, self.request.POST, saves_as_typed=is_typing)
        if form is None or form.is_valid():
            try:
                self.store(step, form)
            except ValidationError as error:
                if form is None:
                    return self.show(step, error=" ".join(error.messages), status=422)
                add_errors(form, error)
            else:
                if is_typing:
                    return HttpResponse(status=204)
                is_change = bool(self.request.GET.get("change"))
                following = REVIEW if is_change else self.steps[self.steps.index(step) + 1]
                return redirect(self.address(following))
        return self.show(step, form=form, status=422)

    def store(self, step: str, form: Any) -> None:
        if isinstance(form, AnswerForm):
            save_answers(self.target, answers=form.answers, by=self.actor)
        elif form is not None:
            save_details(self.target, **form.cleaned_data, by=self.actor)

    def form(self, step: str, data: Any = None, *, saves_as_typed: bool = False) -> Any:
        """Return the form of a page; None where there is nothing to enter."""
        if step == CAPACITY:
            return CapacityForm(data, initial={"capacity": self.target.capacity})
        if step == DETAILS:
            guest = GuestDetailsForm(data, initial={"name": self.target.name})
            return None if self.target.person_id else guest
        if step == REVIEW:
            return None
        return AnswerForm(
            data,
            question=self.question(step),
            topics=topic_names(),
            given=self.target.answers.get(step),
            saves_as_typed=saves_as_typed,
        )

    def question(self, key: str) -> ProfileQuestion:
        return next(it for it in self.questions if it.key == key)

    def submit(self) -> HttpResponse:
        try:
            submit_application(self.target, by=self.actor, at=self.now, today=self.today)
        except ValidationError as error:
            return self.show(REVIEW, error=" ".join(error.messages), status=422)
        return redirect(self.address())

    def withdraw(self) -> HttpResponse:
        try:
            withdraw_application(self.target, by=self.actor, at=self.now)
        except ValidationError as error:
            return self.show_submitted(error=" ".join(error.messages), status=422)
        notify(self.request, _("Application withdrawn."))
        return redirect(self.address())

    def show(self, step: str, *, form: Any = None, error: str = "", status: int = 200) -> HttpResponse:
        steps = self.steps
        number = steps.index(step)
        context = {
            **self.shared,
            "step": step,
            "form": form or self.form(step),
            "number": number + 1,
            "total": len(steps),
            "back": self.address(steps[number - 1]) if number else "",
            "person": self.person if step in (DETAILS, REVIEW) else None,
            "lines": [(line, self.address(line.key) + "&change=1") for line in self.lines],
            "details_url": f"{self.address(DETAILS)}&change=1",
            "capacity_url": f"{self.address(CAPACITY)}&change=1",
            "error": error,
        }
        return render(self.request, "programs/application_step.html", context, status=status)

    def show_submitted(self, *, error: str = "", status: int = 200) -> HttpResponse:
        withdrawable = (ApplicationState.SUBMITTED, ApplicationState.WAITING)
        context = {
            **self.shared,
            "lines": self.lines,
            "can_withdraw": self.target.state in withdrawable,
            "error": error,
        }
        return render(self.request, "programs/application_sent.html", context, status=status)

    @property
    def lines(self) -> list[Any]:
        asked = self.questions if self.target.state == ApplicationState.DRAFT else self.all_questions
        return answer_lines(self.target, asked)

    @property
    def person(self) -> Person | None:
        if self.target.person_id is None:
            return None
        return Person.objects.with_attributes(self.today).get(pk=self.target.person_id)

    @property
    def shared(self) -> dict[str, Any]:
        program = self.target.program
        intake = intake_of(program)
        return {
            "application": self.target,
            "program": program,
            "organization": self.organization,
            "is_mentor": self.target.role == ParticipantRole.MENTOR,
            "is_open": is_open(program, intake, today=self.today),
            "asks_manager": intake.asks_manager,
            "hours": most_hours(program, intake, today=self.today),
            "contact": program_contact(program),
        }
