"""The participants of a program, and the programs of a person."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.people.models import Person
from mentoring.people.names import normalize_name
from mentoring.tenancy.views import TenantView
from mentoring.ui.keyset import read_page
from mentoring.ui.rendering import render
from mentoring.ui.tables import Column, Columns, filters_of
from programs.enums import ParticipantRole
from programs.forms import ParticipantFilter
from programs.rules import can_see_program
from programs.selectors.participants import participants_of, programs_of_person
from programs.views.base import ProgramView

COLUMNS = [
    Column("name", gettext_lazy("Name")),
    Column("role", gettext_lazy("Role")),
    Column("topics", gettext_lazy("Topics")),
    Column("places", gettext_lazy("Matches"), numeric=True),
    Column("state", gettext_lazy("State")),
]


class ParticipantList(ProgramView):
    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        form = ParticipantFilter(request.GET)
        form.is_valid()
        role, q = form.cleaned_data.get("role") or "", form.cleaned_data.get("q") or ""
        found = participants_of(self.program, role=role, name=normalize_name(q))
        context = {
            "program": self.program,
            "page": read_page(found, by=("person__name_norm", "id"), cursor=request.GET.get("cursor", "")),
            "count": found.count(),
            "filters": {"q": q, "role": role},
            "roles": [("", _("All")), *ParticipantRole.choices],
            "columns": Columns(request, COLUMNS),
            "export_fields": filters_of(request),
        }
        return render(request, "programs/participant_list.html", context, block="list")


class PersonParticipations(TenantView):
    """A section of a person's page; a separate page without JavaScript."""

    rule = can_see_program
    loaded: Person

    def load(self) -> Person:
        return get_object_or_404(Person, pk=self.kwargs["person_id"])

    def get(self, request: HttpRequest, slug: str, person_id: UUID) -> HttpResponse:
        context = {"person": self.loaded, "participations": programs_of_person(person_id)}
        return render(request, "programs/person_participations.html", context, block="section")
