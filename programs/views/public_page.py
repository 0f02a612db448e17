"""The public page of a program, and how an application begins: with a link by email, or by signing in."""

from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views import View

from mentoring.people.models import Person
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from mentoring.tenancy.rules import is_member
from mentoring.tenancy.views import TenantView
from mentoring.ui.rendering import render
from programs.actions.applying import send_application_link, start_application
from programs.enums import ParticipantRole
from programs.forms.applying import LinkRequestForm
from programs.models import Intake, Program
from programs.rules import can_set_up_programs
from programs.selectors.announcements import program_contact
from programs.selectors.intake import eligible_values, intake_of, is_open, most_hours, roles_of
from programs.views.application_link import ApplicationLink
from programs.views.base import ProgramView

LABELS = {"level": _("Levels"), "department": _("Departments"), "location": _("Locations")}


def page_context(program: Program, intake: Intake, organization: Organization) -> dict[str, Any]:
    today = organization.local_date(timezone.now())
    roles = roles_of(intake)
    eligible = [(role, eligible_values(intake, role)) for role in roles]
    return {
        "program": program,
        "intake": intake,
        "organization": organization,
        "roles": roles,
        "eligible": [
            (role.label, [(LABELS[name], it) for name, it in values.items()])
            for role, values in eligible
            if values
        ],
        "hours": most_hours(program, intake, today=today),
        "contact": program_contact(program),
        "sign_in_url": reverse(
            "programs:application-start", kwargs={"slug": organization.slug, "page": intake.slug or "preview"}
        ),
    }


def open_program(organization: Organization, page: str) -> tuple[Program, Intake]:
    """Return the program of a public page while people can apply; 404 otherwise. One query."""
    intake = get_object_or_404(Intake.objects.select_related("program"), slug=page)
    if not is_open(intake.program, intake, today=organization.local_date(timezone.now())):
        raise Http404
    intake.program.organization = organization
    return intake.program, intake


class PublicPage(View):
    """Anybody who has the address can read it. A POST sends a link to an address where guests can apply."""

    organization: Organization

    def get(self, request: HttpRequest, slug: str, page: str) -> HttpResponse:
        program, intake = open_program(request.organization, page)
        return self.show(program, intake)

    def post(self, request: HttpRequest, slug: str, page: str) -> HttpResponse:
        program, intake = open_program(request.organization, page)
        if not intake.takes_guests:
            raise Http404
        form = LinkRequestForm(request.POST, roles=roles_of(intake))
        if not form.is_valid():
            return self.show(program, intake, form, status=422)
        email = form.cleaned_data["email"]
        if not ratelimit.consume(request, action="application_link", key=email):
            return ratelimit.respond_429(request)
        self.send_link(program, email=email, role=form.cleaned_data["role"])
        # The same page for every address, so that nobody learns who has applied.
        return self.show(program, intake, sent_to=email)

    def send_link(self, program: Program, *, email: str, role: str) -> None:
        by, now = Actor.system("programs.public_page"), timezone.now()
        try:
            application = start_application(
                program,
                role=role,
                email=email,
                by=by,
                at=now,
                today=program.organization.local_date(now),
                language=get_language() or "",
            )
        except ValidationError:
            return
        send_application_link(application, by=by, at=now)

    def show(
        self,
        program: Program,
        intake: Intake,
        form: LinkRequestForm | None = None,
        *,
        sent_to: str = "",
        status: int = 200,
    ) -> HttpResponse:
        context = {
            **page_context(program, intake, self.request.organization),
            "form": form or LinkRequestForm(roles=roles_of(intake)),
            "sent_to": sent_to,
            "is_preview": False,
        }
        return render(self.request, "programs/public_page.html", context, status=status)


class PublicPagePreview(ProgramView):
    """The public page as those who set it up see it before it is open."""

    rule = can_set_up_programs

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        intake = intake_of(self.program)
        context = {
            **page_context(self.program, intake, self.organization),
            "form": LinkRequestForm(roles=roles_of(intake)),
            "sent_to": "",
            "is_preview": True,
        }
        return render(request, "programs/public_page.html", context)


class ApplicationStart(TenantView):
    """A member begins: no email is needed, because the address was proven by signing in."""

    rule = is_member

    def load(self) -> Program:
        program, self.intake = open_program(self.organization, self.kwargs["page"])
        return program

    def get(self, request: HttpRequest, slug: str, page: str) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, slug: str, page: str) -> HttpResponse:
        now, user = timezone.now(), self.membership.user
        person = Person.objects.filter(membership=self.membership).first()
        try:
            application = start_application(
                self.loaded,
                role=request.POST.get("role", ""),
                email=(person.email if person else "") or user.email,
                name=user.name,
                person=person,
                language=get_language() or "",
                by=self.actor,
                at=now,
                today=self.organization.local_date(now),
            )
        except ValidationError as error:
            return self.show(error=" ".join(error.messages), status=422)
        return redirect(ApplicationLink.path_to(application, self.organization))

    def show(self, *, error: str = "", status: int = 200) -> HttpResponse:
        chosen = self.request.GET.get("role", "")
        roles = [role for role in roles_of(self.intake) if chosen not in ParticipantRole or role == chosen]
        context = {"program": self.loaded, "roles": roles or roles_of(self.intake), "error": error}
        return render(self.request, "programs/application_start.html", context, status=status)
