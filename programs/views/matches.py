"""One match: both people, how it stands and why, what happened, and what is done to it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from programs.actions import clear_override, override_health, record_session, set_away
from programs.enums import Health, ParticipantRole
from programs.extensions import MATCH_SECTIONS
from programs.forms import AwayForm, OverrideForm, SessionForm
from programs.health.evaluate import day_to_judge
from programs.health.wording import say
from programs.models import AwayPeriod, Match
from programs.rules import can_judge_match
from programs.selectors.sessions import sessions_of
from programs.views.base import ProgramView, add_errors
from programs.views.today import STATES

REVIEW_AFTER = timedelta(days=14)


class MatchView(ProgramView):
    """Loads a match of the program that was introduced: proposals are nobody's business yet."""

    match: Match

    def load(self) -> Match:
        super().load()
        matches = Match.objects.filter(program=self.program).introduced().with_people()
        found = matches.select_related(
            "mentor__person", "mentee__person", "overridden_by__user", "overridden_by"
        )
        self.match = get_object_or_404(found, pk=self.kwargs["match_id"])
        self.match.program = self.program
        return self.match

    def back(self) -> HttpResponse:
        return self.to("match-detail", match_id=self.match.pk)

    def address(self, name: str) -> str:
        return reverse(f"programs:{name}", kwargs=self.kwargs)

    def show(self, status: int = 200, **given: forms.Form) -> HttpResponse:
        """Show the match's page, with the form that was refused in its place."""
        match, today = self.match, self.today
        health_form = OverrideForm(
            initial={
                "health": match.override or None,
                "reason": match.override_reason,
                "review_on": today + REVIEW_AFTER,
            }
        )
        context: dict[str, Any] = {
            "program": self.program,
            "match": match,
            "state": STATES[Health(match.health)],
            "worked_out": STATES[Health(match.worked_out_health)],
            "signals": [
                (*say(signal), STATES[Health(signal["level"])], signal["since"]) for signal in match.signals
            ],
            "day": day_to_judge(self.program, today),
            "today": today,
            "sessions": sessions_of(match),
            "away": list(
                AwayPeriod.objects.filter(participant__in=[match.mentor_id, match.mentee_id])
                .select_related("participant__person")
                .order_by("-starts_on")[:10]
            ),
            "sections": [(s.label, reverse(s.url_name, kwargs=self.kwargs)) for s in MATCH_SECTIONS],
            "addresses": {
                name: self.address(f"match-{name}")
                for name in ("override", "clear-override", "session", "away")
            },
            "override_form": health_form,
            "session_form": SessionForm(initial={"happens_on": today}, prefix="session"),
            "away_form": AwayForm(prefix="away"),
            **given,
        }
        return render(self.request, "programs/match_detail.html", context, status=status)


class MatchDetail(MatchView):
    def get(self, request: HttpRequest, slug: str, program_id: UUID, match_id: UUID) -> HttpResponse:
        return self.show()


class MatchOverride(MatchView):
    rule = can_judge_match

    def post(self, request: HttpRequest, slug: str, program_id: UUID, match_id: UUID) -> HttpResponse:
        form = OverrideForm(request.POST)
        if form.is_valid():
            try:
                override_health(self.match, **form.cleaned_data, by=self.actor, today=self.today)
            except ValidationError as error:
                add_errors(
                    form,
                    error,
                    override="health",
                    override_reason="reason",
                    override_review_on="review_on",
                )
            else:
                label = Health(form.cleaned_data["health"]).label
                notify(
                    request,
                    _("Override saved.") % {"state": label},
                    undo_url=self.address("match-clear-override"),
                )
                return self.back()
        return self.show(status=422, override_form=form)


class MatchClearOverride(MatchView):
    rule = can_judge_match

    def post(self, request: HttpRequest, slug: str, program_id: UUID, match_id: UUID) -> HttpResponse:
        clear_override(self.match, by=self.actor)
        notify(request, _("Override removed."))
        return self.back()


class MatchSession(MatchView):
    rule = can_judge_match

    def post(self, request: HttpRequest, slug: str, program_id: UUID, match_id: UUID) -> HttpResponse:
        form = SessionForm(request.POST, prefix="session")
        if form.is_valid():
            try:
                record_session(self.match, **form.cleaned_data, by=self.actor, today=self.today)
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Session saved. Status updated."))
                return self.back()
        return self.show(status=422, session_form=form)


class MatchAway(MatchView):
    rule = can_judge_match

    def post(self, request: HttpRequest, slug: str, program_id: UUID, match_id: UUID) -> HttpResponse:
        form = AwayForm(request.POST, prefix="away")
        if form.is_valid():
            data = form.cleaned_data
            who = self.match.mentor if data["role"] == ParticipantRole.MENTOR else self.match.mentee
            who.program = self.program
            try:
                set_away(
                    who, starts_on=data["starts_on"], ends_on=data["ends_on"], by=self.actor, today=self.today
                )
            except ValidationError as error:
                add_errors(form, error)
            else:
                notify(request, _("Absence saved. Reminders and status are paused for this match."))
                return self.back()
        return self.show(status=422, away_form=form)
