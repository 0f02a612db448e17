"""Templates that a program can start from. They are data: upper apps read the keys of the surveys, and find them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mentoring.calendar_months import add_months
from programs.enums import MeetingInterval

START = ("mentee-start", "mentor-start")
PULSE = ("mentee-pulse", "mentor-pulse")
END = ("mentee-end", "mentor-end")
AFTER = ("mentee-after", "mentor-after")
MOMENTS = ((START, _("start")), (PULSE, _("pulse")), (END, _("end")), (AFTER, _("six months after")))


@dataclass(frozen=True)
class ProgramTemplate:
    """What a new program starts with. Its length is in months or weeks.

    With rolling intake the length is that of a match, and the program has no end date. `agreement` are points in
    addition to the standard text. `surveys` are keys of the survey library.
    """

    key: str
    name: str | Promise
    sentence: str | Promise
    interval: MeetingInterval
    surveys: Sequence[str]
    months: int = 0
    weeks: int = 0
    is_rolling: bool = False
    is_one_session: bool = False
    agreement: Sequence[str | Promise] = ()
    # Values of program_settings.py that differ from the default.
    settings: Mapping[str, float] = field(default_factory=dict)

    def after(self, starts_on: date) -> date:
        """Return the last day of the length that begins on a day."""
        if self.weeks:
            return shifted(starts_on, timedelta(weeks=self.weeks, days=-1))
        try:
            return add_months(starts_on, self.months) - timedelta(days=1)
        except ValueError:  # after the year 9999
            return date.max

    def defaults(self, starts_on: date) -> dict[str, Any]:
        """Return the arguments of create_program that follow from the template."""
        return {
            "template": self.key,
            "purpose": str(self.sentence),
            "ends_on": None if self.is_rolling else self.after(starts_on),
            "meeting_interval_days": int(self.interval),
        }

    @property
    def length(self) -> str:
        if self.weeks:
            return ngettext("%(num)s week", "%(num)s weeks", self.weeks) % {"num": self.weeks}
        return ngettext("%(num)s month", "%(num)s months", self.months) % {"num": self.months}

    @property
    def sessions(self) -> int:
        """About how many sessions a match has."""
        start = date(2026, 1, 1)
        return max(1, ((self.after(start) - start).days + 1) // int(self.interval))

    @property
    def moments(self) -> list[str | Promise]:
        """The surveys of the listening plan, in words."""
        return [word for keys, word in MOMENTS if set(keys) & set(self.surveys)]

    @property
    def version(self) -> str:
        """Changes with anything that the page shows of the template."""
        shown = [
            self.name,
            self.sentence,
            self.interval,
            self.length,
            self.is_rolling,
            *self.surveys,
            self.settings,
        ]
        return fingerprint([*shown, *self.agreement])


def shifted(day: date, by: timedelta) -> date:
    """Return the day moved by a time, at most to the first or last day that there is."""
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta(0) else date.min


def fingerprint(values: Sequence[Any]) -> str:
    """Return a short text that differs when one of the values differs."""
    return sha256("\n".join(str(value) for value in values).encode()).hexdigest()[:16]


TEMPLATES = {
    template.key: template
    for template in (
        ProgramTemplate(
            "onboarding",
            _("Onboarding buddy"),
            _("A colleague helps a new one through the first weeks."),
            MeetingInterval.WEEKLY,
            (*PULSE, *END),
            weeks=8,
            is_rolling=True,
            agreement=(_("No question is too small. The buddy answers it or knows who can."),),
            # Eight weeks are short: what is late after a month elsewhere is late here after two weeks.
            settings={"first_booked_days": 7, "first_held_days": 14, "enough_data_days": 7, "goal_days": 28},
        ),
        ProgramTemplate(
            "career",
            _("Career mentoring"),
            _("Advice and perspective from another part of the organization."),
            MeetingInterval.BIWEEKLY,
            (*START, *PULSE, *END, *AFTER),
            months=6,
        ),
        ProgramTemplate(
            "leadership",
            _("Leadership"),
            _("Future leaders learn from those who lead already."),
            MeetingInterval.THREE_WEEKS,
            (*START, *PULSE, *END, *AFTER),
            months=9,
            agreement=(_("We reply to each other within three working days."),),
        ),
        ProgramTemplate(
            "reverse",
            _("Reverse mentoring"),
            _("Junior colleagues share what senior ones do not get to see."),
            MeetingInterval.MONTHLY,
            (*START, *PULSE, *END, *AFTER),
            months=6,
            agreement=(
                _(
                    "In our meetings rank does not count. What is said has no consequences for anyone's position."
                ),
            ),
        ),
        ProgramTemplate(
            "returners",
            _("Returners"),
            _("A partner for the way back after a long leave."),
            MeetingInterval.BIWEEKLY,
            (*START, *PULSE, *END, *AFTER),
            months=6,
            is_rolling=True,
            agreement=(_("Nobody has to say why they were away."),),
        ),
        ProgramTemplate(
            "peer",
            _("Peer mentoring"),
            _("Two people of the same level help each other."),
            MeetingInterval.BIWEEKLY,
            (*START, *PULSE, *END),
            months=4,
            agreement=(_("We share the time: each of us has a topic in every meeting."),),
        ),
        ProgramTemplate(
            "flash",
            _("Flash mentoring"),
            _("One question, one conversation."),
            MeetingInterval.SIX_WEEKS,
            END,
            weeks=6,
            is_one_session=True,
            agreement=(_("The mentee sends the question before we meet."),),
        ),
    )
}
