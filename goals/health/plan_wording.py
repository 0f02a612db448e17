"""The texts of signals of action plans, and of the emails that they lead to."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mentoring.ui.formats import number
from programs.announcement_text import StartingPoint
from programs.extensions import MESSAGE_STARTS, SIGNAL_WORDS, SignalWording
from programs.health.wording import Values, day, with_counted_days


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
        "%(n)s action plan was confirmed several times without a change",
        "%(n)s action plans were confirmed several times without a change",
        n,
    ) % {"n": number(n)}


def _start_stale() -> StartingPoint:
    return StartingPoint(
        _("Update the action plan"),
        _("Is your action plan with {partner_names} up to date?"),
        _(
            "Hello {first_name},\n\nYour action plan with {partner_names} has not been updated for a while. Please "
            "tick off what is done and add what comes next. If nothing has changed, one tap on your home page is "
            "enough."
        ),
    )


def _start_unchanged() -> StartingPoint:
    return StartingPoint(
        _("Review the action plan"),
        _("Does your action plan with {partner_names} still fit?"),
        _(
            "Hello {first_name},\n\nYour action plan with {partner_names} has stayed the same for a while. Does it "
            "still fit what you want to achieve together? Small steps with a date work best."
        ),
    )


def _start_begin() -> StartingPoint:
    return StartingPoint(
        _("Begin an action plan"),
        _("Your action plan with {partner_names}"),
        _(
            "Hello {first_name},\n\nPlease write an action plan for {partner_names}: a few actions, each with a "
            "name and a date. You can start from an example and change what does not fit."
        ),
    )


def register_plan_wording() -> None:
    for name, start in (
        ("plan-stale", _start_stale),
        ("plan-unchanged", _start_unchanged),
        ("plan-begin", _start_begin),
    ):
        MESSAGE_STARTS.register(name, start, order=30)
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
            area=gettext_lazy("Action plan"),
        ),
    )
    SIGNAL_WORDS.register(
        "plan-unchanged",
        SignalWording(
            _plan_unchanged,
            lambda v: _("Ask the mentor whether the action plan still fits"),
            lambda: _("the action plan has not changed for long"),
            gettext_lazy("Action plan unchanged several times"),
            _many_plans_unchanged,
            audience="mentors",
            start="plan-unchanged",
            area=gettext_lazy("Action plan"),
        ),
    )
