"""One figure: its state, and only those numbers that the state allows. What may not be shown is not stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from mentoring.statistics import (
    ALLOWED,
    MINIMUM_GROUP,
    Bound,
    Comparability,
    ResultState,
    Statement,
    shown_shares,
)

# Numbers by what a state has to allow for them to be kept.
ALWAYS = "always"
# A curve is many rates: where no rate may stand, none does. Too early is no reason not to follow people.
WITHOUT_CURVES = (ResultState.NO_DATA, ResultState.SUPPRESSED, ResultState.TOO_FEW)
# What a baseline's attribute begins with where it is a KPI.
KPI = "kpi:"


@dataclass(frozen=True)
class Number:
    """Hold one number of a figure. `value` is None where it is hidden (1 to 4 people) or not defined.

    Units: "people", "share" and "points" (both fractions), "score" (scale points), "ratio", "sd", "months".
    """

    name: str
    value: float | None
    unit: str
    is_hidden: bool = False
    needs: str = Statement.NUMBER
    # How a share is to be read: exactly, or 0.9 as "90 % or more" where it would say what nearly everybody did.
    bound: str = Bound.EXACTLY


def people(name: str, count: int, *, needs: str = ALWAYS) -> Number:
    """Return a count of people; 1 to 4 are hidden."""
    hidden = 0 < count < MINIMUM_GROUP
    return Number(name, None if hidden else count, "people", hidden, needs)


def shares(counts: Mapping[str, int], names: Sequence[str] = ()) -> list[Number]:
    """Return the share of each answer, of all or of the `names`; in small groups alike not exactly."""
    n = sum(counts.values())
    bounds = zip(counts, shown_shares(list(counts.values())) or (), strict=False)
    return [
        Number(name, counts[name] / n, "share")
        if shown.bound == Bound.EXACTLY
        else Number(name, shown.percent / 100, "share", bound=shown.bound)
        for name, shown in bounds
        if not names or name in names
    ]


def numbers(unit: str, needs: str = Statement.NUMBER, /, **values: float | None) -> list[Number]:
    """Return several numbers of one unit."""
    return [Number(name, value, unit, needs=needs) for name, value in values.items()]


@dataclass(frozen=True)
class Figure:
    """Hold a figure as it is stored and shown. `measure` and `role` say what of whom, `subject` names a KPI.

    `role` is mentee or mentor, or group where a KPI is of a whole `group`; `scope` is "program" or "pooled".
    `window_months` is None for "to the data cut".
    """

    key: str
    measure: str
    role: str
    state: ResultState
    as_of: date
    index_on: date
    subject: str = ""
    group: str = ""
    scope: str = "program"
    window_months: float | None = None
    is_primary: bool = False
    family: str = "career"
    numbers: tuple[Number, ...] = ()
    opens_on: date | None = None
    share_reached: float | None = None
    guard_months: int = 0
    guard_weeks: int = 0
    lacking: tuple[dict, ...] = ()
    badge: str = ""
    baselines: tuple[dict, ...] = ()
    matched: int = 0
    sign_changes: bool = False
    caveats: tuple[str, ...] = ()
    notes: tuple[dict, ...] = ()
    curves: tuple[dict, ...] = ()
    p_value: float | None = field(default=None, repr=False)
    excludes_zero: bool = False
    programs: tuple[str, ...] = ()

    @property
    def allowed(self) -> tuple[str, ...]:
        """Return the kinds of statement that the state allows, in a fixed order."""
        return tuple(statement.value for statement in Statement if statement in ALLOWED[self.state])

    def stored(self) -> dict[str, Any]:
        """Return the figure as plain values, without the numbers that its state does not allow."""
        kept = shown_numbers(self.state, self.numbers)
        values = asdict(self) | {
            "state": self.state.value,
            "allowed": list(self.allowed),
            "as_of": self.as_of.isoformat(),
            "index_on": self.index_on.isoformat(),
            "opens_on": self.opens_on.isoformat() if self.opens_on else None,
            "numbers": [
                {
                    "name": n.name,
                    "value": n.value,
                    "unit": n.unit,
                    "is_hidden": n.is_hidden,
                    "bound": str(n.bound),
                }
                for n in kept
            ],
        }
        if self.state in (ResultState.NO_DATA, ResultState.SUPPRESSED):
            values |= {"baselines": [], "badge": "", "lacking": []}
        if self.state in WITHOUT_CURVES:
            values["curves"] = []
        del values["p_value"], values["excludes_zero"]
        return values


def hidden(figure: Figure) -> Figure:
    """Return the figure without anything that it says: beside another role's it would tell of a few people."""
    return replace(
        figure, state=ResultState.SUPPRESSED, numbers=(), caveats=(), notes=({"code": "too_near"},)
    )


def shown_numbers(state: ResultState, found: Iterable[Number]) -> list[Number]:
    """Return the numbers that may be kept in this state. A number in the annex is kept, and shown there only."""
    allowed = {ALWAYS, *ALLOWED[state]}
    if Statement.NUMBER_IN_ANNEX in allowed:
        allowed |= {Statement.NUMBER, Statement.INTERVAL}
    if state in (ResultState.NO_DATA, ResultState.SUPPRESSED):
        allowed = {ALWAYS}
    return [number for number in found if number.needs in allowed]


def corrected(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures after the correction within each family: a lucky one is not read as a finding.

    Only primary figures that were found to differ can lose it; others never had a verdict.
    """
    from mentoring.statistics import correct_family

    families: dict[tuple[str, str, str], dict[str, float]] = {}
    for figure in figures:
        if figure.is_primary and figure.p_value is not None:
            name = (figure.family, figure.role, figure.scope)
            families.setdefault(name, {})[figure.key] = figure.p_value
    stands = {
        key: result.stands for family in families.values() for key, result in correct_family(family).items()
    }
    return [
        replace(
            figure,
            state=ResultState.NO_DETECTABLE_DIFFERENCE,
            notes=(*figure.notes, {"code": "several_comparisons"}),
        )
        if figure.state == ResultState.DETECTABLE_DIFFERENCE and not stands.get(figure.key, False)
        else figure
        for figure in figures
    ]


def badge_values(comparability: Comparability | None) -> dict[str, Any]:
    """Return the badge and what it was decided by, worst first, as the figure stores it."""
    if comparability is None:
        return {"badge": "unknown", "baselines": ()}
    ordered = sorted(comparability.baselines, key=lambda b: -abs(b.difference))
    return {
        "badge": comparability.badge.value,
        "baselines": tuple(
            {
                "attribute": b.attribute,
                # Groups in which nobody varies can be infinitely apart, which no file format knows.
                "difference": max(-9.99, min(9.99, b.difference)) if b.is_told else None,
                "index": b.index,
                "badge": b.badge.value,
                # What a reader understands who does not know what a standard deviation is.
                "participants_mean": means[0],
                "others_mean": means[1],
            }
            for b in ordered
            for means in [b.means if b.means and b.is_told and b.attribute.startswith(KPI) else (None, None)]
        ),
    }
