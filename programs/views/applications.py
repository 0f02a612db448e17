"""Applications of a program: the list with coverage, one application, and decisions with their emails."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mentoring.people.models import Person
from mentoring.ui.keyset import read_page
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from mentoring.ui.tables import Column, Columns, filters_of
from mentoring.ui.tabular import table_response
from programs.actions.decisions import FROM, decide_applications, undo_decision
from programs.actions.exports import export_applications
from programs.application_emails import PLACEHOLDERS, decision_values
from programs.application_text import decision_text
from programs.enums import ApplicationDecision, ApplicationState, ManagerAnswer, ParticipantRole
from programs.forms.applications import ApplicationFilter, DecisionForm
from programs.models import Application, DecisionBatch, Intake
from programs.rules import can_decide_applications
from programs.selectors.announcements import program_contact
from programs.selectors.applications import (
    answer_lines,
    applications_of,
    coverage_of,
    people_with_attributes,
    state_counts,
)
from programs.selectors.intake import closes_at_launch, intake_of, is_open, misfits
from programs.selectors.profile import all_questions, questions_of, topics_in
from programs.views.base import ProgramView, add_errors

COLUMNS = [
    Column("pick", gettext_lazy("Select"), hidden=True),
    Column("name", gettext_lazy("Applicant")),
    Column("role", gettext_lazy("Applies as"), narrow="state"),
    Column("topics", gettext_lazy("Topics"), narrow="fact"),
    Column("check", gettext_lazy("Check"), narrow="fact"),
    Column("applied", gettext_lazy("Applied"), narrow="away"),
]
NAMES_SHOWN = 200


class ApplicationView(ProgramView):
    rule = can_decide_applications

    def address(self, name: str, **arguments: Any) -> str:
        of_program = {"slug": self.organization.slug, "program_id": self.program.pk}
        return reverse(f"programs:{name}", kwargs={**of_program, **arguments})


class ApplicationList(ApplicationView):
    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        filters = ApplicationFilter(request.GET).filters()
        found = applications_of(self.program, state=filters["state"], role=filters["role"], name=filters["q"])
        page = read_page(found, by=("submitted_at", "id"), cursor=request.GET.get("cursor", ""), size=100)
        intake = intake_of(self.program)
        counts = state_counts(self.program)
        context = {
            "program": self.program,
            "page": page,
            "rows": self.rows(page.rows, intake),
            "filters": filters,
            "tabs": self.tabs(filters["state"], counts),
            "roles": [("", _("All")), *ParticipantRole.choices],
            "coverage": coverage_of(self.program),
            "to_decide": counts.get(ApplicationState.SUBMITTED, 0),
            "received": sum(counts.values()),
            "is_open": is_open(self.program, intake, today=self.today),
            "closes_at_launch": closes_at_launch(self.program, intake, today=self.today),
            "intake": intake,
            "columns": Columns(request, COLUMNS),
            "decisions": decisions_for(filters["state"]),
            "export_fields": filters_of(request),
        }
        return render(request, "programs/application_list.html", context, block="list")

    def rows(self, applications: Sequence[Application], intake: Intake) -> list[dict[str, Any]]:
        people = people_with_attributes(applications, on=self.today)
        questions = questions_of(self.program)
        return [
            {
                "it": it,
                "person": people.get(it.person_id),
                "topics": topics_in([q for q in questions if q.is_for(it.role)], it.answers),
                "check": check_of(it, people.get(it.person_id), intake),
            }
            for it in applications
        ]

    def tabs(self, current: str, counts: dict[str, int]) -> list[tuple[str, str, bool]]:
        states = [state for state in ApplicationState if state != ApplicationState.DRAFT]
        here = self.address("application-list")
        return [
            (
                f"{state.label} ({counts[state]})" if counts.get(state) else state.label,
                f"{here}?state={state.value}",
                state == current,
            )
            for state in states
        ]


class ApplicationDetail(ApplicationView):
    """One application with its answers; previous and next are those of the same state."""

    def get(self, request: HttpRequest, application_id: UUID, **kwargs: object) -> HttpResponse:
        found = (
            Application.objects.received().filter(program=self.program).select_related("person", "manager")
        )
        application = get_object_or_404(found, pk=application_id)
        application.program = self.program
        of_state = applications_of(self.program, state=application.state)
        ids = list(of_state.values_list("pk", flat=True))
        place = ids.index(application.pk)
        intake = intake_of(self.program)
        people = people_with_attributes([application], on=self.today)
        person = people.get(application.person_id)
        context = {
            "program": self.program,
            "application": application,
            "person": person,
            "lines": answer_lines(application, all_questions(self.program)),
            "check": check_of(application, person, intake),
            "coverage": coverage_of(self.program),
            "previous": self.neighbor(ids, place - 1),
            "next": self.neighbor(ids, place + 1),
            "place": place + 1,
            "total": len(ids),
            "decisions": decisions_for(application.state),
        }
        return render(request, "programs/application_detail.html", context)

    def neighbor(self, ids: list[UUID], place: int) -> str:
        if not 0 <= place < len(ids):
            return ""
        return self.address("application-detail", application_id=ids[place])


class ApplicationDecide(ApplicationView):
    """A POST with the decision shows the email that goes out; with `send` it decides."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        return self.to("application-list")

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        decision = request.POST.get("decision", "")
        if decision not in ApplicationDecision:
            return self.to("application-list")
        if "send" not in request.POST and "preview" not in request.POST:
            subject, body = decision_text(decision)
            return self.show(decision, DecisionForm(initial={"subject": subject, "body": body}))
        form = DecisionForm(request.POST)
        if form.is_valid() and "send" in request.POST:
            try:
                return self.decide(form.cleaned_data)
            except ValidationError as error:
                add_errors(form, error)
        return self.show(decision, form, status=200 if form.is_valid() else 422)

    def decide(self, data: dict[str, str]) -> HttpResponse:
        batch = decide_applications(
            self.program,
            ids=self.ids,
            **data,
            reply_to=program_contact(self.program),
            by=self.actor,
            at=timezone.now(),
            today=self.today,
        )
        count = batch.applications.count()
        texts = {
            ApplicationDecision.ACCEPT: ngettext(
                "%(num)s application accepted. The email goes out in two minutes.",
                "%(num)s applications accepted. The emails go out in two minutes.",
                count,
            ),
            ApplicationDecision.WAIT: ngettext(
                "%(num)s application put on the waiting list. The email goes out in two minutes.",
                "%(num)s applications put on the waiting list. The emails go out in two minutes.",
                count,
            ),
            ApplicationDecision.DECLINE: ngettext(
                "%(num)s application declined. The email goes out in two minutes.",
                "%(num)s applications declined. The emails go out in two minutes.",
                count,
            ),
        }
        text = texts[ApplicationDecision(batch.decision)] % {"num": count}
        notify(self.request, text, undo_url=self.address("application-undo", batch_id=batch.pk))
        return self.to("application-list")

    @property
    def ids(self) -> list[UUID]:
        found = []
        for text in self.request.POST.getlist("application"):
            try:
                found.append(UUID(text))
            except ValueError:
                continue
        return found

    def show(self, decision: str, form: DecisionForm, status: int = 200) -> HttpResponse:
        choice = ApplicationDecision(decision)
        chosen = Application.objects.received().filter(program=self.program, pk__in=self.ids)
        applications = list(chosen.filter(state__in=FROM[choice]).select_related("person").order_by("name"))
        if not applications:
            notify(self.request, _("Select at least one application for which this decision is possible."))
            return self.to("application-list")
        for application in applications:
            application.program = self.program
        subject, body = form["subject"].value() or "", form["body"].value() or ""
        draft = DecisionBatch(program=self.program, decision=choice, subject=subject, body=body)
        context = {
            "program": self.program,
            "form": form,
            "decision": choice,
            "applications": applications[:NAMES_SHOWN],
            "count": len(applications),
            "left_out": chosen.count() - len(applications),
            "email": decision_values(draft, applications[0]),
            "placeholders": PLACEHOLDERS.items(),
            "contact": program_contact(self.program),
            "coverage": coverage_of(self.program),
            "more": _sums(applications) if choice == ApplicationDecision.ACCEPT else None,
        }
        return render(self.request, "programs/application_decide.html", context, status=status)


class ApplicationUndo(ApplicationView):
    def post(self, request: HttpRequest, batch_id: UUID, **kwargs: object) -> HttpResponse:
        batch = get_object_or_404(DecisionBatch, program=self.program, pk=batch_id)
        batch.program = self.program
        try:
            undo_decision(batch, by=self.actor, at=timezone.now())
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Decision undone. No email was sent."))
        return self.to("application-list")


class ApplicationExport(ApplicationView):
    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        filters = ApplicationFilter(request.POST).filters()
        table = export_applications(self.program, **filters, today=self.today, by=self.actor)
        name = f"{_('Applications')}-{self.program.name}-{self.today:%Y-%m-%d}"
        return table_response(name, table, file_format=request.POST.get("format", ""))


def decisions_for(state: str) -> list[tuple[str, str]]:
    """Return the decisions that are possible in a state, with their words."""
    return [(it.value, it.label) for it in ApplicationDecision if state in FROM[it]]


def check_of(application: Application, person: Person | None, intake: Intake) -> tuple[str, str]:
    """Return the tone and the words of what those who decide should know: line manager, directory, eligibility."""
    answered = application.manager_answered_at
    match application.manager_answer:
        case ManagerAnswer.DECLINED:
            return "warn", _("Line manager declined")
        case ManagerAnswer.ASKED:
            return "none", _("Line manager asked")
    if person is None:
        return "none", _("Not in the directory")
    if found := misfits(intake, application.role, person):
        names = {"level": _("level"), "department": _("department"), "location": _("location")}
        words = ", ".join(f"{names[name]} {getattr(person, name) or '–'}" for name in found)
        return "warn", _("Not eligible: %(what)s") % {"what": words}
    if answered:
        return "ok", _("Line manager approved")
    if intake.asks_manager:
        return "none", _("No line manager in the directory")
    return "ok", _("Meets all rules")


def _sums(applications: Sequence[Application]) -> dict[str, int]:
    mentors = [it for it in applications if it.role == ParticipantRole.MENTOR]
    return {
        "places": sum(it.capacity for it in mentors),
        "mentees": len(applications) - len(mentors),
    }
