"""Random programs with both roles, people who begin on different days, and colleagues who object."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from reports.outcomes.figures.people import Cohort, Employee, months_between
from tests.reports.organizations import DEPARTMENTS, LEVELS, SITES, START

KNOWN = date(2026, 12, 1)
# Followed for 23 months; for 23 and 18; for 23, 21, 17 and 11: so that other people are in each period.
FIRST_DAYS = (
    (START,),
    (START, date(2025, 5, 15)),
    (START, date(2025, 3, 1), date(2025, 6, 15), date(2025, 12, 10)),
)
States = list[set[str]]


@st.composite
def worlds(draw) -> tuple[list[Cohort], States]:
    """Return the cohorts of a program and four sets of colleagues who object: nobody, some, more, and others."""
    random = draw(st.randoms(use_true_random=False))
    days = random.choice(FIRST_DAYS)
    levels = random.choice((LEVELS, LEVELS[:1], ("1", "2", "3", "4")))

    def values(share: float) -> dict[str, float]:
        return {"rating": float(random.randint(1, 5))} if random.random() < share else {}

    def person(key: str) -> Employee:
        return _following(
            Employee(
                key=key,
                level=random.choice(levels),
                department=random.choice(DEPARTMENTS),
                location=random.choice(SITES),
                tenure_months=random.choice((None, 5.0, 20.0, 50.0, 100.0, 150.0)),
                exit_month=random.choice((None, None, float(random.randint(1, 20)))),
                readings=values(having[0]),
                after=values(having[1]),
            ),
            random.choice(days),
        )

    having = random.choice(((1.0, 1.0), (0.95, 0.95), (0.6, 0.5)))
    colleagues = [person(f"o{n}") for n in range(random.choice((0, 5, 9, 20, 40, 60, 90, 120)))]
    cohorts = []
    for role in random.choice((("mentee",), ("mentor",), ("mentee", "mentor"), ("mentee", "mentor"))):
        share = random.choice((1, 1, 0.9))
        mine = [it for it in colleagues if random.random() < share]
        if random.random() < 0.3:
            mine = [_following(it, random.choice(days)) for it in mine]
        taking_part = tuple(person(f"{role}{n}") for n in range(random.choice((5, 6, 8, 12, 20, 40))))
        cohorts.append(
            Cohort("1", "Cohort", role, min(days), KNOWN, taking_part, tuple(mine), index_until=max(days),
                   primary_months=random.choice((6, 12, 12, 18)))
        )  # fmt: skip
    keys = [it.key for it in colleagues]
    first, second = (set(random.sample(keys, min(len(keys), random.randint(1, 2)))) for _time in range(2))
    return cohorts, [set(), first, first | second, second]


def _following(person: Employee, day: date) -> Employee:
    return replace(person, index_on=day, followed=months_between(day, KNOWN))


def objecting(cohorts: list[Cohort], who: set[str]) -> list[Cohort]:
    """Return the cohorts while these colleagues object."""
    return [
        replace(it, others=tuple(replace(p, has_objected=p.key in who) for p in it.others)) for it in cohorts
    ]
