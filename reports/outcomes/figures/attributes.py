"""The attributes by which the adjusted comparison divides people into strata, chosen by how much the groups differ."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles

from mentoring.statistics import COMPARABLE_UP_TO, Baseline, can_split_by
from reports.outcomes.figures.people import TENURE_BANDS, Employee, level_order

# Prefix of a baseline's attribute that is a KPI.
KPI = "kpi:"
# Five bands remove about nine tenths of the difference between two groups (Cochran, Biometrics 1968;24:295).
BANDS_OF_A_KPI = 5
# A KPI is matched on only where most people of both groups have a value.
SHARE_WITH_VALUE = 0.5
TENURE_NAMES = [name for _limit, name in TENURE_BANDS]
Stratum = tuple[str, ...]


@dataclass(frozen=True)
class Bands:
    """Divide a KPI from before the start into bands: each value its own, or fifths of all values."""

    name: str
    upper_limits: tuple[float, ...]

    @classmethod
    def of(cls, name: str, people: Sequence[Employee]) -> "Bands":
        values = [person.readings[name] for person in people if name in person.readings]
        distinct = sorted(set(values))
        if len(distinct) <= BANDS_OF_A_KPI:
            return cls(name, tuple(distinct[:-1]))
        return cls(name, tuple(sorted(set(quantiles(values, n=BANDS_OF_A_KPI)))))

    def band(self, person: Employee) -> int:
        """Return the number of the band from 1; 0 without a value."""
        if self.name not in person.readings:
            return 0
        return 1 + bisect_left(self.upper_limits, person.readings[self.name])


@dataclass(frozen=True)
class Attribute:
    """Divide people by one attribute; `bands` are those of a KPI."""

    name: str
    bands: Bands | None = None

    def value(self, person: Employee) -> str:
        return str(self.bands.band(person)) if self.bands else getattr(person, self.name)

    def order(self, values: set[str]) -> Callable[[str], float]:
        """Return a sort key that places neighboring values next to each other; 0 where there is no order."""
        ranks: Mapping[str, float] = {}
        if self.name == "level":
            ranks = level_order(sorted(values - {""})) or {}
        elif self.name == "tenure_band":
            ranks = {name: float(n) for n, name in enumerate(TENURE_NAMES)}
        elif self.bands:
            ranks = {value: float(value) for value in values}
        return lambda value: ranks.get(value, 0.0)


LEVEL, TENURE = Attribute("level"), Attribute("tenure_band")


def kpi_bands(participants: Sequence[Employee], others: Sequence[Employee]) -> list[Bands]:
    """Return the bands of every KPI that most people of both groups have from before the start."""
    names = sorted({name for person in participants for name in person.readings})
    return [
        Bands.of(name, [*participants, *others])
        for name in names
        if all(
            sum(name in p.readings for p in group) >= SHARE_WITH_VALUE * len(group)
            for group in (participants, others)
        )
    ]


def attributes_to_adjust_for(
    participants: Sequence[Employee], others: Sequence[Employee], found: Sequence[Baseline]
) -> tuple[Attribute, ...]:
    """Return the attributes of the strata, the one by which the groups differ most first.

    Level and years of service always; department and location where they have enough values with enough people, and
    KPIs from before the start, each where the groups differ by more than 0.05. Small strata are merged from the last
    attribute on, so that what differs most is adjusted for best.
    """
    apart = {baseline.attribute: abs(baseline.difference) for baseline in found}
    people = [*participants, *others]
    chosen = [(apart.get("level", 0.0), LEVEL), (apart.get("tenure", 0.0), TENURE)]
    for name in ("department", "location"):
        values = Counter(value for person in people if (value := getattr(person, name)))
        if apart.get(name, 0.0) > COMPARABLE_UP_TO and can_split_by(values):
            chosen.append((apart[name], Attribute(name)))
    for name, difference in apart.items():
        if name.startswith(KPI) and difference > COMPARABLE_UP_TO:
            bands = Bands.of(name.removeprefix(KPI), people)
            chosen.append((difference, Attribute(name, bands)))
    return tuple(attribute for _difference, attribute in sorted(chosen, key=lambda it: -it[0]))


def stratum_of(person: Employee, attributes: Sequence[Attribute]) -> Stratum:
    """Return the stratum of a person on the index date."""
    return tuple(attribute.value(person) for attribute in attributes)
