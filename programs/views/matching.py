"""Matching by hand: ranked mentors for each mentee without one, the drafts chosen from them, and their approval."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.people.names import normalize_name
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from mentoring.ui.tabular import table_response
from programs.actions.drafts import approve_matches, discard_draft, draft_match, export_drafts
from programs.forms import DraftForm, MatchingQuery
from programs.models import Match, Participant
from programs.rules import can_edit_match
from programs.selectors.drafts import drafts_of
from programs.selectors.mentors import free_places, mentor_choices, unmatched_mentees
from programs.views.base import ProgramView

MENTEES_ON_A_PAGE = 10
MENTORS_SHOWN = 3


class MatchingPage(ProgramView):
    """What the pages of matching share: their tabs."""

    rule = can_edit_match

    def render(self, template: str, current: str, status: int = 200, **context: Any) -> HttpResponse:
        drafts = Match.objects.filter(program=self.program).drafts().values_list("state", flat=True)
        counts = {"proposed": 0, "approved": 0}
        for state in drafts:
            counts[state] += 1
        tabs = [
            ("matching", _("Suggestions"), 0),
            ("matching-drafts", _("Drafts"), counts["proposed"]),
            ("introductions", _("Introductions"), counts["approved"]),
        ]
        context |= {
            "program": self.program,
            "tabs": [
                (f"{label} ({count})" if count else label, self.address(name), name == current)
                for name, label, count in tabs
            ],
        }
        return render(self.request, template, context, status=status)

    def address(self, name: str, **more: Any) -> str:
        arguments = {"slug": self.organization.slug, "program_id": self.program.pk, **more}
        return reverse(f"programs:{name}", kwargs=arguments)


class Matching(MatchingPage):
    """Mentees without a mentor, ten on a page, each with the three best mentors. `q` searches by name."""

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        query = MatchingQuery(request.GET)
        query.is_valid()
        q = query.cleaned_data.get("q") or ""
        waiting = unmatched_mentees(self.program, today=self.today)
        found = waiting.matching_name(normalize_name(q)) if q else waiting
        pages = Paginator(found, MENTEES_ON_A_PAGE)
        shown = pages.get_page(query.cleaned_data.get("page"))
        mentees = list(shown)
        choices = mentor_choices(self.program, mentees, today=self.today, most=MENTORS_SHOWN)
        return self.render(
            "programs/matching.html",
            "matching",
            q=q,
            count=pages.count if not q else waiting.count(),
            found=pages.count,
            free=free_places(self.program, today=self.today),
            has_mentees=bool(mentees) or self.program.participants.mentees().exists(),
            rows=[(mentee, choices[mentee.pk]) for mentee in mentees],
            shown=shown,
        )


class MatchDraft(MatchingPage):
    """Draft a match of a mentee and one of the mentors."""

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        form = DraftForm(request.POST)
        if not form.is_valid():
            self.show_error(ValidationError(_("Choose a mentor.")))
            return self.to("matching")
        people = Participant.objects.filter(program=self.program)
        mentee = get_object_or_404(people, pk=form.cleaned_data["mentee"])
        mentor = get_object_or_404(people, pk=form.cleaned_data["mentor"])
        try:
            match = draft_match(self.program, mentor=mentor, mentee=mentee, by=self.actor, today=self.today)
        except ValidationError as error:
            self.show_error(error)
        else:
            text = _("Draft added: %(match)s.") % {"match": match}
            notify(request, text, undo_url=self.address("draft-discard", match_id=match.pk))
        return self.to("matching")


class MatchingDrafts(MatchingPage):
    """The drafts to review; POST approves those that are chosen."""

    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        chosen = _ids(request.POST.getlist("match"))
        try:
            count = approve_matches(self.program, match_ids=chosen, by=self.actor, today=self.today)
        except ValidationError as error:
            self.show_error(error)
            return self.show(status=422)
        text = ngettext("%(num)s match approved.", "%(num)s matches approved.", count) % {"num": count}
        notify(request, text + " " + _("No emails have been sent yet."))
        return self.to("matching-drafts")

    def show(self, status: int = 200) -> HttpResponse:
        drafts = drafts_of(self.program, today=self.today)
        return self.render(
            "programs/matching_drafts.html",
            "matching-drafts",
            status,
            drafts=[it for it in drafts if not it.is_approved],
            approved=[it for it in drafts if it.is_approved],
            ready=sum(not it.is_approved and it.broken is None for it in drafts),
        )


class DraftDiscard(MatchingPage):
    def post(self, request: HttpRequest, slug: str, program_id: UUID, match_id: UUID) -> HttpResponse:
        match = get_object_or_404(Match.objects.with_people(), pk=match_id, program=self.program)
        try:
            discard_draft(match, by=self.actor)
        except ValidationError as error:
            self.show_error(error)
        else:
            notify(request, _("Draft discarded: %(match)s.") % {"match": match})
        return self.to("matching-drafts" if "from_drafts" in request.POST else "matching")


class DraftExport(MatchingPage):
    def post(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        table = export_drafts(self.program, by=self.actor, today=self.today)
        file_name = f"draft-matches-{self.program.name}-{self.today:%Y-%m-%d}"
        return table_response(file_name, table, file_format=request.POST.get("format", ""))


def _ids(texts: list[str]) -> list[UUID]:
    """Return the valid ids; others select nothing."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
