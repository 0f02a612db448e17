"""The people behind the figures: by name for those who import HR data, without names and banded for everybody else."""

from collections.abc import Iterator, Mapping, Sequence
from random import SystemRandom
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mentoring.people.models import Person
from mentoring.ui.tabular import csv_text
from reports.models import OutcomeRun
from reports.outcomes.cohorts import cohorts_of
from reports.outcomes.directory import Directory
from reports.outcomes.figures.assemble import breakdowns_of, sides_of
from reports.outcomes.figures.people import Employee
from reports.outcomes.figures.retention_promotion import PROMOTED, RETAINED, YEAR, Measure, Side
from reports.outcomes.wording import MEASURES, ROLES, TENURES

GROUPS = ("participants", "others")


def named_people_csv(run: OutcomeRun) -> str:
    """Return everybody who was counted, by name, with what was known of them on the index date and since."""
    sides = _sides(run)
    ids = {p.key for side in sides for group in _groups(side).values() for p in group}
    names = {
        str(pk): (employee_id or "", f"{first} {last}".strip())
        for pk, employee_id, first, last in Person.objects.filter(pk__in=ids).values_list(
            "pk", "employee_id", "first_name", "last_name"
        )
    }
    heads = [_("role"), _("group"), _("employee ID"), _("name"), _("level"), _("years of service"), _("department"),
             _("location"), _("stayed"), _("promoted")]  # fmt: skip
    rows = [
        [str(ROLES[side.cohort.role]), _group(name), *names.get(person.key, ("", "")), person.level,
         str(TENURES[person.tenure_band]), person.department, person.location, *_outcomes(person, side)]
        for side in sides for name, group in _groups(side).items() for person in group
    ]  # fmt: skip
    return csv_text(heads, rows)


def unnamed_people_csv(run: OutcomeRun) -> str:
    """Return everybody who was counted, once for staying and once for promotion, under made-up signs that change.

    A line tells of one of the two: of three who were promoted, a line with both would tell who of them stayed. The
    level is told where the page tells that group, and what happened where the page tells its share exactly: so the
    file gives nobody away whom the page protects. Refused (ValidationError) where the facts have changed since
    the page was worked out: the difference of both could be one person.
    """
    sides = _sides(run)
    if breakdowns_of(sides) != run.breakdowns:
        raise ValidationError(
            _("The data has changed since these results were calculated. Recalculate them first."),
            code="changed",
        )
    heads = [_("role"), _("group"), _("measure"), _("code"), _("level"), _("yes or no")]
    rows = [row for side in sides for row in _unnamed(side, _levels(run, side.cohort.role))]
    return csv_text(heads, rows)


def _unnamed(side: Side, levels: Mapping[tuple[str, str], Mapping[str, Any]]) -> Iterator[list[str]]:
    chance = SystemRandom()
    window = min(side.cohort.followed, float(YEAR))
    for name, group in _groups(side).items():
        if not any(key[0] == name for key in levels):
            continue  # nothing is told of a group under five
        for measure in (RETAINED, PROMOTED):
            people = list(group)
            chance.shuffle(people)
            for number, person in enumerate(people, 1):
                cell = levels.get((name, person.level))
                is_exact = cell and cell[measure.name] and cell[measure.name]["bound"] == "exactly"
                yield [
                    str(ROLES[side.cohort.role]),
                    _group(name),
                    str(MEASURES[measure.name]),
                    f"{measure.name[0].upper()}{name[0].upper()}{number:04}",
                    person.level if cell else _("other"),
                    _said(measure, person, window) if is_exact else _("withheld"),
                ]


def _levels(run: OutcomeRun, role: str) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Return the cells of the stored breakdown by level that are shown."""
    return {
        (group, row["value"]): row[group]
        for segment in run.breakdowns
        if segment["role"] == role
        for attribute in segment["attributes"]
        if attribute["attribute"] == "level"
        for row in attribute["rows"]
        for group in GROUPS
        if row[group]
    }


def _sides(run: OutcomeRun) -> list[Side]:
    assert run.known_until is not None, "only a finished run has people behind it"
    directory = Directory.read(until=run.known_until, leave_kind=run.leave_kind)
    return sides_of(cohorts_of(directory, run.program))


def _groups(side: Side) -> dict[str, Sequence[Employee]]:
    return {"participants": side.cohort.participants, "others": side.chosen}


def _group(name: str) -> str:
    return _("took part") if name == "participants" else _("colleague")


def _outcomes(person: Employee, side: Side) -> list[str]:
    window = min(side.cohort.followed, float(YEAR))
    return [_said(measure, person, window) for measure in (RETAINED, PROMOTED)]


def _said(measure: Measure, person: Employee, window: float) -> str:
    return _("yes") if measure.outcome(person, window) else _("no")
