"""Action plans on the home page of mentors and mentees."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.enums import ActionOwner, PlanStatus
from goals.models import PlanAction
from goals.selectors.plans import PlanFacts, is_overdue_to_begin, plan_facts
from mentoring.ui.formats import date as show_date
from programs.extensions import PartyRow, PartyStep
from programs.selectors.parties import Party

# After agreeing on a goal, before the quiet offers.
STALE, OVERDUE, DUE, BEGIN = 40, 45, 55, 65


class PlanCards:
    """Confirm or change a plan that is due, do what is overdue, begin a plan. Two queries and the calendars."""

    def steps(self, parties: Sequence[Party], *, now: datetime) -> Mapping[UUID, PartyStep]:
        facts = _facts(parties, now)
        overdue = self._overdue(parties, facts, now)
        found: dict[UUID, PartyStep] = {}
        for party in parties:
            step = self._step(party, facts[party.match.pk], overdue.get(party.match.pk), now)
            if step is not None:
                found[party.match.pk] = step
        return found

    def rows(self, parties: Sequence[Party], *, now: datetime) -> Mapping[UUID, Sequence[PartyRow]]:
        facts = _facts(parties, now)
        found = {}
        for party in parties:
            row = _row(party, facts[party.match.pk])
            if row is not None:
                found[party.match.pk] = [row]
        return found

    def _overdue(
        self, parties: Sequence[Party], facts: Mapping[UUID, PlanFacts], now: datetime
    ) -> dict[UUID, PlanAction]:
        """Return the action of this side that is longest overdue, by match. One query, if anything is overdue."""
        with_late = {party.match.pk: party for party in parties if facts[party.match.pk].late}
        if not with_late:
            return {}
        found: dict[UUID, PlanAction] = {}
        rows = PlanAction.objects.filter(plan__match__in=list(with_late), done_on=None, due_on__isnull=False)
        for action in rows.select_related("plan").order_by("due_on", "position", "id"):
            party = with_late[action.plan.match_id]
            today = party.match.program.organization.local_date(now)
            is_mine = action.who in (party.role, ActionOwner.BOTH)
            if is_mine and action.due_on is not None and action.due_on < today:
                found.setdefault(party.match.pk, action)
        return found

    def _step(
        self, party: Party, facts: PlanFacts, overdue: PlanAction | None, now: datetime
    ) -> PartyStep | None:
        steps = [_overdue_step(party, overdue)] if overdue else []
        if party.is_mentor:
            steps += filter(None, [_freshness_step(party, facts), _begin_step(party, facts, now)])
        return min(steps, key=lambda step: step.rank, default=None)


def _freshness_step(party: Party, facts: PlanFacts) -> PartyStep | None:
    freshness, plan = facts.freshness, facts.plan
    if plan is None or not freshness.needs_update:
        return None
    updated = _("Last updated on %(day)s.") % {"day": show_date(plan.revised_on)}
    if freshness.is_unchanged_too_often:
        text = _("Nothing changed %(num)s times in a row.") % {"num": plan.unchanged_in_a_row}
        return PartyStep(
            STALE, _("Does the action plan still fit?"), text, _("Change plan"), address(party, "my-plan")
        )
    return PartyStep(
        STALE if freshness.status == PlanStatus.STALE else DUE,
        _("Is the action plan up to date?"),
        updated,
        _("Nothing changed"),
        address(party, "my-plan-confirm"),
        is_post=True,
        fields={"then": "home"},
        other_label=_("Change plan"),
        other_url=address(party, "my-plan"),
    )


def _overdue_step(party: Party, action: PlanAction) -> PartyStep:
    return PartyStep(
        OVERDUE,
        action.title,
        _("This action was due on %(day)s.") % {"day": show_date(action.due_on)},
        _("Mark as done"),
        address(party, "my-plan-action-done", action_id=action.pk),
        is_post=True,
        fields={"then": "home"},
        other_label=_("Open plan"),
        other_url=address(party, "my-plan"),
    )


def _begin_step(party: Party, facts: PlanFacts, now: datetime) -> PartyStep | None:
    if facts.plan is not None:
        return None
    if not is_overdue_to_begin(party.match, party.match.program.organization.local_date(now)):
        return None
    name = party.partner.person.name
    return PartyStep(
        BEGIN,
        _("Write an action plan"),
        _("What you and %(name)s do next. Start from an example.") % {"name": name},
        _("Begin plan"),
        address(party, "my-plan"),
    )


def _row(party: Party, facts: PlanFacts) -> PartyRow | None:
    plan = facts.plan
    if plan is None:
        if not party.is_mentor:
            return None
        return PartyRow(_("Action plan"), _("Not begun"), "", address(party, "my-plan"), "list-checks")
    counts = ngettext("%(open)s open, %(done)s done", "%(open)s open, %(done)s done", facts.open)
    day = {"day": show_date(plan.revised_on)}
    remark = {
        PlanStatus.UP_TO_DATE: _("Up to date, last updated on %(day)s"),
        PlanStatus.DUE: _("Due, last updated on %(day)s"),
        PlanStatus.STALE: _("Stale, last updated on %(day)s"),
    }[PlanStatus(facts.freshness.status)] % day
    return PartyRow(
        _("Action plan"),
        counts % {"open": facts.open, "done": facts.done},
        remark,
        address(party, "my-plan"),
        "list-checks",
    )


def _facts(parties: Sequence[Party], now: datetime) -> dict[UUID, PlanFacts]:
    """Return the plans in numbers. Steps and lines of one page share what was read."""
    missing = [party.match for party in parties if not hasattr(party.match, "plan_facts_read")]
    if missing:
        today = missing[0].program.organization.local_date(now)
        found = plan_facts(missing, today=today)
        for match in missing:
            match.plan_facts_read = found[match.pk]
    return {party.match.pk: party.match.plan_facts_read for party in parties}


def address(party: Party, name: str, **more: object) -> str:
    arguments = {"slug": party.match.program.organization.slug, "match_id": party.match.pk, **more}
    return reverse(f"goals:{name}", kwargs=arguments)
