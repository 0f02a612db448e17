"""Random organizations as cohorts: any size, any mix, exits and promotions at any time, KPIs for some."""

from datetime import date

from hypothesis import strategies as st

from reports.outcomes.figures.people import Cohort, Employee

START = date(2025, 1, 1)
# A level that a spreadsheet would compute, and a department that a page would take for markup.
LEVELS, DEPARTMENTS, SITES = ("1", "2", "=1+1"), ("Sales", "R&D <b>", "People"), ("Berlin", "Austin", "")


def employees(prefix: str, *, most: int):
    person = st.builds(
        Employee,
        key=st.just(""),
        level=st.sampled_from(LEVELS),
        department=st.sampled_from(DEPARTMENTS),
        location=st.sampled_from(SITES),
        tenure_months=st.none() | st.integers(0, 200).map(float),
        exit_month=st.none() | st.none() | st.integers(1, 24).map(float),
        exit_counts=st.booleans(),
        promotion_month=st.none() | st.integers(1, 24).map(float),
        readings=st.dictionaries(st.just("rating"), st.integers(1, 5).map(float)),
        after=st.dictionaries(st.just("rating"), st.integers(1, 5).map(float)),
    )
    return st.lists(person, max_size=most).map(
        lambda found: tuple(_keyed(it, f"{prefix}{n}") for n, it in enumerate(found))
    )


def _keyed(person: Employee, key: str) -> Employee:
    values = {name: getattr(person, name) for name in Employee.__dataclass_fields__}
    return Employee(**{**values, "key": key})


cohorts = st.builds(
    Cohort,
    program=st.just("1"),
    name=st.just("Cohort"),
    role=st.sampled_from(["mentee", "mentor"]),
    index_on=st.just(START),
    known_until=st.sampled_from([date(2025, 3, 1), date(2025, 10, 1), date(2026, 1, 1), date(2026, 12, 1)]),
    participants=employees("p", most=60),
    others=employees("o", most=90),
    contaminated=st.integers(0, 9),
    never_matched=st.integers(0, 9),
)
