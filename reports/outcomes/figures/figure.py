"""A figure: its state and the numbers that the state allows. What may not be shown is not stored."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from mentoring.statistics import (
    ALLOWED,
    MINIMUM_GROUP,
    Baseline,
    Bound,
    Comparability,
    ResultState,
    Statement,
    disclosed_shares,
)
from reports.outcomes.figures.attributes import KPI

# Needed by numbers that every state allows.
ALWAYS = "always"
# A curve is many rates, so these states have none. Too early is no reason to withhold it.
WITHOUT_CURVES = (ResultState.NO_DATA, ResultState.SUPPRESSED, ResultState.TOO_FEW)


@dataclass(frozen=True)
class Number:
    """Hold one number of a figure. `value` is None where it is withheld (1 to 4 people) or not defined.

    Units: "people", "share" and "points" (both fractions), "score" (scale points), "ratio", "sd", "months".
    """

    name: str
    value: float | None
    unit: str
    is_withheld: bool = False
    needs: str = Statement.NUMBER
    # How to read a share: exactly, or 0.9 as "90 % or more" where the exact one would disclose nearly everybody.
    bound: str = Bound.EXACTLY


def people(name: str, count: int, *, needs: str = ALWAYS) -> Number:
    """Return a count of people; 1 to 4 are withheld."""
    withheld = 0 < count < MINIMUM_GROUP
    return Number(name, None if withheld else count, "people", withheld, needs)


def shares(counts: Mapping[str, int], names: Sequence[str] = ()) -> list[Number]:
    """Return the share of each answer, or of the `names`; not exactly where a small group is nearly alike."""
    n = sum(counts.values())
    bounds = zip(counts, disclosed_shares(list(counts.values())) or (), strict=False)
    return [
        Number(name, counts[name] / n, "share")
        if disclosed.bound == Bound.EXACTLY
        else Number(name, disclosed.percent / 100, "share", bound=disclosed.bound)
        for name, disclosed in bounds
        if not names or name in names
    ]


def numbers(unit: str, needs: str = Statement.NUMBER, /, **values: float | None) -> list[Number]:
    """Return several numbers of one unit."""
    return [Number(name, value, unit, needs=needs) for name, value in values.items()]


@dataclass(frozen=True)
class Figure:
    """Hold a figure as it is stored and shown: `measure` of `role`; `subject` names a KPI.

    `role` is mentee or mentor, or group where a KPI is of a whole `group`; `scope` is "program" or "pooled".
    `window_months` is None for "to the data cut".
    """

    key: str
    measure: str
    role: str
    state: ResultState
    as_of: date
    index_on: date
    index_until: date | None = None
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
    # The adjusted difference points the other way than the crude one, and both intervals leave zero out.
    sign_changes: bool = False
    # The crude interval leaves zero out and the adjusted one does not: what the groups differ in explains it.
    mix_explains: bool = False
    adjusted_for: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    notes: tuple[dict, ...] = ()
    curves: tuple[dict, ...] = ()
    p_value: float | None = field(default=None, repr=False)
    excludes_zero: bool = False
    programs: tuple[str, ...] = ()
    # Colleagues outside the program, or applicants without a match.
    compares_with: str = "colleagues"

    @property
    def allowed(self) -> tuple[str, ...]:
        """Return the kinds of statement that the state allows, in a fixed order."""
        allowed = ALLOWED[self.state]
        if self.state == ResultState.TOO_FEW and self.lacks_only_events:
            # Few departures among enough people: both rates are honest numbers, only no verdict follows.
            allowed = frozenset({Statement.NUMBER, Statement.INTERVAL})
        return tuple(statement.value for statement in Statement if statement in allowed)

    @property
    def lacks_only_events(self) -> bool:
        """Return whether there are enough people, but too few departures or promotions."""
        return bool(self.lacking) and {lack["what"] for lack in self.lacking} == {"events"}

    def stored(self) -> dict[str, Any]:
        """Return the figure as plain values, without the numbers that its state does not allow."""
        kept = allowed_numbers(self.state, self.numbers, self.allowed)
        values = asdict(self) | {
            "state": self.state.value,
            "allowed": list(self.allowed),
            "as_of": self.as_of.isoformat(),
            "index_on": self.index_on.isoformat(),
            "index_until": self.index_until.isoformat() if self.index_until else None,
            "opens_on": self.opens_on.isoformat() if self.opens_on else None,
            "numbers": [
                {
                    "name": n.name,
                    "value": n.value,
                    "unit": n.unit,
                    "is_withheld": n.is_withheld,
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


def withheld(figure: Figure) -> Figure:
    """Return the figure without its contents, which together with another role's would disclose a few people."""
    return replace(
        figure, state=ResultState.SUPPRESSED, numbers=(), caveats=(), notes=({"code": "too_near"},)
    )


def allowed_numbers(state: ResultState, found: Iterable[Number], statements: Collection[str]) -> list[Number]:
    """Return the numbers that may be stored in this state, with these statements."""
    allowed = {ALWAYS, *statements}
    if state in (ResultState.NO_DATA, ResultState.SUPPRESSED):
        allowed = {ALWAYS}
    return [number for number in found if number.needs in allowed]


def corrected(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures after the correction for several comparisons within each family.

    Only primary figures with a difference can lose it; others have no verdict.
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


def badge_values(
    comparability: Comparability | None, after: Mapping[str, Baseline] | None = None
) -> dict[str, Any]:
    """Return the badge and its baselines, worst first, as the figure stores them. `after` are those within strata."""
    if comparability is None:
        return {"badge": "unknown", "baselines": ()}
    ordered = sorted(comparability.baselines, key=lambda b: -abs(b.difference))
    adjusted = after or {}
    return {
        "badge": comparability.badge.value,
        "baselines": tuple(
            {
                "attribute": b.attribute,
                # Groups without variation can be infinitely apart, which no file format can hold.
                "difference": max(-9.99, min(9.99, b.difference)) if b.is_disclosed else None,
                "after": max(-9.99, min(9.99, adjusted[b.attribute].difference))
                if b.is_disclosed and b.attribute in adjusted
                else None,
                "index": b.index,
                "value": b.value,
                "exceeds_chance": b.exceeds_chance,
                "badge": b.badge.value,
                # For readers who do not know standard deviations.
                "participants_mean": means[0],
                "others_mean": means[1],
            }
            for b in ordered
            for means in [
                b.means if b.means and b.is_disclosed and b.attribute.startswith(KPI) else (None, None)
            ]
        ),
    }
