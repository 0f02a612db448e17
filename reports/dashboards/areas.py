"""The areas in which a program can be strong or weak: one figure and one limit each, and how they are ranked. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mentoring.statistics import MINIMUM_GROUP, Bound, ResultState
from reports.kpis.measurements import Measurement


class Area(StrEnum):
    FREQUENCY = "meeting_frequency"
    FIRST_SESSIONS = "first_sessions"
    GOALS = "goals"
    GOALS_MET = "goals_met"
    PLANS = "plans"
    RELATIONSHIP = "relationship"
    TRUST = "trust"
    PRODUCTIVITY = "productivity"
    RESPONSE = "response"
    RETENTION = "retention"


@dataclass(frozen=True)
class Limit:
    """The limit of an area in percent, or in points for retention; at least, or at most."""

    value: float
    is_upper: bool = False


# In percent. Retention: the difference to colleagues in points.
LIMITS = {
    Area.FREQUENCY: Limit(10, is_upper=True),
    Area.FIRST_SESSIONS: Limit(95),
    Area.GOALS: Limit(75),
    Area.GOALS_MET: Limit(60),
    Area.PLANS: Limit(25, is_upper=True),
    Area.RELATIONSHIP: Limit(80),
    Area.TRUST: Limit(90),
    Area.PRODUCTIVITY: Limit(60),
    Area.RESPONSE: Limit(50),
    Area.RETENTION: Limit(0),
}


@dataclass(frozen=True)
class AreaFigure:
    """The figure of an area, with the counts of its sentence; `state` says why it cannot be judged."""

    area: Area
    measurement: Measurement | None = None
    events: int | None = None
    state: ResultState = ResultState.NO_DATA
    opens_on: object = None

    @property
    def limit(self) -> Limit:
        return LIMITS[self.area]

    @property
    def is_judged(self) -> bool:
        """Return whether the figure can be compared with its limit."""
        found = self.measurement
        if found is None or found.value is None:
            return False
        if self.area == Area.RETENTION:
            # Without a difference larger than chance, retention is neither a strength nor a weakness.
            return self.state == ResultState.DETECTABLE_DIFFERENCE
        return found.n is None or found.n >= MINIMUM_GROUP

    @property
    def distance(self) -> float:
        """Return how far inside its limit the figure is, in points; negative beyond it."""
        assert self.measurement is not None, "judged"
        assert self.measurement.value is not None, "judged"
        distance = self.measurement.value - self.limit.value
        return -distance if self.limit.is_upper else distance

    @property
    def is_bound(self) -> bool:
        return self.measurement is not None and self.measurement.bound != Bound.EXACTLY


@dataclass(frozen=True)
class Strengths:
    """Weaknesses, the furthest beyond their limit first; strengths, the furthest inside first; and the rest."""

    weaknesses: Sequence[AreaFigure]
    strengths: Sequence[AreaFigure]
    open: Sequence[AreaFigure]


def rank(figures: Iterable[AreaFigure]) -> Strengths:
    """Rank the areas by the distance from their limits. Equal distances stay in the order of the areas."""
    found = list(figures)
    judged = [it for it in found if it.is_judged]
    return Strengths(
        weaknesses=sorted((it for it in judged if it.distance < 0), key=lambda it: it.distance),
        strengths=sorted((it for it in judged if it.distance >= 0), key=lambda it: -it.distance),
        open=[it for it in found if not it.is_judged],
    )
