"""The status words of a file, and what a goal's status becomes."""

from datetime import date
from typing import NamedTuple

from goals.enums import Attainment, GoalState
from mentoring.imports.choices import Choices

STATES = Choices(
    {
        GoalState.DRAFT.value: ("planned", "not started", "entwurf", "geplant"),
        GoalState.PROPOSED.value: ("submitted", "pending", "vorgeschlagen", "eingereicht"),
        GoalState.AGREED.value: (
            "active",
            "open",
            "in progress",
            "ongoing",
            "vereinbart",
            "offen",
            "laufend",
            "on track",
        ),
        GoalState.MET.value: ("done", "completed", "achieved", "reached", "erreicht", "erledigt"),
        GoalState.REPLACED.value: ("changed", "superseded", "ersetzt"),
        GoalState.DROPPED.value: ("cancelled", "canceled", "abandoned", "aufgegeben", "verworfen"),
    },
    labels={state.value: state.label for state in GoalState},
    hints=(
        (GoalState.DRAFT.value, ("draft", "plan", "not", "entwurf", "geplant", "brouillon", "borrador")),
        (GoalState.PROPOSED.value, ("propos", "submit", "pend", "vorgeschlag", "eingereich")),
        (
            GoalState.MET.value,
            ("met", "done", "complet", "achiev", "reach", "erreich", "erledig", "atteint", "logrado"),
        ),
        (GoalState.REPLACED.value, ("replac", "supersed", "ersetz", "remplac")),
        (GoalState.DROPPED.value, ("drop", "cancel", "abandon", "aufgegeb", "verworf", "annul")),
        (
            GoalState.AGREED.value,
            (
                "agree",
                "activ",
                "open",
                "progress",
                "ongoing",
                "track",
                "risk",
                "behind",
                "vereinbart",
                "offen",
                "lauf",
                "cours",
                "curso",
            ),
        ),
    ),
)
NOT_AGREED = (GoalState.DRAFT.value, GoalState.PROPOSED.value)
CLOSED = (GoalState.MET.value, GoalState.REPLACED.value, GoalState.DROPPED.value)


class Standing(NamedTuple):
    """A goal's status with its days and how it came out."""

    state: str
    agreed_on: date | None
    met_on: date | None
    closed_on: date | None
    attainment: str


def standing_from(
    old: Standing | None, state: str | None, *, seen: date | None, closed_on: date | None, today: date
) -> Standing:
    """Return the status after a row. A closed goal stays closed, and an agreed one stays agreed."""
    if old is None:
        old = Standing("", None, None, None, "")
        state = state or GoalState.AGREED.value
    if state is None or (old.state in CLOSED and state not in CLOSED):
        return old
    if state in NOT_AGREED:
        return old if old.state and old.state not in NOT_AGREED else Standing(state, None, None, None, "")
    agreed_on = old.agreed_on or (seen if old.state in ("", state) else seen or today)
    if state == GoalState.AGREED:
        return old._replace(state=state, agreed_on=agreed_on)
    is_met = state == GoalState.MET
    kept = old.closed_on or old.met_on if old.state == state else None
    day = closed_on or kept or seen or today
    level = old.attainment if old.state == state else ""
    level = level or (Attainment.MET if is_met else Attainment.NOT_MET).value
    return Standing(state, agreed_on or day, day if is_met else None, day, level)
