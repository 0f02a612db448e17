"""Downloads of participants and matches. POSTs, because exports are recorded in the audit log."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from mentoring.people.names import normalize_name
from mentoring.ui.tabular import table_response
from programs.actions import export_matches, export_participants
from programs.forms import MatchFilter, ParticipantFilter
from programs.views.base import ProgramView


class ParticipantExport(ProgramView):
    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        form = ParticipantFilter(request.POST)
        form.is_valid()
        role, name = form.cleaned_data.get("role") or "", normalize_name(form.cleaned_data.get("q") or "")
        others = {each: form.cleaned_data.get(each) or "" for each in ("account", "briefing")}
        table = export_participants(
            self.program, role=role, name=name, **others, today=self.today, by=self.actor
        )
        file_name = f"participants-{self.program.name}-{self.today:%Y-%m-%d}"
        return table_response(file_name, table, file_format=request.POST.get("format", ""))


class MatchExport(ProgramView):
    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        table = export_matches(self.program, MatchFilter(request.POST).filters(), by=self.actor)
        file_name = f"matches-{self.program.name}-{self.today:%Y-%m-%d}"
        return table_response(file_name, table, file_format=request.POST.get("format", ""))
