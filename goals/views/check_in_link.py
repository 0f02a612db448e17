"""Check in on a goal from a link in an email, without signing in."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from goals.actions import record_check_in
from goals.enums import GoalState, MeasureKind
from goals.forms import CheckInForm
from goals.models import CheckIn, Goal
from goals.selectors.quiet_goals import quiet_since
from goals.sentence import editable, shown
from goals.views.agree_link import link_locale
from mentoring.tenancy.links import LinkView
from mentoring.ui.rendering import render
from programs.enums import MatchState, ParticipantRole
from programs.selectors.agreements import contacts_of_partners
from programs.selectors.parties import Party
from programs.views.base import add_errors


class CheckInLink(LinkView):
    """The mentee's link to one check-in: after it, and after any other, the link is invalid."""

    purpose = "check-in"
    target: Goal

    @classmethod
    def find(cls, target_id: UUID) -> Goal | None:
        found = Goal.objects.select_related(
            "match__program", "match__mentor__person", "match__mentee__person"
        )
        return found.filter(pk=target_id, state=GoalState.AGREED, match__state=MatchState.ACTIVE).first()

    @classmethod
    def version_of(cls, target: Goal) -> str:
        return f"{quiet_since(target)}.{target.link_version}"

    def get(self, request: HttpRequest) -> HttpResponse:
        with self._locale():
            return self.show(CheckInForm(initial={"value": editable(self.target.current_value)}))

    def post(self, request: HttpRequest) -> HttpResponse:
        with self._locale():
            return self._save(CheckInForm(request.POST))

    def _save(self, form: CheckInForm) -> HttpResponse:
        now = timezone.now()
        if form.is_valid():
            try:
                check_in = record_check_in(
                    self.target,
                    **form.cleaned_data,
                    by=self.actor,
                    now=now,
                    today=self.organization.local_date(now),
                )
            except ValidationError as error:
                add_errors(form, error)
            else:
                return self.show(form, check_in=check_in)
        return self.show(form, status=422)

    def show(self, form: CheckInForm, *, check_in: CheckIn | None = None, status: int = 200) -> HttpResponse:
        goal, party = self.target, self._party
        context: Mapping[str, Any] = {
            "party": party,
            "goal": goal,
            "form": form,
            "last_on": quiet_since(goal) if goal.last_check_in_on else None,
            "has_numbers": goal.kind != MeasureKind.DONE
            and None not in (goal.baseline, goal.target, goal.current_value),
            "current": shown(goal.current_value, goal),
            "target": shown(goal.target, goal),
            "check_in": check_in,
            "value": shown(check_in.value, goal) if check_in else "",
            "contact": contacts_of_partners([party]).get(goal.match_id) if check_in else None,
        }
        return render(self.request, "goals/check_in_link.html", context, status=status)

    @property
    def _party(self) -> Party:
        self.target.match.program.organization = self.organization
        return Party(self.target.match, ParticipantRole.MENTEE)

    def _locale(self) -> AbstractContextManager[None]:
        return link_locale(self.target.match, ParticipantRole.MENTEE, self.organization)
