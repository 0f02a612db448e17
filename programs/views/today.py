"""Today, and the list of matches."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.ui.rendering import render, wants_block
from mentoring.ui.tables import Column, Columns
from programs.enums import Health
from programs.forms import MatchFilter, only_choices
from programs.health.wording import explain_rules, status_reason
from programs.models import SavedView
from programs.rules import can_set_up_programs
from programs.selectors.matches import NEEDS_ACTION, PAGE_SIZE, match_page
from programs.selectors.status import program_status, seems_finished, weekly_sessions
from programs.today import summary
from programs.today.chart import sessions_chart
from programs.today.introductions import to_introduce
from programs.today.todo import next_steps
from programs.views.base import ProgramView
from programs.views.first_steps import first_steps

COLUMNS = [
    Column("match", _("Mentor and mentee"), sortable=True),
    Column("health", _("Status"), sortable=True, narrow="state"),
    Column("why", _("Reason"), narrow="fact"),
    Column("last", _("Last met"), sortable=True, narrow="away"),
    Column("held", _("Sessions"), numeric=True, sortable=True, narrow="away"),
    Column("goals", _("Goals"), numeric=True, sortable=True, narrow="away"),
]
# The design system's names of the states.
STATES = {
    Health.ON_TRACK: "on_track",
    Health.ATTENTION: "needs_attention",
    Health.AT_RISK: "at_risk",
    Health.UNKNOWN: "not_enough_data",
    Health.FINISHED: "finished",
}
BAR = (Health.ON_TRACK, Health.ATTENTION, Health.AT_RISK, Health.UNKNOWN, Health.FINISHED)


class MatchTable(ProgramView):
    """A page with the table of matches. htmx gets only the table."""

    template = ""
    url_name = ""

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        context = self.table()
        if not wants_block(request):
            context |= self.page()
        return render(request, self.template, context, block="matches")

    def page(self) -> dict[str, Any]:
        views = SavedView.objects.filter(program=self.program, membership=self.membership)
        return {"views": list(views.order_by("name")[:20])}

    def table(self) -> dict[str, Any]:
        form = MatchFilter(self.request.GET)
        filters = form.filters()
        page = match_page(self.program, filters, number=form.page_number())
        is_empty = filters.is_empty and not page.total
        return {
            "program": self.program,
            "here": reverse(
                self.url_name, kwargs={"slug": self.organization.slug, "program_id": self.program.pk}
            ),
            "filters": filters,
            "can_set_up": can_set_up_programs(self.membership),
            "first_steps": first_steps(self.program) if is_empty else (),
            "matches": page,
            "facts": {match.pk: status_reason(match) for match in page.rows},
            "columns": Columns(self.request, COLUMNS, default="health"),
            "states": STATES,
            "previous": self._address(page.number - 1) if page.number > 1 else None,
            "next": self._address(page.number + 1) if page.has_next else None,
            "shown": (
                (page.number - 1) * PAGE_SIZE + 1,
                (page.number - 1) * PAGE_SIZE + len(page.rows),
            ),
            "healths": [
                ("", _("All")),
                (NEEDS_ACTION, _("Needs attention or at risk")),
                *((health.value, health.label) for health in BAR),
            ],
            "onlys": [("", _("All matches")), *only_choices()],
        }

    def _address(self, number: int) -> str:
        query = self.request.GET.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"


class MatchList(MatchTable):
    template = "programs/match_list.html"
    url_name = "programs:match-list"


class Today(MatchTable):
    template = "programs/today.html"
    url_name = "programs:today"

    def page(self) -> dict[str, Any]:
        program, today = self.program, self.today
        status = program_status(program, today=today)
        can_set_up = can_set_up_programs(self.membership)
        if not status.total:
            # Before the first introductions there are no other steps.
            has_steps = program.to_decide or to_introduce(program).exists()
            steps = next_steps(program, today=today) if has_steps else []
            return {"status": status, "can_set_up": can_set_up, "steps": steps}
        breaks = [
            (date.fromisoformat(p["starts_on"]), date.fromisoformat(p["ends_on"])) for p in program.break_list
        ]
        sessions = weekly_sessions(program, status, breaks=breaks)
        here = reverse(self.url_name, kwargs={"slug": self.organization.slug, "program_id": program.pk})
        tiles = summary.tiles(program, status, sessions)
        return {
            **super().page(),
            "status": status,
            "can_set_up": can_set_up,
            "heading": summary.heading(status),
            "sentence": summary.sentence(program, status, today=today),
            "context_line": summary.context_line(program, status),
            "bar": [
                (STATES[health], status.counts[health], f"{here}?health={health.value}#matches")
                for health in BAR
            ],
            "tiles": tiles,
            "definitions": [(tile.label, tile.definition) for tile in tiles],
            "steps": next_steps(program, today=today),
            "suggests_closing": can_set_up and seems_finished(program, status),
            "chart": sessions_chart(sessions, is_over=status.is_over),
            "rules": explain_rules(program),
        }
