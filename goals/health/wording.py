"""The texts of signals of goals."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goals.health.rules import SESSIONS_WITHOUT_GOAL
from mentoring.ui.formats import number
from programs.announcement_text import StartingPoint
from programs.extensions import MESSAGE_STARTS, SIGNAL_WORDS, SignalWording
from programs.health.wording import Values, day, with_counted_days


def _no_goal(values: Values) -> str:
    introduced = day(values["started_on"])
    if values["held"] < values.get("sessions", SESSIONS_WITHOUT_GOAL):
        fact = _("No goal agreed %(days)s days after the introduction on %(day)s") % {
            "days": values["elapsed"],
            "day": introduced,
        }
        return with_counted_days(fact, values)
    return ngettext(
        "No goal agreed after %(held)s session since the introduction on %(day)s",
        "No goal agreed after %(held)s sessions since the introduction on %(day)s",
        values["held"],
    ) % {"held": values["held"], "day": introduced}


def _overdue(values: Values) -> str:
    return ngettext(
        "%(count)s milestone overdue since %(day)s",
        "%(count)s milestones overdue, the first since %(day)s",
        values["count"],
    ) % {"count": values["count"], "day": day(values["due_on"])}


def _stuck(values: Values) -> str:
    return _("The mentee reported being stuck on %(day)s") % {"day": day(values["on"])}


def _many_without_goal(n: int) -> str:
    return ngettext("%(n)s match has no goal", "%(n)s matches have no goal", n) % {"n": number(n)}


def _many_overdue(n: int) -> str:
    return ngettext("%(n)s match has an overdue milestone", "%(n)s matches have an overdue milestone", n) % {
        "n": number(n)
    }


def _many_stuck(n: int) -> str:
    return ngettext("%(n)s mentee is stuck", "%(n)s mentees are stuck", n) % {"n": number(n)}


def _start_no_goal() -> StartingPoint:
    return StartingPoint(
        _("Agree on a goal"),
        _("A goal for your mentoring in {program}"),
        _(
            "Hello {first_name},\n\nYou and {partner_names} have not agreed on a goal yet. A small goal that you can "
            "check is a good start. The mentee answers five short questions, then you both agree on one sentence. If "
            "something is in the way, just reply to this email."
        ),
    )


def _start_overdue() -> StartingPoint:
    return StartingPoint(
        _("Milestone overdue"),
        _("Is the date of your milestone still realistic?"),
        _(
            "Hello {first_name},\n\nThe date of a milestone of your goal has passed. If you have reached it, please "
            "mark it as done. If not, talk to {partner_names} about what is in the way and whether the goal needs more "
            "time. If we can help, just reply to this email."
        ),
    )


def _start_stuck() -> StartingPoint:
    return StartingPoint(
        _("Mentee is stuck"),
        _("Please talk about the goal at your next session"),
        _(
            "Hello {first_name},\n\n{partner_names} reported being stuck with a goal. Please talk about it at your "
            "next session: what is in the way, and are the target and the date still right? If we can help, just reply "
            "to this email."
        ),
    )


def register_wording() -> None:
    for name, start in (
        ("no-goal", _start_no_goal),
        ("milestone-overdue", _start_overdue),
        ("stuck", _start_stuck),
    ):
        MESSAGE_STARTS.register(name, start, order=20)
    SIGNAL_WORDS.register(
        "no-goal",
        SignalWording(
            _no_goal,
            lambda v: _("Ask both to agree on a goal"),
            lambda: _("no goal is agreed"),
            gettext_lazy("Goal not agreed in time"),
            _many_without_goal,
            start="no-goal",
            area=gettext_lazy("Goals"),
        ),
    )
    SIGNAL_WORDS.register(
        "milestone-overdue",
        SignalWording(
            _overdue,
            lambda v: _("Ask the mentee whether the date is still realistic"),
            lambda: _("a milestone is overdue"),
            gettext_lazy("Milestone overdue"),
            _many_overdue,
            audience="mentees",
            start="milestone-overdue",
            area=gettext_lazy("Milestones"),
        ),
    )
    SIGNAL_WORDS.register(
        "stuck",
        SignalWording(
            _stuck,
            lambda v: _("Ask the mentor to talk about it at the next session"),
            lambda: _("the mentee is stuck"),
            gettext_lazy("Mentee is stuck"),
            _many_stuck,
            audience="mentors",
            start="stuck",
            area=gettext_lazy("Goals"),
        ),
    )
