"""Goals on the home page of mentors and mentees, and on the page after a session."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from goals.actions import record_check_in, undo_check_in
from goals.enums import GoalState, Pace
from goals.models import CheckIn, Goal
from goals.selectors import agreements_missing, goals_of_matches
from goals.selectors.quiet_goals import is_quiet, quiet_since
from goals.sentence import shown
from mentoring.tenancy.actor import Actor
from mentoring.ui.formats import date as show_date
from programs.enums import ParticipantRole
from programs.extensions import PartyRow, PartyStep
from programs.health.evaluate import CalendarsByProgram
from programs.selectors.parties import Party


class GoalCards:
    """Agree first, then set the first goal, then check in when a goal has not moved. Two queries, and the calendars."""

    def steps(self, parties: Sequence[Party], *, now: datetime) -> Mapping[UUID, PartyStep]:
        goals = goals_of_matches(party.match.pk for party in parties)
        missing = agreements_missing(party.match.pk for party in parties)
        calendars = CalendarsByProgram()
        found: dict[UUID, PartyStep] = {}
        for party in parties:
            step = self._step(party, goals.get(party.match.pk, []), missing, calendars, now)
            if step is not None:
                found[party.match.pk] = step
        return found

    def _step(
        self,
        party: Party,
        goals: list[Goal],
        missing: set[tuple],
        calendars: CalendarsByProgram,
        now: datetime,
    ) -> PartyStep | None:
        for goal in goals:
            if goal.state == GoalState.PROPOSED and (goal.pk, party.role) in missing:
                name = party.partner.person.name
                return PartyStep(
                    rank=30,
                    heading=_("Agree on a goal"),
                    text=_("%(name)s asks you: %(title)s") % {"name": name, "title": goal.title},
                    label=_("Read and agree"),
                    url=_address(party, goal),
                )
        if party.is_mentor:
            return None
        agreed = [goal for goal in goals if goal.state == GoalState.AGREED]
        drafts = [goal for goal in goals if goal.state == GoalState.DRAFT]
        if not agreed and drafts:
            return PartyStep(
                60, _("Finish your goal"), drafts[0].title, _("Continue"), _address(party, drafts[0])
            )
        if not agreed and not any(goal.state == GoalState.PROPOSED for goal in goals):
            has_met = any(goal.state == GoalState.MET for goal in goals)
            return PartyStep(
                60,
                _("Set your next goal") if has_met else _("Set your first goal"),
                _("Five short questions. You agree on it with %(name)s.")
                % {"name": party.partner.person.name},
                _("Set goal"),
                reverse("goals:my-goal-new", kwargs=_arguments(party)),
            )
        today = party.match.program.organization.local_date(now)
        for goal in agreed:
            last = quiet_since(goal)
            if last is not None and is_quiet(last, party.match, calendars, today=today):
                return PartyStep(
                    50,
                    _("Check in on your goal"),
                    _("Last check-in on %(day)s. Takes 20 seconds.") % {"day": show_date(last)},
                    _("Check in"),
                    f"{_address(party, goal)}#check-in",
                )
        return None

    def rows(self, parties: Sequence[Party], *, now: datetime) -> Mapping[UUID, Sequence[PartyRow]]:
        goals = goals_of_matches(party.match.pk for party in parties)
        return {party.match.pk: self._rows(party, goals.get(party.match.pk, [])) for party in parties}

    def _rows(self, party: Party, goals: list[Goal]) -> list[PartyRow]:
        rows = []
        for goal in goals:
            if goal.state != GoalState.AGREED:
                continue
            progress = _("%(percent)s%%") % {"percent": goal.progress_percent}
            if goal.target is not None and goal.current_value is not None:
                values = {"now": shown(goal.current_value, goal), "target": shown(goal.target, goal)}
                progress = _("%(now)s, target %(target)s") % values
            due = _("by %(day)s") % {"day": show_date(goal.due_on)} if goal.due_on else ""
            remark = " · ".join(filter(None, [progress, due]))
            rows.append(PartyRow(_("Goal"), goal.title, remark, _address(party, goal), "target"))
        if not rows:
            url = f"{reverse('programs:my-match', kwargs=_arguments(party))}#goals"
            rows.append(PartyRow(_("Goals"), _("None agreed yet"), "", url, "target"))
        return rows


class GoalMoved:
    """Which goal moved? One value for each goal; an empty one means that it did not."""

    template = "goals/after_session.html"

    def load(self, parties: Sequence[Party], *, now: datetime) -> Mapping[UUID, Any]:
        goals = goals_of_matches(party.match.pk for party in parties)
        open_goals = {pk: [it for it in found if it.state == GoalState.AGREED] for pk, found in goals.items()}
        return {
            pk: [(goal, shown(goal.current_value, goal) if _has_numbers(goal) else "") for goal in found]
            for pk, found in open_goals.items()
            if found
        }

    def save(self, party: Party, data: Mapping[str, str], *, prefix: str, by: Actor, now: datetime) -> Any:
        saved = []
        goals = goals_of_matches([party.match.pk]).get(party.match.pk, [])
        for goal in goals:
            typed = data.get(f"{prefix}-goal-{goal.pk.hex}", "").strip().replace(",", ".")
            if goal.state != GoalState.AGREED or not typed:
                continue
            goal.match = party.match
            check_in = record_check_in(
                goal,
                value=_decimal(typed, f"goal-{goal.pk.hex}"),
                pace=Pace.ON_TRACK,
                note="",
                by=by,
                now=now,
                today=party.match.program.organization.local_date(now),
                by_mentor=party.role == ParticipantRole.MENTOR,
            )
            saved.append(check_in.pk.hex)
        return saved

    def undo(self, party: Party, saved: Any, *, by: Actor, now: datetime) -> None:
        for check_in in CheckIn.objects.filter(pk__in=[UUID(hex=it) for it in saved or []]):
            check_in.goal.match = party.match
            undo_check_in(check_in, by=by, today=party.match.program.organization.local_date(now))


def _has_numbers(goal: Goal) -> bool:
    return None not in (goal.baseline, goal.target, goal.current_value)


def _decimal(text: str, field: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise ValidationError({field: _("Enter a number.")})
    return value


def _arguments(party: Party) -> dict[str, Any]:
    return {"slug": party.match.program.organization.slug, "match_id": party.match.pk}


def _address(party: Party, goal: Goal) -> str:
    name = "goals:my-goal"
    return reverse(name, kwargs={**_arguments(party), "goal_id": goal.pk})
