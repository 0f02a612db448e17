"""The action plans of a program and of a match, in numbers. What they say stays with the two of the match."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goals.actions import export_plans
from goals.enums import PlanStatus
from goals.models import PlanRevision
from goals.selectors.plans import (
    UNCHANGED,
    ListedPlan,
    can_be_reminded,
    has_status,
    plan_facts,
    plans_of_program,
    with_people,
)
from goals.views.plans import PILLS
from mentoring.ui.navigation import NavItem
from mentoring.ui.rendering import render
from mentoring.ui.tables import Column, Columns, filters_of
from mentoring.ui.tabular import table_response
from programs.rules import can_see_program
from programs.views.base import ProgramView
from programs.views.matches import MatchView
from programs.views.navigation import in_program

PLANS = NavItem(
    "plans",
    gettext_lazy("Plans"),
    "list-checks",
    "goals:plan-list",
    visible=can_see_program,
    address=in_program,
    order=6,
)
COLUMNS = [
    Column("match", gettext_lazy("Mentor and mentee")),
    Column("status", gettext_lazy("Status"), narrow="state"),
    Column("updated", gettext_lazy("Last updated"), narrow="labeled"),
    Column("due", gettext_lazy("Due by"), narrow="labeled"),
    Column("actions", gettext_lazy("Actions"), narrow="fact"),
    Column("revision", gettext_lazy("Revisions"), numeric=True, narrow="away"),
]
PAGE_SIZE = 50
STATUSES = [PlanStatus.STALE, PlanStatus.DUE, PlanStatus.UP_TO_DATE, PlanStatus.NOT_BEGUN]


class PlanList(ProgramView):
    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        status = request.GET.get("status", "")
        status = status if status in [*STATUSES, UNCHANGED] else ""
        every = plans_of_program(self.program, today=self.today)
        listed = [it for it in every if not status or has_status(it.facts, status)]
        number = _page_number(request, len(listed))
        rows = with_people(listed[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
        context = {
            "program": self.program,
            "finding": _finding(every),
            "rows": rows,
            "pills": PILLS,
            "count": len(listed),
            "total": len(every),
            "status": status,
            "statuses": [("", _("All")), *_counted(every)],
            "nudges": self._nudges(every),
            "columns": Columns(request, COLUMNS),
            "export_fields": filters_of(request),
            "previous": _address(request, number - 1) if number > 1 else None,
            "next": _address(request, number + 1) if number * PAGE_SIZE < len(listed) else None,
        }
        return render(request, "goals/plan_list.html", context, block="list")

    def _nudges(self, every: list[ListedPlan]) -> list[tuple[str, str]]:
        """Return what can be written to whom: (text, address of the email with its preview)."""
        active = [it for it in every if can_be_reminded(it, self.today)]
        stale = [it for it in active if has_status(it.facts, PlanStatus.STALE)]
        missing = [it for it in active if has_status(it.facts, PlanStatus.NOT_BEGUN)]
        found = []
        if stale:
            mentors = len({it.match.mentor_id for it in stale})
            text = ngettext(
                "Remind %(num)s mentor of a stale plan", "Remind %(num)s mentors of stale plans", mentors
            )
            found.append((text % {"num": mentors}, self._write_to("plans-stale", "plan-stale")))
        if missing:
            mentors = len({it.match.mentor_id for it in missing})
            text = ngettext(
                "Ask %(num)s mentor to begin a plan", "Ask %(num)s mentors to begin a plan", mentors
            )
            found.append((text % {"num": mentors}, self._write_to("plans-not-begun", "plan-begin")))
        return found

    def _write_to(self, group: str, start: str) -> str:
        arguments = {"slug": self.organization.slug, "program_id": self.program.pk}
        query = urlencode({"group": group, "audience": "mentors", "start": start})
        return f"{reverse('programs:announcement-create', kwargs=arguments)}?{query}"


class PlanExport(ProgramView):
    """A POST, because the export is recorded in the audit log."""

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        status = request.POST.get("status", "")
        table = export_plans(self.program, status=status, by=self.actor, today=self.today)
        name = f"plans-{self.program.name}-{self.today:%Y-%m-%d}"
        return table_response(name, table, file_format=request.POST.get("format", ""))


class MatchPlan(MatchView):
    """A section of a match's page; a separate page without JavaScript."""

    def get(self, request: HttpRequest, slug: str, program_id: UUID, match_id: UUID) -> HttpResponse:
        facts = plan_facts([self.match], today=self.today)[self.match.pk]
        kinds: list[Any] = []
        if facts.plan is not None:
            kinds = list(PlanRevision.objects.filter(plan=facts.plan).values_list("kind", flat=True))
        context = {
            "program": self.program,
            "match": self.match,
            "facts": facts,
            "pill": PILLS[PlanStatus(facts.freshness.status)],
            "age": (self.today - facts.plan.revised_on).days if facts.plan else 0,
            "unchanged": kinds.count("unchanged"),
        }
        return render(request, "goals/match_plan.html", context, block="section")


def _finding(every: list[ListedPlan]) -> str:
    current = sum(has_status(it.facts, PlanStatus.UP_TO_DATE) for it in every)
    words = {"current": current, "num": len(every)}
    return (
        ngettext(
            "%(current)s of %(num)s action plan is up to date.",
            "%(current)s of %(num)s action plans are up to date.",
            len(every),
        )
        % words
    )


def _counted(every: list[ListedPlan]) -> list[tuple[str, str]]:
    """Return each status with how many plans have it."""
    choices = [
        *((status.value, str(status.label)) for status in STATUSES),
        (UNCHANGED, _("Unchanged three times")),
    ]
    return [
        (value, f"{label} ({sum(has_status(it.facts, value) for it in every)})") for value, label in choices
    ]


def _page_number(request: HttpRequest, count: int) -> int:
    text = request.GET.get("page", "")
    number = int(text) if text.isdecimal() and len(text) < 6 else 1
    return max(1, min(number, -(-count // PAGE_SIZE)))


def _address(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"
