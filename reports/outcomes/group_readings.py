"""Read KPI values of whole groups, and find the groups with too few people to be shown."""

from collections import defaultdict

from programs.models import Program
from reports.models import KpiReading
from reports.outcomes.cohorts import employed_on, phase_of
from reports.outcomes.employment_history import EmploymentHistory
from reports.outcomes.figures.groups import GroupReading, withheld_groups


def group_readings(history: EmploymentHistory, program: Program) -> tuple[list[GroupReading], set[str]]:
    """Return the groups' values by phase of the program, and the groups that are withheld."""
    until = history.readings_until or history.known_until
    found: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    rows = KpiReading.objects.filter(person__isnull=True, taken_on__lte=until).order_by("taken_on")
    for name, group, day, value in rows.values_list("kpi__name", "group", "taken_on", "value"):
        phase = phase_of(program, day)
        if phase != "after" or phase not in found[name, group]:
            found[name, group][phase] = value
    if not found:
        return [], set()
    people = {
        person: (department, place) for person, department, place in employed_on(history, program.starts_on)
    }
    small = {name.casefold() for name in withheld_groups(people)}
    withheld = {group for _name, group in found if group.casefold() in small}
    return [GroupReading(name, group, values) for (name, group), values in found.items()], withheld
