"""The rows of the status card on a match's page: each problem with its fact, worst first, then what is fine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.ui.formats import date as show_date
from programs.enums import Health
from programs.extensions import SIGNAL_WORDS
from programs.health.wording import describe_signal
from programs.models import Match
from programs.views.today import STATES


@dataclass(frozen=True)
class SignalRow:
    """What it is about, the pill, the fact, and the suggested step of a problem."""

    area: str
    state: str
    fact: str
    step: str = ""


def signal_rows(match: Match, *, first_held_on: date | None) -> Sequence[SignalRow]:
    """Return the stored signals, worst first, then the areas without a signal of which something is known."""
    found = []
    for signal in match.signals:
        fact, step = describe_signal(signal)
        words = SIGNAL_WORDS.get(signal["code"])
        area = str(words.area or words.label) if words else ""
        found.append(SignalRow(area, STATES[Health(signal["level"])], fact, step))
    if match.health == Health.FINISHED:
        return found
    taken = {row.area for row in found}
    return [*found, *(row for row in _fine(match, first_held_on) if row.area not in taken)]


def _fine(match: Match, first_held_on: date | None) -> Sequence[SignalRow]:
    fine, rows = STATES[Health.ON_TRACK], []
    if first_held_on is not None:
        days = (first_held_on - match.started_on).days
        fact = ngettext(
            "Held on %(day)s, %(days)s day after the introduction.",
            "Held on %(day)s, %(days)s days after the introduction.",
            days,
        ) % {"day": show_date(first_held_on), "days": days}
        rows.append(SignalRow(_("First session"), fine, fact))
    if match.last_held_on is not None:
        # A gap that nobody has confirmed is no signal, and is not fine either.
        state = fine if match.calculated_health != Health.UNKNOWN else STATES[Health.UNKNOWN]
        fact = _("The last one was on %(day)s.") % {"day": show_date(match.last_held_on)}
        rows.append(SignalRow(_("Sessions"), state, fact))
    if match.goals_agreed:
        fact = ngettext(
            "%(num)s agreed, %(met)s of them met.", "%(num)s agreed, %(met)s of them met.", match.goals_agreed
        ) % {"num": match.goals_agreed, "met": match.goals_met}
        rows.append(SignalRow(_("Goals"), fine, fact))
    return rows
