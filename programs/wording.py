"""Signals in words: a fact with its date, and one suggested step. Kept as code and numbers, worded when shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.registry import Registry
from programs.evaluation import HEALTH_PROVIDERS
from programs.health import FIRST_BOOKED_BY, FIRST_HELD_BY, GAP_ATTENTION, GAP_RISK, TOO_YOUNG
from programs.models import Program

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Words:
    """How a signal's code is said. Both take the signal's numbers and return a translated sentence."""

    fact: Callable[[Values], str]
    step: Callable[[Values], str]


SIGNAL_WORDS: Registry[Words] = Registry("signal words")


def day(iso: str) -> str:
    """Return "3 Nov" in the reader's language."""
    return date_format(date.fromisoformat(iso), "j M")


def say(signal: Mapping[str, Any]) -> tuple[str, str]:
    """Return (fact, suggested step) of a stored signal; a code that nobody words any more is said plainly."""
    words = SIGNAL_WORDS.get(signal["code"])
    if words is None:
        return _("Something else needs a look."), _("Open the match")
    return words.fact(signal["values"]), words.step(signal["values"])


def _not_booked(values: Values) -> str:
    return ngettext(
        "First session not booked %(days)s day after the introduction on %(day)s",
        "First session not booked %(days)s days after the introduction on %(day)s",
        values["days"],
    ) % {"days": values["days"], "day": day(values["started_on"])}


def _not_held(values: Values) -> str:
    return ngettext(
        "No session held %(days)s day after the introduction on %(day)s",
        "No session held %(days)s days after the introduction on %(day)s",
        values["days"],
    ) % {"days": values["days"], "day": day(values["started_on"])}


def _gap(values: Values) -> str:
    return ngettext(
        "No session in %(days)s day; the last was on %(day)s",
        "No session in %(days)s days; the last was on %(day)s",
        values["days"],
    ) % {"days": values["days"], "day": day(values["last_held_on"])}


def register_words() -> None:
    SIGNAL_WORDS.register(
        "first-not-booked", Words(_not_booked, lambda v: _("Ask both to book the first session"))
    )
    SIGNAL_WORDS.register(
        "first-not-held", Words(_not_held, lambda v: _("Call both and offer another match"))
    )
    SIGNAL_WORDS.register("gap", Words(_gap, lambda v: _("Ask both when they meet next")))


def explain_rules(program: Program) -> list[str]:
    """Return how health is worked out, in sentences with this program's numbers."""

    cadence = program.cadence_days
    return [
        _("The worst signal decides. Nothing is averaged, and no score is made of it."),
        _(
            "A match needs attention when the first session is not booked %(booked)s days after the introduction, "
            "and is at risk when it is not held by day %(held)s."
        )
        % {"booked": FIRST_BOOKED_BY, "held": FIRST_HELD_BY},
        _(
            "The agreed rhythm is a session every %(cadence)s days. A match needs attention after %(attention)s days "
            "without one, and is at risk after %(risk)s days when none is booked."
        )
        % {
            "cadence": cadence,
            "attention": int(GAP_ATTENTION * cadence),
            "risk": int(GAP_RISK * cadence),
        },
        *(sentence for provider in HEALTH_PROVIDERS for sentence in provider.explain(program)),
        _("For the first %(days)s days, and before a session was held, there is not enough data to say.")
        % {"days": TOO_YOUNG},
        _("Quiet weeks of the program and days on which one of the two is away do not count."),
    ]
