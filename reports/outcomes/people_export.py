"""The export of the people included in outcomes, with names, for those who import HR data."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from mentoring.people.models import Person
from mentoring.ui.tabular import csv_text
from reports.models import OutcomeRun
from reports.outcomes.cohorts import cohorts_of, person_of
from reports.outcomes.employment_history import EmploymentHistory
from reports.outcomes.figures.assemble import comparisons_of
from reports.outcomes.figures.comparison import Comparison
from reports.outcomes.figures.people import Employee
from reports.outcomes.figures.retention_promotion import PROMOTED, RETAINED
from reports.outcomes.wording.labels import ROLES, TENURES


def included_people_csv(run: OutcomeRun) -> str:
    """Return the people of both groups as CSV, with their attributes on the index date and their outcomes."""
    assert run.known_until is not None, "only a finished run includes people"
    history = EmploymentHistory.read(
        until=run.known_until,
        leave_kind=run.leave_kind,
        primary_months=run.primary_months,
        is_random=run.is_random,
        compares_with=run.compares_with,
    )
    comparisons = comparisons_of(cohorts_of(history, run.program))
    names = _names(
        {person_of(person.key) for it in comparisons for _name, group in _groups(it) for person in group}
    )
    heads = [
        _("Role"),
        _("Group"),
        _("Employee ID"),
        _("Name"),
        _("Level"),
        _("Years of service"),
        _("Department"),
        _("Location"),
        _("Retained"),
        _("Promoted"),
    ]
    rows = [
        [
            str(ROLES[comparison.cohort.role]),
            name,
            *names.get(person_of(person.key), ("", "")),
            person.level,
            str(TENURES[person.tenure_band]),
            person.department,
            person.location,
            *_outcomes(person, comparison),
        ]
        for comparison in comparisons
        for name, group in _groups(comparison)
        for person in group
    ]
    return csv_text(heads, rows)


def _groups(comparison: Comparison) -> list[tuple[str, Sequence[Employee]]]:
    return [
        (_("Participants"), comparison.cohort.participants),
        (_("Comparison group"), comparison.comparison_group),
    ]


def _names(ids: set[str]) -> dict[str, tuple[str, str]]:
    people = Person.objects.filter(pk__in=ids).values_list("pk", "employee_id", "first_name", "last_name")
    return {
        str(pk): (employee_id or "", f"{first} {last}".strip()) for pk, employee_id, first, last in people
    }


def _outcomes(person: Employee, comparison: Comparison) -> list[str]:
    months = comparison.cohort.primary_months
    if (person.followed or 0.0) < months:
        return [_("not known yet")] * 2
    return [_("yes") if measure.outcome(person, months) else _("no") for measure in (RETAINED, PROMOTED)]
