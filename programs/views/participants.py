"""The participants of a program, and the programs of a person."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.people.models import Person
from mentoring.people.names import normalize_name
from mentoring.tenancy.rules import is_administrator
from mentoring.tenancy.views import TenantView
from mentoring.ui.keyset import read_page
from mentoring.ui.rendering import render
from mentoring.ui.tables import Column, Columns, filters_of
from programs.enums import AccountState, BriefingState, ParticipantRole
from programs.forms import ParticipantFilter
from programs.rules import can_see_program, can_set_up_programs
from programs.selectors.accounts import account_summary
from programs.selectors.participants import participants_of, programs_of_person
from programs.views.base import ProgramView
from programs.views.first_steps import first_steps

COLUMNS = [
    Column("name", gettext_lazy("Name")),
    Column("role", gettext_lazy("Role"), narrow="state"),
    Column("topics", gettext_lazy("Topics"), narrow="away"),
    Column("places", gettext_lazy("Matches"), numeric=True, narrow="labeled"),
    Column("state", gettext_lazy("Status"), narrow="fact"),
    Column("briefing", gettext_lazy("Briefing"), narrow="away"),
    Column("account", gettext_lazy("Account"), narrow="end"),
]


class ParticipantList(ProgramView):
    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        form, now = ParticipantFilter(request.GET), timezone.now()
        form.is_valid()
        filters = {name: form.cleaned_data.get(name) or "" for name in ("q", "role", "account", "briefing")}
        found = participants_of(
            self.program,
            today=self.today,
            role=filters["role"],
            account=filters["account"],
            briefing=filters["briefing"],
            name=normalize_name(filters["q"]),
        )
        summary = account_summary(self.program, at=now, today=self.today)
        context = {
            "program": self.program,
            "page": read_page(found, by=("person__name_norm", "id"), cursor=request.GET.get("cursor", "")),
            "first_steps": () if summary.total else first_steps(self.program),
            "can_set_up": can_set_up_programs(self.membership),
            "count": found.count() if any(filters.values()) else summary.total,
            "summary": summary,
            "filters": filters,
            "roles": [("", _("All")), *ParticipantRole.choices],
            "accounts": [("", _("All")), *self.account_choices(summary.by_state)],
            "briefings": [("", _("All")), *BriefingState.choices],
            "account_labels": dict(AccountState.choices),
            "now": now,
            "can_invite": is_administrator(self.membership),
            "columns": Columns(request, COLUMNS),
            "export_fields": filters_of(request),
        }
        return render(request, "programs/participant_list.html", context, block="list")

    def account_choices(self, counts: dict[str, int]) -> list[tuple[str, str]]:
        return [
            (state.value, f"{state.label} ({counts[state]})")
            for state in map(AccountState, AccountState.values)
            if counts.get(state)
        ]


class PersonParticipations(TenantView):
    """A section of a person's page; a separate page without JavaScript."""

    rule = can_see_program
    loaded: Person

    def load(self) -> Person:
        return get_object_or_404(Person.objects.visible_to(self.membership), pk=self.kwargs["person_id"])

    def get(self, request: HttpRequest, slug: str, person_id: UUID) -> HttpResponse:
        today = self.organization.local_date(timezone.now())
        participations = programs_of_person(person_id, membership=self.membership, today=today)
        context = {"person": self.loaded, "participations": participations}
        return render(request, "programs/person_participations.html", context, block="section")
