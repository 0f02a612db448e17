"""Say that a plan has not changed from a link in an email, without signing in."""

from contextlib import AbstractContextManager
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from goals.actions import confirm_action_plan
from goals.models import ActionPlan
from goals.selectors.plans import actions_of
from goals.views.agree_link import link_locale
from goals.views.plan_wording import owner_label
from mentoring.tenancy.links import LinkView
from mentoring.ui.rendering import render
from programs.enums import MatchState, ParticipantRole
from programs.selectors.parties import Party


class PlanLink(LinkView):
    """The mentor's link to one revision: the next one makes it invalid."""

    purpose = "plan"
    target: ActionPlan

    @classmethod
    def find(cls, target_id: UUID) -> ActionPlan | None:
        found = ActionPlan.objects.select_related(
            "match__program", "match__mentor__person", "match__mentee__person"
        )
        return found.filter(pk=target_id, revision__gt=0, match__state=MatchState.ACTIVE).first()

    @classmethod
    def version_of(cls, target: ActionPlan) -> str:
        return f"{target.revision}.{target.link_version}"

    def get(self, request: HttpRequest) -> HttpResponse:
        with self._locale():
            return self.show()

    def post(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        with self._locale():
            try:
                plan = confirm_action_plan(
                    self._party, by=self.actor, now=now, today=self.organization.local_date(now)
                )
            except ValidationError as error:
                return self.show(error=" ".join(error.messages), status=422)
            self.target.revised_on = plan.revised_on
            return self.show(is_confirmed=True)

    def show(self, *, is_confirmed: bool = False, error: str = "", status: int = 200) -> HttpResponse:
        party = self._party
        actions = [it for it in actions_of(self.target) if it.done_on is None]
        context = {
            "party": party,
            "plan": self.target,
            "actions": [(it, owner_label(it.who, party)) for it in actions],
            "is_confirmed": is_confirmed,
            "error": error,
        }
        return render(self.request, "goals/plan_link.html", context, status=status)

    @property
    def _party(self) -> Party:
        self.target.match.program.organization = self.organization
        return Party(self.target.match, ParticipantRole.MENTOR)

    def _locale(self) -> AbstractContextManager[None]:
        return link_locale(self.target.match, ParticipantRole.MENTOR, self.organization)
