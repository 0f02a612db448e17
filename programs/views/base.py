"""What every page inside a program shares: the program, and which day it is there."""

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
from programs.selectors.programs import program_beside_others


class ProgramView(TenantView):
    """Loads the program that the address names. The switcher of programs shows what was read with it."""

    rule: ClassVar[Rule] = can_see_program
    program: Program

    def load(self) -> Any:
        found = program_beside_others(self.kwargs["program_id"])
        if not found or found[0].pk != self.kwargs["program_id"]:
            raise Http404
        self.program, self.request.programs = found[0], found
        self.program.organization = self.organization
        return self.program

    @property
    def today(self) -> date:
        """The organization's day, not the reader's: what is judged must not differ between two colleagues."""
        return self.organization.local_date(timezone.now())

    def to(self, name: str, **arguments: Any) -> HttpResponse:
        return redirect(
            f"programs:{name}", slug=self.organization.slug, program_id=self.program.pk, **arguments
        )

    def say(self, error: ValidationError) -> None:
        notify(self.request, " ".join(error.messages), level=messages.ERROR)


def add_errors(form: Any, error: ValidationError, **names: str) -> None:
    """Put what an action refused beside the fields that the form has (`names` where it calls them otherwise)."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        name = names.get(name, name)
        form.add_error(name if name in form.fields else None, errors)
