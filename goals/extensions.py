"""What upper apps add to goals: the results of objectives."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from mentoring.registry import Registry

if TYPE_CHECKING:
    from goals.models import Objective


@dataclass(frozen=True)
class ObjectiveResult:
    """The value of an objective's leading KPI, as far as it may be shown.

    `gap` says what is missing so that there can be no value. `state` is the KPI's state in words; `opens_on` the day
    on which a value can be shown. `value` and limits are None where they are withheld.
    """

    kpi: str
    unit: str = ""
    baseline: float | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    target: float | None = None
    is_lower_better: bool = False
    as_of: date | None = None
    state: str = ""
    opens_on: date | None = None
    gap: str = ""
    url: str = ""
    # That the target is too small to be detected, if it is.
    warning: str = ""

    @property
    def is_reached(self) -> bool | None:
        """Return whether the value has reached the target; None without a value."""
        if self.value is None or self.target is None:
            return None
        return self.value <= self.target if self.is_lower_better else self.value >= self.target


# The results of objectives, with their programs loaded, by objective. A fixed number of queries for all of them.
OBJECTIVE_RESULTS: Registry[Callable[[Sequence["Objective"], date], Mapping[UUID, ObjectiveResult]]] = (
    Registry("results of objectives")
)
