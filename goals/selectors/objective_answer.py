"""Is the program achieving the goals outlined at the beginning? One sentence, and its evidence."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.enums import ObjectiveStatus
from goals.objective_status import value_text
from goals.selectors.objectives import ObjectiveStanding
from mentoring.ui import formats


@dataclass(frozen=True)
class ProgramAnswer:
    """The answer in one sentence, and a sentence of evidence for each objective that has some."""

    heading: str
    evidence: tuple[str, ...]
    reached: int
    total: int


def answer_of(found: Sequence[ObjectiveStanding], *, today: date) -> ProgramAnswer:
    """Return the answer for the objectives of a program. Those no longer pursued do not count."""
    active = [it for it in found if it.standing.status != ObjectiveStatus.CLOSED]
    counts = Counter(it.standing.status for it in active)
    reached = counts[ObjectiveStatus.REACHED]
    return ProgramAnswer(
        heading=_heading(active, reached),
        evidence=tuple(filter(None, (_evidence(it) for it in active))),
        reached=reached,
        total=len(active),
    )


def _heading(active: Sequence[ObjectiveStanding], reached: int) -> str:
    if not active:
        return _("No objective yet")
    if not reached and all(it.standing.status == ObjectiveStatus.GAP for it in active):
        return _("No objective can be measured yet")
    if not reached and not any(it.standing.status == ObjectiveStatus.BELOW for it in active):
        due = min(it.objective.due_on for it in active)
        return _("Too early to tell: the first objective is due on %(day)s") % {"day": formats.date(due)}
    text = ngettext(
        "%(reached)s of %(num)s objective has reached its target",
        "%(reached)s of %(num)s objectives have reached their targets",
        len(active),
    )
    return text % {"reached": formats.number(reached), "num": formats.number(len(active))}


def _evidence(found: ObjectiveStanding) -> str:
    result, standing = found.result, found.standing
    words = {"objective": found.objective.statement.rstrip(".")}
    if result is None or result.value is None:
        detail = (standing.detail or (result.state if result else "")).rstrip(".")
        text = _("%(objective)s: %(state)s.") % {**words, "state": standing.label}
        return f"{text} {detail}." if detail else text
    text = _("%(objective)s: %(value)s, target %(target)s (%(state)s).") % {
        **words,
        "value": value_text(result.value, result.unit),
        "target": value_text(result.target, result.unit),
        "state": standing.label,
    }
    is_said = result.state in ("", standing.label)
    return text if is_said else f"{text} {result.state}."
