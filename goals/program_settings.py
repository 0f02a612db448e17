"""The settings of a program about goals and action plans."""

from django.utils.translation import gettext_lazy as _

from goals.health.plans import DEFAULT_LIMITS, PlanLimits
from goals.health.rules import DAYS_WITHOUT_GOAL, SESSIONS_WITHOUT_GOAL
from programs.extensions import PROGRAM_SETTINGS
from programs.models import Program
from programs.program_settings import ProgramSetting, SettingArea, SettingSentence

GOAL_SESSIONS = ProgramSetting("goal_sessions", _("Sessions without a goal"), SESSIONS_WITHOUT_GOAL, 2, 20)
GOAL_DAYS = ProgramSetting("goal_days", _("Days without a goal"), DAYS_WITHOUT_GOAL, 14, 365)
GOAL_QUIET = ProgramSetting("goal_quiet_intervals", _("Meeting intervals without a check-in"), 1.5, 1, 12)
PLAN_STALE = ProgramSetting(
    "plan_stale_days", _("Days without an update of the action plan"), DEFAULT_LIMITS.stale_days, 21, 180
)
PLAN_INTERVALS = ProgramSetting(
    "plan_stale_intervals",
    _("Meeting intervals without an update of the action plan"),
    DEFAULT_LIMITS.stale_intervals,
    1,
    12,
)
PLAN_DUE = ProgramSetting(
    "plan_due_days",
    _("Days between reminder and deadline of the action plan"),
    DEFAULT_LIMITS.due_days,
    2,
    20,
)
PLAN_UNCHANGED = ProgramSetting(
    "plan_unchanged", _("Confirmations without a change"), DEFAULT_LIMITS.unchanged, 2, 10
)


def plan_limits(program: Program) -> PlanLimits:
    """Return the limits of action plans in a program. No query."""
    return PlanLimits(
        stale_days=PLAN_STALE.of(program),
        stale_intervals=PLAN_INTERVALS.of(program),
        due_days=PLAN_DUE.of(program),
        unchanged=PLAN_UNCHANGED.of(program),
    )


def register() -> None:
    PROGRAM_SETTINGS.register("goals", GOALS, order=20)
    PROGRAM_SETTINGS.register("plans", PLANS, order=30)


GOALS = SettingArea(
    _("Goals"),
    [
        SettingSentence(
            _(
                "A match needs attention when no goal is agreed after %(goal_sessions)s sessions or by day "
                "%(goal_days)s."
            ),
            [GOAL_SESSIONS, GOAL_DAYS],
        ),
        SettingSentence(
            _(
                "The mentee is reminded of a goal without a check-in for %(goal_quiet_intervals)s meeting intervals."
            ),
            [GOAL_QUIET],
        ),
        SettingSentence(
            _("A match needs attention when a milestone is overdue, or the mentee reported being stuck."),
            reason=_("Fixed: mentors and mentees report both themselves."),
        ),
    ],
)
PLANS = SettingArea(
    _("Action plans"),
    [
        SettingSentence(
            _(
                "An action plan is stale after %(plan_stale_days)s days or %(plan_stale_intervals)s meeting "
                "intervals, whichever is longer."
            ),
            [PLAN_STALE, PLAN_INTERVALS],
        ),
        SettingSentence(_("The mentor is reminded %(plan_due_days)s days before."), [PLAN_DUE]),
        SettingSentence(
            _(
                "A match needs attention when the plan was confirmed %(plan_unchanged)s times in a row without a "
                "change."
            ),
            [PLAN_UNCHANGED],
        ),
    ],
)
