"""Goals of a program and of a match: title and progress. Milestones and notes stay with the match."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.actions import export_check_ins, export_goals
from goals.enums import GoalState
from goals.forms import GoalFilter
from goals.selectors import goals_of_match, goals_of_program
from goals.selectors.match_answer import match_answer
from goals.summary import goal_summary
from mentoring.ui.keyset import read_page
from mentoring.ui.navigation import NavItem
from mentoring.ui.rendering import render
from mentoring.ui.tables import Column, Columns, filters_of
from mentoring.ui.tabular import table_response
from programs.rules import can_see_program
from programs.views.base import ProgramView
from programs.views.matches import MatchView
from programs.views.navigation import in_program

GOALS = NavItem(
    "goals",
    gettext_lazy("Goals"),
    "target",
    "goals:goal-list",
    visible=can_see_program,
    address=in_program,
    in_bottom_bar=True,
    order=5,
)
COLUMNS = [
    Column("goal", gettext_lazy("Goal")),
    Column("match", gettext_lazy("Mentor and mentee"), narrow="fact"),
    Column("state", gettext_lazy("Status"), narrow="state"),
    Column("progress", gettext_lazy("Progress"), numeric=True, narrow="end"),
    Column("due", gettext_lazy("Due on"), narrow="away"),
]


class GoalList(ProgramView):
    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        filters = GoalFilter(request.GET).filters()
        goals = goals_of_program(self.program, filters)
        context = {
            "program": self.program,
            "page": read_page(goals, by=("title", "id"), cursor=request.GET.get("cursor", "")),
            "count": goals.count(),
            "filters": filters,
            "goal_states": [("", _("All")), *GoalState.choices],
            "columns": Columns(request, COLUMNS),
            "export_fields": filters_of(request),
            "summary": goal_summary(self.program),
        }
        return render(request, "goals/goal_list.html", context, block="list")


class GoalExport(ProgramView):
    """A POST, because the export is recorded in the audit log. `table` chooses goals or their check-ins."""

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        of_check_ins = request.POST.get("table") == "check-ins"
        export = export_check_ins if of_check_ins else export_goals
        table = export(self.program, GoalFilter(request.POST).filters(), by=self.actor)
        name = f"{'check-ins' if of_check_ins else 'goals'}-{self.program.name}-{self.today:%Y-%m-%d}"
        return table_response(name, table, file_format=request.POST.get("format", ""))


class MatchGoals(MatchView):
    """A section of a match's page; a separate page without JavaScript."""

    def get(self, request: HttpRequest, slug: str, program_id: UUID, match_id: UUID) -> HttpResponse:
        goals = goals_of_match(match_id)
        context = {
            "program": self.program,
            "match": self.match,
            "goals": goals,
            "answer": match_answer(goals, today=self.today),
        }
        return render(request, "goals/match_goals.html", context, block="section")
