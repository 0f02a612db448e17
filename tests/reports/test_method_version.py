"""The numbers of each version of the method, pinned: fixed facts, and a digest of all that is stored for them.

Where this fails, a number, state or interval has changed for the same facts. If that is meant, raise METHOD_VERSION and
add the new digests; if it is not, it is a bug. A refactoring changes neither.
"""

import json
from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from mentoring.tenancy.scope import tenant_scope
from reports.outcomes.figures.assemble import assemble_outcomes
from reports.outcomes.figures.change import KpiDefinition
from reports.outcomes.figures.groups import GroupReading, group_figures
from reports.outcomes.figures.people import Cohort, Employee
from reports.outcomes.method_version import METHOD_VERSION
from tests.reports.studies import START, Study, calculated, make_study_program

PURE, IMPORTED = 0, 1
DIGESTS = {"5": ("82e1602103ef1345", "fbe2c47f3e43272f")}
KNOWN = date(2026, 11, 2)


def digest(found) -> str:
    return sha256(json.dumps(rounded(found), sort_keys=True).encode()).hexdigest()[:16]


def rounded(found):
    """Return the values with six significant digits, so that another build of a library is no other method."""
    if isinstance(found, float):
        return float(f"{found:.6g}")
    if isinstance(found, dict):
        return {key: rounded(value) for key, value in found.items()}
    return [rounded(value) for value in found] if isinstance(found, (list, tuple)) else found


def employees(prefix: str, count: int, *, left_every: int, promoted_every: int) -> tuple[Employee, ...]:
    return tuple(
        Employee(
            key=f"{prefix}{n}",
            level=str(2 + n % 3),
            department=("Sales", "Finance", "People", "IT")[n % 4],
            location=("Berlin", "Austin")[n % 7 % 2],
            tenure_months=float(n * 11 % 150),
            exit_month=float(1 + n % 17) if n % left_every == 0 else None,
            exit_counts=n % 5 != 0,
            promotion_month=float(2 + n % 13) if n % promoted_every == 1 else None,
            readings={"rating": float(1 + n % 5), "certified": float(n % 2)},
            during={"rating": float(1 + n * 3 % 5)} if n % 3 else {},
            after={"rating": float(1 + (n + n // 4) % 5), "certified": float(n % 3 > 0)} if n % 6 else {},
        )
        for n in range(count)
    )


def cohort(number: int, people: int, others: tuple[Employee, ...], **fields) -> Cohort:
    participants = employees(f"p{number}-", people, left_every=9, promoted_every=4)
    return Cohort(
        str(number),
        f"Cohort {number}",
        "mentee",
        date(2025, number, 1),
        KNOWN,
        participants,
        others,
        **fields,
    )


def skewed(cohort: Cohort, share: int) -> Cohort:
    """Return the cohort with more and more participants in one department: from comparable to not comparable."""
    people = [
        replace(p, department="Sales") if n % 20 < share else p for n, p in enumerate(cohort.participants)
    ]
    return replace(cohort, participants=tuple(people))


def fixed_outcomes() -> list:
    others = employees("o", 260, left_every=4, promoted_every=8)
    mentees = cohort(1, 64, others, contaminated=6, never_matched=3, excluded_other_program=7)
    mentors = replace(
        mentees,
        role="mentor",
        participants=employees("m", 30, left_every=11, promoted_every=5),
        is_over=False,
    )
    small = cohort(3, 17, others)
    kpis = {
        "rating": KpiDefinition("rating"),
        "certified": KpiDefinition("certified", definition="Has a certificate."),
    }
    readings = [GroupReading("engagement", "Sales", {"before": 3.5, "after": 4.0})]
    return [
        assemble_outcomes([mentees, mentors], kpis),
        assemble_outcomes([small], kpis, lambda: {"mentee": [mentees, cohort(2, 25, others)]}),
        assemble_outcomes([replace(mentees, known_until=date(2025, 8, 1))], kpis),
        *(assemble_outcomes([skewed(mentees, share)], {}) for share in range(20)),
        assemble_outcomes(
            [replace(mentees, participants=employees("l", 24, left_every=1, promoted_every=3))], kpis
        ),
        [it.stored() for it in group_figures(readings, kpis, withheld=set(), index_on=START, as_of=KNOWN)],
    ]


def test_figures_of_fixed_people_are_those_of_the_version():
    assert digest(fixed_outcomes()) == DIGESTS[METHOD_VERSION][PURE]


@pytest.mark.raw_sql
def test_figures_of_fixed_files_are_those_of_the_version(organization):
    """The same for what reads people, events and readings from the database."""
    program = make_study_program(organization)
    study = Study()
    mine = study.add(40, takes_part=True) + study.add(10, takes_part=True, level="4")
    theirs = study.add(90, takes_part=False) + study.add(60, takes_part=False, level="4")
    study.leave(mine[:6], month=4.5)
    study.leave(theirs[:30], month=7)
    study.leave(theirs[30:34], month=-2)
    study.leave(theirs[34:37], month=5, reason="retirement")
    study.promote(mine[20:32], month=9)
    study.promote(theirs[50:60], month=3)
    for ids in (mine, theirs):
        study.read(ids, "rating", START, [1 + n % 5 for n in range(len(ids))])
        study.read(ids, "rating", date(2025, 9, 1), [1 + n * 3 % 5 for n in range(len(ids))])
    with tenant_scope(organization.id):
        study.bring_in(program=program.pk)
    run = calculated(organization, program)
    assert digest([run.figures, run.breakdowns]) == DIGESTS[METHOD_VERSION][IMPORTED]
