"""Signals in words: a fact with its date, and one suggested step. Kept as code and numbers, worded when shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.registry import Registry
from mentoring.ui.formats import date as show_day
from mentoring.ui.formats import number
from programs.health.evaluate import HEALTH_PROVIDERS
from programs.health.rules import FIRST_BOOKED_BY, FIRST_HELD_BY, GAP_ATTENTION, GAP_RISK, TOO_YOUNG
from programs.models import Match, Program

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Words:
    """How a signal's code is said: fact and step take the signal's numbers and return a translated sentence.

    `because` ends the sentence of many matches: "mostly because no session has been held".
    """

    fact: Callable[[Values], str]
    step: Callable[[Values], str]
    because: Callable[[], str] | None = None


SIGNAL_WORDS: Registry[Words] = Registry("signal words")


def day(iso: str) -> str:
    """Return "Nov 3" as the reader's language writes it."""
    return show_day(date.fromisoformat(iso), "short")


def say(signal: Mapping[str, Any]) -> tuple[str, str]:
    """Return (fact, suggested step) of a stored signal; a code that nobody words any more is said plainly."""
    words = SIGNAL_WORDS.get(signal["code"])
    if words is None:
        return _("Another issue needs attention."), _("Open the match")
    return words.fact(signal["values"]), words.step(signal["values"])


def first_fact(match: Match) -> str:
    """Return why a match stands where it does: what a person said, else the worst signal, else nothing."""
    if match.override:
        return _("Status set manually: %(reason)s") % {"reason": match.override_reason}
    return say(match.signals[0])[0] if match.signals else ""


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


def because(code: str) -> str:
    """Return "no session has been held" for a signal's code, or nothing."""
    words = SIGNAL_WORDS.get(code)
    return words.because() if words and words.because else ""


def with_counted_days(fact: str, values: Values) -> str:
    """Add to a fact that names all days how many of them counted, where some did not."""
    if values["elapsed"] == values["days"]:
        return fact
    counted = ngettext(
        "%(days)s day, not counting breaks and absences",
        "%(days)s days, not counting breaks and absences",
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


def register_words() -> None:
    SIGNAL_WORDS.register(
        "first-not-booked",
        Words(
            _not_booked,
            lambda v: _("Ask both to schedule the first session"),
            lambda: _("the first session is not scheduled"),
        ),
    )
    SIGNAL_WORDS.register(
        "first-not-held",
        Words(
            _not_held, lambda v: _("Contact both and offer a re-match"), lambda: _("no session has been held")
        ),
    )
    SIGNAL_WORDS.register(
        "gap",
        Words(
            _gap,
            lambda v: _("Ask both when they will meet next"),
            lambda: _("the last session was too long ago"),
        ),
    )


def explain_rules(program: Program) -> list[str]:
    """Return how health is worked out, in sentences with this program's numbers."""

    cadence = program.cadence_days
    return [
        _("The most serious reason determines the status. There is no average and no score."),
        _(
            "A match needs attention if no first session is scheduled within %(booked)s days of the "
            "introduction. It is at risk if none is held by day %(held)s."
        )
        % {"booked": FIRST_BOOKED_BY, "held": FIRST_HELD_BY},
        _(
            "Matches agree to meet every %(cadence)s days. A match needs attention after "
            "%(attention)s days without a session. It is at risk after %(risk)s days if none is "
            "scheduled."
        )
        % {
            "cadence": cadence,
            "attention": int(GAP_ATTENTION * cadence),
            "risk": int(GAP_RISK * cadence),
        },
        *(sentence for provider in HEALTH_PROVIDERS for sentence in provider.explain(program)),
        _("There is not enough data in the first %(days)s days and before the first session.")
        % {"days": TOO_YOUNG},
        _("Program breaks and absences of either person are not counted."),
    ]
