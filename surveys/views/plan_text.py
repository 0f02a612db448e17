"""The sentences of the listening plan."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.ui import formats
from surveys.enums import Trigger, WaveState
from surveys.models import Schedule
from surveys.selectors.likely_answers import LikelyAnswers
from surveys.selectors.plan import Plan, PlanRow, RoleLoad
from surveys.selectors.waiting import DUE_TO_OPEN


@dataclass(frozen=True)
class RowText:
    """A row of the plan as text. `row` has the survey and the wave that `status` is about."""

    row: PlanRow
    when: list[str]
    size: str
    dates: str
    status: str


def plan_rows(plan: Plan, *, today: date) -> list[RowText]:
    return [
        RowText(
            row,
            [f"{_role(row)}, {schedule_when(schedule)}" for schedule in row.schedules]
            or [_role(row) if row.latest else _("%(role)s, no date yet") % {"role": _role(row)}],
            _size(row.questions, row.minutes),
            _dates(row, today),
            _status(row),
        )
        for row in plan.rows
    ]


def schedule_when(schedule: Schedule) -> str:
    """Return when a schedule sends, in a few words."""
    if schedule.trigger == Trigger.CALENDAR:
        first = formats.date(schedule.first_on)
        if not schedule.every:
            return _("on %(date)s") % {"date": first}
        text = ngettext("every month from %(date)s", "every %(n)s months from %(date)s", schedule.every)
        return text % {"n": schedule.every, "date": first}
    if schedule.trigger == Trigger.DATE:
        return _("on %(date)s") % {"date": formats.date(schedule.first_on)}
    return when_of(schedule.trigger, schedule.every)


def when_of(trigger: str, every: int) -> str:
    """Return when a trigger by match is due, in a few words."""
    texts = {
        Trigger.MATCH_INTERVAL: ngettext(
            "every day during the match", "every %(n)s days during the match", every
        ),
        Trigger.SESSIONS: ngettext("after %(n)s session", "after %(n)s sessions", every),
        Trigger.MATCH_DAYS: ngettext(
            "%(n)s day after the match began", "%(n)s days after the match began", every
        ),
        Trigger.HALF_TIME: ngettext(
            "after %(n)s session or at half-time", "after %(n)s sessions or at half-time", every
        ),
        Trigger.CLOSING: _("when the match ends"),
        Trigger.MONTHS_AFTER: ngettext(
            "%(n)s month after the match ended", "%(n)s months after the match ended", every
        ),
    }
    return texts[Trigger(trigger)] % {"n": every}


def likely_text(likely: LikelyAnswers) -> str:
    """Return how many people will probably answer an anonymous survey, and what that means for its results."""
    numbers = {"answers": formats.number(likely.answers), "invited": formats.number(likely.invited)}
    if not likely.is_possible:
        return _("An anonymous survey needs at least 5 people. Talk to them, or use a survey with names.")
    if likely.is_probably_hidden:
        return (
            _(
                "About %(answers)s of %(invited)s people are likely to answer, so results will probably stay hidden. "
                "Wait for more people, or use a named survey."
            )
            % numbers
        )
    return _("About %(answers)s of %(invited)s people are likely to answer.") % numbers


def load_text(load: RoleLoad) -> dict[str, Any]:
    """Return what the plan asks of one mentor or mentee."""
    emails = ngettext("%(n)s email", "%(n)s emails", load.emails) % {"n": load.emails}
    minutes = ngettext("%(n)s minute", "%(n)s minutes", load.minutes) % {"n": load.minutes}
    people = (
        ngettext("%(n)s mentor", "%(n)s mentors", load.people)
        if load.role == "mentor"
        else ngettext("%(n)s mentee", "%(n)s mentees", load.people)
    )
    return {"role": _("Mentors") if load.role == "mentor" else _("Mentees"), "people": people % {"n": load.people},
            "emails": emails, "minutes": minutes}  # fmt: skip


def waiting_text(people: int) -> str:
    """Return how many people are due for an anonymous survey that is not open."""
    if people >= DUE_TO_OPEN:
        return ngettext("%(n)s person is due", "%(n)s people are due", people) % {"n": people}
    text = ngettext("Waiting for ten people: %(n)s is due", "Waiting for ten people: %(n)s are due", people)
    return text % {"n": people}


def _role(row: PlanRow) -> str:
    return _("Mentors") if row.survey.role == "mentor" else _("Mentees")


def _size(questions: int, minutes: int) -> str:
    asked = ngettext("%(n)s question", "%(n)s questions", questions) % {"n": questions}
    return asked + ", " + _("%(n)s min") % {"n": minutes}


def _dates(row: PlanRow, today: date) -> str:
    wave = row.latest
    if wave is None:
        expected = next((day for day in row.expected_on if day > today), None)
        return _("about %(date)s") % {"date": formats.date(expected)} if expected else ""
    return _("%(from)s to %(to)s") % {"from": formats.date(wave.opens_on), "to": formats.date(wave.closes_on)}


def _status(row: PlanRow) -> str:
    wave = row.latest
    if row.survey.stopped_at and (wave is None or wave.state != WaveState.OPEN):
        return _("Stopped")
    if row.people_due and (wave is None or wave.state != WaveState.OPEN):
        return waiting_text(row.people_due)
    if wave is None:
        return _("Planned") if row.is_planned else _("Not planned")
    if wave.state == WaveState.OPEN:
        return ngettext("Open, %(n)s person invited", "Open, %(n)s people invited", wave.invited) % {
            "n": formats.number(wave.invited)
        }
    if not wave.invited:
        return _("Imported")
    if wave.is_withheld:
        return ngettext(
            "%(n)s person invited, number of answers hidden",
            "%(n)s people invited, number of answers hidden",
            wave.invited,
        ) % {"n": formats.number(wave.invited)}
    if wave.answered is None:
        return _("Fewer than 5 answers")
    return _("%(answered)s of %(invited)s answered, %(rate)s") % {
        "answered": formats.number(wave.answered),
        "invited": formats.number(wave.invited),
        "rate": formats.percent(wave.answered / wave.invited),
    }
