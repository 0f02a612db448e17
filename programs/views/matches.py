"""Pages of one match: its people, status and history, and the forms that change it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from mentoring.ui.tables import Column, Columns
from programs.actions import clear_override, override_health
from programs.enums import Health, SessionState
from programs.extensions import MATCH_SECTIONS
from programs.forms import (
    AbsenceForm,
    MatchEndForm,
    MatchPauseForm,
    MatchReopenForm,
    OverrideForm,
    SessionForm,
)
from programs.health.evaluate import evaluation_day
from programs.models import Absence, Match, MatchChange
from programs.rules import can_edit_match
from programs.selectors.sessions import sessions_of
from programs.views.base import ProgramView, add_errors
from programs.views.match_signals import signal_rows
from programs.views.session_strip import OPEN, kind_of, session_strip
from programs.views.today import STATES

REVIEW_AFTER = timedelta(days=14)
CHANGES_SHOWN = 20
SESSION_COLUMNS = [
    Column("when", gettext_lazy("Date")),
    Column("length", gettext_lazy("Length"), narrow="fact"),
    Column("state", gettext_lazy("Status"), narrow="state"),
    Column("action", gettext_lazy("Action"), narrow="end", hidden=True),
]
MATCH_ARGUMENTS = ("slug", "program_id", "match_id")


class MatchView(ProgramView):
    """Load an introduced match of the program. Proposed matches are not found."""

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

    def address(self, name: str, **more: Any) -> str:
        return reverse(name, kwargs={**{name: self.kwargs[name] for name in MATCH_ARGUMENTS}, **more})

    def state_context(self, **given: forms.Form) -> dict[str, Any]:
        """Return what the card with the state of the match shows. Forms in `given` replace the empty ones."""
        changes = MatchChange.objects.filter(match=self.match).select_related("made_by__user")
        return {
            "changes": list(changes.order_by("-made_at", "-id")[:CHANGES_SHOWN]),
            "state_addresses": {
                name: self.address(f"programs:{name}")
                for name in ("match-pause", "match-end", "match-reopen")
            },
            "pause_form": MatchPauseForm(prefix="pause"),
            "end_form": MatchEndForm(initial={"ended_on": self.today}, prefix="end"),
            "reopen_form": MatchReopenForm(prefix="reopen"),
            **given,
        }

    def show(
        self, status: int = 200, *, is_open: str = "", edited: UUID | None = None, **given: forms.Form
    ) -> HttpResponse:
        """Render the page of the match. Forms in `given` replace the empty ones, for example a refused form.

        `is_open` names a form that is shown unfolded, `edited` the session whose row is a form.
        """
        match, today = self.match, self.today
        sessions = sessions_of(match)
        held = [it.happens_on for it in sessions if it.state == SessionState.HELD]
        unconfirmed = [it.happens_on for it in sessions if kind_of(it, today) == OPEN]
        absences = list(
            Absence.objects.entered()
            .filter(participant__in=[match.mentor_id, match.mentee_id])
            .select_related("participant__person")
            .order_by("-starts_on")[:10]
        )
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
            "calculated": STATES[Health(match.calculated_health)],
            "signals": signal_rows(match, first_held_on=min(held, default=None)),
            "first_held_on": min(held, default=None),
            "is_open": is_open,
            "day": evaluation_day(match.sessions_known_until, today),
            "today": today,
            "sessions": [(it, kind_of(it, today)) for it in sessions],
            "edited": edited,
            "unconfirmed_on": max(unconfirmed, default=None),
            "session_columns": Columns(self.request, SESSION_COLUMNS),
            "strip": session_strip(
                sessions,
                started_on=match.started_on,
                ends_on=match.ended_on or self.program.ends_on,
                interval_days=self.program.meeting_interval_days,
                absences=[(it.starts_on, it.ends_on) for it in absences],
                today=today,
            ),
            "held_minutes": sum(it.minutes or 0 for it in sessions if it.state == SessionState.HELD),
            "absences": absences,
            "sections": [(s.label, self.address(s.url_name)) for s in MATCH_SECTIONS],
            "addresses": {
                name: self.address(f"programs:{name}")
                for name in (
                    "match-override",
                    "match-clear-override",
                    "match-links-revoke",
                    "session-create",
                    "absence-create",
                )
            },
            "override_form": health_form,
            "session_form": SessionForm(initial={"happens_on": today}, prefix="session"),
            "absence_form": AbsenceForm(prefix="absence", match=match),
            **self.state_context(),
            **given,
        }
        return render(self.request, "programs/match_detail.html", context, status=status)


class MatchDetail(MatchView):
    def get(self, request: HttpRequest, slug: str, program_id: UUID, match_id: UUID) -> HttpResponse:
        return self.show()


class MatchOverride(MatchView):
    rule = can_edit_match

    def get(self, request: HttpRequest, slug: str, program_id: UUID, match_id: UUID) -> HttpResponse:
        return self.show(is_open="override")

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
                    _("Status set to “%(state)s”.") % {"state": label},
                    undo_url=self.address("programs:match-clear-override"),
                )
                return self.back()
        return self.show(status=422, override_form=form)


class MatchClearOverride(MatchView):
    rule = can_edit_match

    def post(self, request: HttpRequest, slug: str, program_id: UUID, match_id: UUID) -> HttpResponse:
        clear_override(self.match, by=self.actor)
        notify(request, _("Override removed."))
        return self.back()
