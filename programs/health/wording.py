"""The texts of signals: a fact with its date, and a suggested step. Signals are stored as code and values."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mentoring.ui.formats import date as show_day
from mentoring.ui.formats import number
from programs.extensions import HEALTH_PROVIDERS, SIGNAL_WORDS, SignalWording
from programs.models import Match, Program
from programs.program_settings import health_limits

Values = Mapping[str, Any]


def day(iso: str) -> str:
    """Return "Nov 3" as the reader's language writes it."""
    return show_day(date.fromisoformat(iso), "short")


def describe_signal(signal: Mapping[str, Any]) -> tuple[str, str]:
    """Return (fact, suggested step) of a stored signal; a generic text if its code is unknown."""
    words = SIGNAL_WORDS.get(signal["code"])
    if words is None:
        return _("This match needs attention."), _("Open the match")
    return words.fact(signal["values"]), words.step(signal["values"])


def status_reason(match: Match) -> str:
    """Return the reason for the status of a match: of the override, else the worst signal, else ""."""
    if match.override:
        return _("Status overridden: %(reason)s") % {"reason": match.override_reason}
    return describe_signal(match.signals[0])[0] if match.signals else ""


def on_track(good: int, total: int) -> str:
    """Return "48 of 62 matches are on track"."""
    words = {"good": number(good), "total": number(total)}
    if total == 1:
        return _("%(good)s of 1 match is on track") % words
    return (
        ngettext(
            "%(good)s of %(total)s matches is on track", "%(good)s of %(total)s matches are on track", good
        )
        % words
    )


def reason_clause(code: str) -> str:
    """Return, for example, "no session has been held" for a signal code, or ""."""
    words = SIGNAL_WORDS.get(code)
    return words.reason() if words else ""


def with_counted_days(fact: str, values: Values) -> str:
    """Append the number of counted days to a fact if breaks or absences reduce it."""
    if values["elapsed"] == values["days"]:
        return fact
    counted = ngettext(
        "%(days)s day not counting breaks and absences",
        "%(days)s days not counting breaks and absences",
        values["days"],
    ) % {"days": values["days"]}
    return f"{fact} ({counted})"


def _not_booked(values: Values) -> str:
    fact = ngettext(
        "First session not scheduled %(days)s day after the introduction on %(day)s",
        "First session not scheduled %(days)s days after the introduction on %(day)s",
        values["elapsed"],
    ) % {"days": values["elapsed"], "day": day(values["started_on"])}
    return with_counted_days(fact, values)


def _not_held(values: Values) -> str:
    fact = ngettext(
        "No session held %(days)s day after the introduction on %(day)s",
        "No session held %(days)s days after the introduction on %(day)s",
        values["elapsed"],
    ) % {"days": values["elapsed"], "day": day(values["started_on"])}
    return with_counted_days(fact, values)


def _gap(values: Values) -> str:
    fact = ngettext(
        "No session in %(days)s day; the last one was on %(day)s",
        "No session in %(days)s days; the last one was on %(day)s",
        values["elapsed"],
    ) % {"days": values["elapsed"], "day": day(values["last_held_on"])}
    return with_counted_days(fact, values)


def _many_not_booked(n: int) -> str:
    return ngettext(
        "%(n)s match has not scheduled its first session",
        "%(n)s matches have not scheduled their first session",
        n,
    ) % {"n": number(n)}


def _many_not_held(n: int) -> str:
    return ngettext("%(n)s match has no session yet", "%(n)s matches have no session yet", n) % {
        "n": number(n)
    }


def _many_gaps(n: int) -> str:
    return ngettext("%(n)s match has not met for too long", "%(n)s matches have not met for too long", n) % {
        "n": number(n)
    }


def _many_asked(n: int) -> str:
    return ngettext(
        "In %(n)s match, one side asked for help", "In %(n)s matches, one side asked for help", n
    ) % {"n": number(n)}


def _many_follow_ups(n: int) -> str:
    return ngettext(
        "Feedback of %(n)s match needs follow-up", "Feedback of %(n)s matches needs follow-up", n
    ) % {"n": number(n)}


def register_wording() -> None:
    register_feedback_wording()
    register_silence_wording()
    SIGNAL_WORDS.register(
        "first-not-booked",
        SignalWording(
            _not_booked,
            lambda v: _("Ask both to schedule the first session"),
            lambda: _("the first session is not scheduled"),
            gettext_lazy("First session not scheduled"),
            _many_not_booked,
            start="first-session",
            area=gettext_lazy("First session"),
        ),
    )
    SIGNAL_WORDS.register(
        "first-not-held",
        SignalWording(
            _not_held,
            lambda v: _("Contact both and offer a re-match"),
            lambda: _("no session has been held"),
            gettext_lazy("First session not held"),
            _many_not_held,
            start="first-session",
            area=gettext_lazy("First session"),
        ),
    )
    SIGNAL_WORDS.register(
        "gap",
        SignalWording(
            _gap,
            lambda v: _("Ask both for the date of the next session"),
            lambda: _("the last session was too long ago"),
            gettext_lazy("Last session too long ago"),
            _many_gaps,
            area=gettext_lazy("Sessions"),
        ),
    )


def register_feedback_wording() -> None:
    SIGNAL_WORDS.register(
        "help",
        SignalWording(
            lambda v: _("One side asked for help"),
            lambda v: _("Read the request and get in touch"),
            lambda: _("one side asked for help"),
            gettext_lazy("Asked for help"),
            _many_asked,
            audience="",
            area=gettext_lazy("Help"),
        ),
    )
    SIGNAL_WORDS.register(
        "feedback",
        SignalWording(
            lambda v: _("Feedback needs follow-up"),
            lambda v: _("Ask both how it is going, and offer a re-match"),
            lambda: _("feedback needs follow-up"),
            gettext_lazy("Feedback needs follow-up"),
            _many_follow_ups,
            area=gettext_lazy("Feedback"),
        ),
    )


def _silence(values: Values) -> str:
    fact = ngettext(
        "Nothing heard from either side in %(days)s day, since %(day)s",
        "Nothing heard from either side in %(days)s days, since %(day)s",
        values["elapsed"],
    ) % {"days": values["elapsed"], "day": day(values["since"])}
    return with_counted_days(fact, values)


def _many_silent(n: int) -> str:
    return ngettext("%(n)s match is silent", "%(n)s matches are silent", n) % {"n": number(n)}


def _many_bounced(n: int) -> str:
    return ngettext("In %(n)s match, email bounces", "In %(n)s matches, email bounces", n) % {"n": number(n)}


def register_silence_wording() -> None:
    SIGNAL_WORDS.register(
        "silence",
        SignalWording(
            _silence,
            lambda v: _("Ask both whether they are still meeting"),
            lambda: _("nothing was heard from either side"),
            gettext_lazy("Silent"),
            _many_silent,
            area=gettext_lazy("Contact"),
        ),
    )
    SIGNAL_WORDS.register(
        "bounced",
        SignalWording(
            lambda v: (
                _("Email bounced on %(day)s, and nothing was heard since") % {"day": day(v["bounced_on"])}
            ),
            lambda v: _("Correct the address, or reach them in another way"),
            lambda: _("email bounces"),
            gettext_lazy("Email bounces"),
            _many_bounced,
            audience="",
            area=gettext_lazy("Contact"),
        ),
    )


def explain_rules(program: Program) -> list[str]:
    """Return the rules of health as sentences with the program's numbers."""
    interval, limits = program.meeting_interval_days, health_limits(program)
    return [
        _("The most serious reason determines the status. There is no average and no score."),
        _(
            "A match needs attention if no first session is scheduled within %(booked)s days of the "
            "introduction. It is at risk if none is held by day %(held)s."
        )
        % {"booked": limits.first_booked_days, "held": limits.first_held_days},
        _(
            "Matches agree to meet every %(interval)s days. A match needs attention after "
            "%(attention)s days without a session. It is at risk after %(risk)s days if none is "
            "scheduled."
        )
        % {
            "interval": interval,
            "attention": int(limits.gap_attention * interval),
            "risk": int(limits.gap_risk * interval),
        },
        _(
            "Before both sides were asked whether they met, and one of them answered, a missing session is not enough "
            "data."
        ),
        *(sentence for provider in HEALTH_PROVIDERS for sentence in provider.explain(program)),
        _("There is not enough data in the first %(days)s days and before the first session.")
        % {"days": limits.enough_data_days},
        _("Breaks of the program and absences of mentor or mentee do not count."),
    ]
