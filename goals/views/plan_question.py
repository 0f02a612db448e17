"""Is the plan up to date? One tap on the page after a session, for mentors with a plan."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from goals.actions import confirm_action_plan, undo_confirmation
from goals.selectors.plans import PlanFacts, plan_facts, plan_of
from mentoring.tenancy.actor import Actor
from programs.selectors.parties import Party


class PlanCurrent:
    """“Nothing changed” is a revision; without a tap the plan stays as it is. One query and the calendars."""

    template = "goals/after_session_plan.html"

    def load(self, parties: Sequence[Party], *, now: datetime) -> Mapping[UUID, PlanFacts]:
        mentors = [party for party in parties if party.is_mentor]
        if not mentors:
            return {}
        today = mentors[0].match.program.organization.local_date(now)
        facts = plan_facts([party.match for party in mentors], today=today)
        return {pk: found for pk, found in facts.items() if found.plan is not None}

    def save(self, party: Party, data: Mapping[str, str], *, prefix: str, by: Actor, now: datetime) -> Any:
        if data.get(f"{prefix}-plan") != "unchanged" or not party.is_mentor:
            return None
        plan = plan_of(party.match)
        if plan is None:
            return None
        today = party.match.program.organization.local_date(now)
        confirmed = confirm_action_plan(party, by=by, now=now, today=today)
        return confirmed.revision if confirmed.revision > plan.revision else None

    def undo(self, party: Party, saved: Any, *, by: Actor, now: datetime) -> None:
        if saved:
            today = party.match.program.organization.local_date(now)
            undo_confirmation(party, number=saved, by=by, today=today)
