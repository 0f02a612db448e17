"""The settings of a program about surveys."""

from django.utils.translation import gettext_lazy as _

from programs.extensions import PROGRAM_SETTINGS
from programs.models import Program
from programs.program_settings import ProgramSetting, SettingArea, SettingSentence
from surveys.models.schedule import OPEN_DAYS, REMINDED_ON

SURVEY_OPEN = ProgramSetting("survey_open_days", _("Days to answer a survey"), OPEN_DAYS, 5, 60)
FIRST_REMINDER = ProgramSetting(
    "survey_first_reminder", _("Day of the first reminder"), REMINDED_ON[0], 2, 58
)
SECOND_REMINDER = ProgramSetting(
    "survey_second_reminder", _("Day of the second reminder"), REMINDED_ON[1], 3, 59, above=FIRST_REMINDER
)


def open_days_in(program: Program | None) -> int:
    """Return how long a survey of the program can be answered, unless its schedule says otherwise."""
    return SURVEY_OPEN.of(program) if program else OPEN_DAYS


def reminder_days_in(program: Program | None, open_days: int) -> list[int]:
    """Return the days of reminders that are before the end of so many days."""
    days = [FIRST_REMINDER.of(program), SECOND_REMINDER.of(program)] if program else REMINDED_ON
    return [day for day in days if day < open_days]


def register() -> None:
    PROGRAM_SETTINGS.register("surveys", SURVEYS, order=70)


SURVEYS = SettingArea(
    _("Surveys"),
    [
        SettingSentence(
            _("A survey can be answered for %(survey_open_days)s days, unless it says otherwise."),
            [SURVEY_OPEN],
        ),
        SettingSentence(
            _(
                "People who have not answered are reminded on day %(survey_first_reminder)s and day "
                "%(survey_second_reminder)s, if the survey is still open."
            ),
            [FIRST_REMINDER, SECOND_REMINDER],
        ),
        SettingSentence(_("There are at most two reminders."), reason=_("Fixed: nobody has to answer.")),
        SettingSentence(
            _("Results need 5 answers, comments 10. Anonymous surveys need 10 people."),
            reason=_("Fixed: with fewer, answers could be traced to people."),
        ),
        SettingSentence(
            _("The contact budget limits how often one person is invited to surveys, over all programs."),
            reason=_("Set for the whole organization: a person can be in several programs."),
        ),
    ],
)
