"""Agree on a goal from a link in an email, without signing in."""

from contextlib import AbstractContextManager
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from goals.actions import agree_goal
from goals.attainment import exceeded_from
from goals.enums import GoalState
from goals.models import GoalAgreement
from goals.selectors import milestones_of
from goals.sentence import sentence_of, shown
from mentoring.mail.rendering import recipient_locale
from mentoring.tenancy.links import LinkView
from mentoring.tenancy.models import Organization
from mentoring.ui.rendering import render
from programs.models import Match
from programs.selectors.parties import Party


class GoalAgreementLink(LinkView):
    """One person's link to one version of a goal: a change of its words makes it invalid."""

    purpose = "goal"
    target: GoalAgreement

    @classmethod
    def find(cls, target_id: UUID) -> GoalAgreement | None:
        found = GoalAgreement.objects.select_related(
            "goal__objective",
            "goal__match__program",
            "goal__match__mentor__person",
            "goal__match__mentee__person",
        )
        states = [GoalState.PROPOSED, GoalState.AGREED]
        return found.filter(pk=target_id, asked_at__isnull=False, goal__state__in=states).first()

    def get(self, request: HttpRequest) -> HttpResponse:
        with link_locale(self.target.goal.match, self.target.role, self.organization):
            return self.show()

    def post(self, request: HttpRequest) -> HttpResponse:
        with link_locale(self.target.goal.match, self.target.role, self.organization):
            return self._agree()

    def _agree(self) -> HttpResponse:
        agreement, now = self.target, timezone.now()
        self._with_organization()
        try:
            agree_goal(
                agreement.goal,
                role=agreement.role,
                by=self.actor,
                now=now,
                today=self.organization.local_date(now),
            )
        except ValidationError as error:
            return self.show(error=" ".join(error.messages), status=422)
        agreement.refresh_from_db(fields=["agreed_at"])
        return self.show()

    def show(self, error: str = "", status: int = 200) -> HttpResponse:
        goal = self.target.goal
        self._with_organization()
        party = Party(goal.match, self.target.role)
        threshold = exceeded_from(kind=goal.kind, baseline=goal.baseline, target=goal.target)
        context = {
            "party": party,
            "goal": goal,
            "sentence": sentence_of(goal),
            "milestones": milestones_of(goal),
            "target": shown(goal.target, goal) if goal.target is not None else "",
            "threshold": shown(threshold, goal) if threshold is not None else "",
            "is_agreed": self.target.agreed_at is not None,
            "error": error,
        }
        return render(self.request, "goals/agree_link.html", context, status=status)

    def _with_organization(self) -> None:
        self.target.goal.match.program.organization = self.organization


def link_locale(match: Match, role: str, organization: Organization) -> AbstractContextManager[None]:
    """Activate the language of the email that led here, in the person's time zone."""
    person = Party(match, role).person
    return recipient_locale(
        person.language or organization.language, person.time_zone or organization.time_zone
    )
