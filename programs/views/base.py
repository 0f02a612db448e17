"""The base of all pages of a program."""

from datetime import date
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from mentoring.tenancy.views import Rule, TenantView
from mentoring.ui.notices import notify
from programs.models import Program
from programs.rules import can_see_program
from programs.selectors.programs import program_and_others


class ProgramView(TenantView):
    """Load the program of the URL, together with the others for the program switcher."""

    rule: ClassVar[Rule] = can_see_program
    program: Program

    def load(self) -> Any:
        found = program_and_others(self.kwargs["program_id"], membership=self.membership)
        if not found or found[0].pk != self.kwargs["program_id"]:
            raise Http404
        self.program, self.request.programs = found[0], found
        self.program.organization = self.organization
        return self.program

    @property
    def today(self) -> date:
        """Today in the organization's time zone, so that all members see the same status."""
        return self.organization.local_date(timezone.now())

    def to(self, name: str, **arguments: Any) -> HttpResponse:
        return redirect(
            f"programs:{name}", slug=self.organization.slug, program_id=self.program.pk, **arguments
        )

    def show_error(self, error: ValidationError) -> None:
        notify(self.request, " ".join(error.messages), level=messages.ERROR)


def add_errors(form: Any, error: ValidationError, **names: str) -> None:
    """Add the errors of an action to the form. `names` maps fields of the action to fields of the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        name = names.get(name, name)
        form.add_error(name if name in form.fields else None, errors)
