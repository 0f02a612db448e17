"""The texts of signals of goals."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goals.health.rules import SESSIONS_WITHOUT_GOAL
from mentoring.ui.formats import number
from programs.extensions import SIGNAL_WORDS, SignalWording
from programs.health.wording import Values, day, with_counted_days


def _no_goal(values: Values) -> str:
    introduced = day(values["started_on"])
    if values["held"] < SESSIONS_WITHOUT_GOAL:
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
        "%(count)s goal step overdue since %(day)s",
        "%(count)s goal steps overdue, the first since %(day)s",
        values["count"],
    ) % {"count": values["count"], "day": day(values["due_on"])}


def _stuck(values: Values) -> str:
    return _("The mentee reported being stuck on %(day)s") % {"day": day(values["on"])}


def _many_without_goal(n: int) -> str:
    return ngettext("%(n)s match has no goal", "%(n)s matches have no goal", n) % {"n": number(n)}


def _many_overdue(n: int) -> str:
    return ngettext("%(n)s match has an overdue goal step", "%(n)s matches have an overdue goal step", n) % {
        "n": number(n)
    }


def _many_stuck(n: int) -> str:
    return ngettext("%(n)s mentee is stuck", "%(n)s mentees are stuck", n) % {"n": number(n)}


def _plan_stale(values: Values) -> str:
    fact = ngettext(
        "Action plan not updated in %(days)s day; last on %(day)s",
        "Action plan not updated in %(days)s days; last on %(day)s",
        values["elapsed"],
    ) % {"days": values["elapsed"], "day": day(values["revised_on"])}
    return with_counted_days(fact, values)


def _plan_unchanged(values: Values) -> str:
    return _("Action plan confirmed %(count)s times in a row without a change, last on %(day)s") % {
        "count": values["count"],
        "day": day(values["revised_on"]),
    }


def _many_plans_stale(n: int) -> str:
    return ngettext("%(n)s action plan is stale", "%(n)s action plans are stale", n) % {"n": number(n)}


def _many_plans_unchanged(n: int) -> str:
    return ngettext(
        "%(n)s action plan was confirmed three times without a change",
        "%(n)s action plans were confirmed three times without a change",
        n,
    ) % {"n": number(n)}


def register_plan_wording() -> None:
    SIGNAL_WORDS.register(
        "plan-stale",
        SignalWording(
            _plan_stale,
            lambda v: _("Ask the mentor to update the action plan"),
            lambda: _("the action plan is stale"),
            gettext_lazy("Action plan stale"),
            _many_plans_stale,
            audience="mentors",
            start="plan-stale",
        ),
    )
    SIGNAL_WORDS.register(
        "plan-unchanged",
        SignalWording(
            _plan_unchanged,
            lambda v: _("Ask the mentor whether the action plan still fits"),
            lambda: _("the action plan has not changed for long"),
            gettext_lazy("Action plan unchanged three times"),
            _many_plans_unchanged,
            audience="mentors",
            start="plan-unchanged",
        ),
    )


def register_wording() -> None:
    register_plan_wording()
    SIGNAL_WORDS.register(
        "no-goal",
        SignalWording(
            _no_goal,
            lambda v: _("Ask both to agree on a goal"),
            lambda: _("no goal is agreed"),
            gettext_lazy("Goal not agreed in time"),
            _many_without_goal,
        ),
    )
    SIGNAL_WORDS.register(
        "milestone-overdue",
        SignalWording(
            _overdue,
            lambda v: _("Ask the mentee whether the date is still realistic"),
            lambda: _("a goal step is overdue"),
            gettext_lazy("Goal step overdue"),
            _many_overdue,
            audience="mentees",
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
        ),
    )
