"""The settings of a program that have a default, as sentences: what is changed, and within which bounds.

Upper apps register areas with their own sentences in PROGRAM_SETTINGS. A program stores what differs from the default.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programs.enums import MeetingInterval
from programs.extensions import PROGRAM_SETTINGS
from programs.health.rules import DEFAULT_LIMITS, HealthLimits
from programs.silence import ASKED_AFTER, AT_RISK_AFTER, CONFIRMED_AFTER

if TYPE_CHECKING:
    from programs.models import Program


@dataclass(frozen=True, slots=True)
class ProgramSetting:
    """A number that a program can change, between `least` and `most`, and more than the setting `above`.

    With `is_column`, it is a column of the program; all others are stored together.
    """

    name: str
    label: str | Promise
    default: float
    least: float
    most: float
    above: "ProgramSetting | None" = None
    is_column: bool = False
    choices: Sequence[tuple[int, str | Promise]] = ()

    @property
    def is_whole(self) -> bool:
        return isinstance(self.default, int)

    def of(self, program: "Program") -> Any:
        """Return the number that applies in a program. No query."""
        if self.is_column:
            return getattr(program, self.name)
        return program.settings.get(self.name, self.default)


@dataclass(frozen=True, slots=True)
class SettingSentence:
    """A sentence with its settings as placeholders. One without settings is fixed, for a `reason`."""

    text: str | Promise
    settings: Sequence[ProgramSetting] = ()
    reason: str | Promise = ""

    @property
    def names(self) -> list[str]:
        return [setting.name for setting in self.settings]


@dataclass(frozen=True, slots=True)
class SettingArea:
    heading: str | Promise
    sentences: Sequence[SettingSentence]


def all_settings() -> dict[str, ProgramSetting]:
    """Return the settings of all areas by name, in the order of the page."""
    return {
        setting.name: setting
        for area in PROGRAM_SETTINGS
        for sentence in area.sentences
        for setting in sentence.settings
    }


MEETING_INTERVAL = ProgramSetting(
    "meeting_interval_days",
    _("Meeting frequency"),
    MeetingInterval.BIWEEKLY.value,
    min(MeetingInterval.values),
    max(MeetingInterval.values),
    is_column=True,
    choices=MeetingInterval.choices,
)
FIRST_BOOKED = ProgramSetting(
    "first_booked_days",
    _("Days to schedule the first session"),
    DEFAULT_LIMITS.first_booked_days,
    2,
    90,
)
FIRST_HELD = ProgramSetting(
    "first_held_days",
    _("Days to hold the first session"),
    DEFAULT_LIMITS.first_held_days,
    3,
    180,
    above=FIRST_BOOKED,
)
RESPOND = ProgramSetting("respond_days", _("Working days to respond to a match"), 5, 1, 20)
GAP_ATTENTION = ProgramSetting(
    "gap_attention", _("Meeting intervals before a match needs attention"), DEFAULT_LIMITS.gap_attention, 1, 6
)
GAP_RISK = ProgramSetting(
    "gap_risk",
    _("Meeting intervals before a match is at risk"),
    DEFAULT_LIMITS.gap_risk,
    1.1,
    12,
    above=GAP_ATTENTION,
)
ENOUGH_DATA = ProgramSetting(
    "enough_data_days", _("Days without a status"), DEFAULT_LIMITS.enough_data_days, 2, 60
)
REVIEW_EVERY = ProgramSetting("review_every", _("Sessions between two reviews"), 3, 1, 20, is_column=True)
CONCERN_RESPONSE = ProgramSetting(
    "concern_response_days", _("Working days to answer a concern"), 3, 1, 20, is_column=True
)
SILENCE_RISK = ProgramSetting(
    "silence_risk_days", _("Days of silence before a match is at risk"), AT_RISK_AFTER, 14, 180
)
SILENCE_ASK = ProgramSetting(
    "silence_ask_days", _("Days of silence before both are asked"), ASKED_AFTER, 21, 365, above=SILENCE_RISK
)
SILENCE_CONFIRM = ProgramSetting(
    "silence_confirm_days", _("Days to answer before the end is suggested"), CONFIRMED_AFTER, 7, 90
)


def health_limits(program: "Program") -> HealthLimits:
    """Return the limits of the rules of health in a program. No query."""
    return HealthLimits(
        first_booked_days=FIRST_BOOKED.of(program),
        first_held_days=FIRST_HELD.of(program),
        enough_data_days=ENOUGH_DATA.of(program),
        gap_attention=GAP_ATTENTION.of(program),
        gap_risk=GAP_RISK.of(program),
    )


def register() -> None:
    PROGRAM_SETTINGS.register("sessions", SESSIONS, order=10)
    PROGRAM_SETTINGS.register("help", HELP, order=40)
    PROGRAM_SETTINGS.register("silence", SILENCE, order=50)
    PROGRAM_SETTINGS.register("status", STATUS, order=60)
    PROGRAM_SETTINGS.register("emails", EMAILS, order=80)


SESSIONS = SettingArea(
    _("Sessions"),
    [
        SettingSentence(_("Meeting frequency: %(meeting_interval_days)s"), [MEETING_INTERVAL]),
        SettingSentence(
            _(
                "A match needs attention when the first session is not scheduled %(first_booked_days)s days after the "
                "introduction, and is at risk when it is not held by day %(first_held_days)s."
            ),
            [FIRST_BOOKED, FIRST_HELD],
        ),
        SettingSentence(
            _(
                "People who have not accepted the agreement %(respond_days)s working days after the introduction get a "
                "reminder. After as many days again, the match is a next step on Today."
            ),
            [RESPOND],
        ),
        SettingSentence(
            _(
                "A match needs attention after %(gap_attention)s meeting intervals without a session, and is at risk "
                "after %(gap_risk)s with none scheduled."
            ),
            [GAP_ATTENTION, GAP_RISK],
        ),
        SettingSentence(
            _("A review is asked for after every %(review_every)s sessions held."), [REVIEW_EVERY]
        ),
        SettingSentence(
            _("A missing session counts only once both were asked whether they met, and one answered."),
            reason=_("Fixed: people may have met without recording it."),
        ),
    ],
)
HELP = SettingArea(
    _("Help and feedback"),
    [
        SettingSentence(
            _("A concern is answered within %(concern_response_days)s working days."), [CONCERN_RESPONSE]
        ),
        SettingSentence(
            _("A request for help or “not a good fit” puts a match at risk."),
            reason=_("Fixed: somebody who asks for help gets it."),
        ),
        SettingSentence(
            _("A rating of 2 or less out of 5, or of 3 or less twice in a row, needs follow-up."),
            reason=_("Fixed: by changing the limit, somebody could find out a rating."),
        ),
    ],
)
SILENCE = SettingArea(
    _("Silence"),
    [
        SettingSentence(
            _("A match is at risk when nothing was heard from either side for %(silence_risk_days)s days."),
            [SILENCE_RISK],
        ),
        SettingSentence(
            _("After %(silence_ask_days)s days, both are asked whether they are still meeting."),
            [SILENCE_ASK],
        ),
        SettingSentence(
            _("If nobody answers within %(silence_confirm_days)s days, an administrator confirms the end."),
            [SILENCE_CONFIRM],
        ),
        SettingSentence(
            _("People who unsubscribed do not count as silent."),
            reason=_("Fixed: nobody asked them."),
        ),
    ],
)
STATUS = SettingArea(
    _("Status"),
    [
        SettingSentence(
            _("In the first %(enough_data_days)s days, there is not enough data for a status."), [ENOUGH_DATA]
        ),
        SettingSentence(
            _("The most serious reason determines the status. There is no average and no score."),
            reason=_("Fixed: an average would hide what needs attention."),
        ),
        SettingSentence(
            _("Late goals and action plans never put a match at risk."),
            reason=_("Fixed: only sessions, silence and requests for help do."),
        ),
        SettingSentence(
            _("Breaks of the program, absences and pauses count for none of these days."),
            reason=_("Fixed: nobody has to catch up after a leave."),
        ),
    ],
)
EMAILS = SettingArea(
    _("Emails"),
    [
        SettingSentence(
            _("Nobody gets more than two automatic emails a week."),
            reason=_(
                "Fixed: it holds across all programs. Codes, invitations and calendar emails are excepted."
            ),
        ),
    ],
)
