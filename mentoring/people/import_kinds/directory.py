"""Import a directory of people as of a day."""

from datetime import date
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from mentoring.imports.extensions import ImportContext, ImportKind, Plan, Rows, TableChange
from mentoring.people.directory_columns import DIRECTORY_FIELDS
from mentoring.people.import_kinds.facts import DATED, KEPT, NOT_GIVEN, dated_facts, first_facts, merge
from mentoring.people.import_kinds.identities import KnownPeople, People, identify, resolve_managers
from mentoring.people.models import Person, PersonAttributes
from mentoring.tenancy.keys import new_ids


class Directory(ImportKind):
    name = "directory"
    label = _("Directory")
    description = _(
        "One row for each person: employee id or email, name, department, level, location, manager."
    )
    fields = DIRECTORY_FIELDS
    has_as_of = True
    result_url_name, result_label = "people:person-list", _("View directory")

    def plan(self, rows: Rows, context: ImportContext) -> Plan:
        plan = Plan()
        known = _known_people()
        people = identify(rows, known, plan.faults)
        resolve_managers(people, known, plan.faults)
        kept = TableChange(Person, ["id", *KEPT])
        dated = TableChange(PersonAttributes, ["id", "person_id", "valid_from", *DATED])
        plan.changes = [kept, dated]
        _add(people.only(is_new=True), plan, context.as_of)
        _change(people.only(is_new=False), known, plan, context.as_of)
        return plan


def _add(people: People, plan: Plan, as_of: date) -> None:
    """Plan new people. Nothing has to be merged, so the columns are used unchanged."""
    kept, dated = plan.changes
    count = len(people.keys)
    kept.added = list(zip(people.keys, *first_facts(people, as_of), strict=True))
    days = [as_of] * count
    dated.added = list(zip(new_ids(count), people.keys, days, *dated_facts(people, "", None), strict=True))
    plan.added = count


def _change(people: People, known: KnownPeople, plan: Plan, as_of: date) -> None:
    if not people.keys:
        return
    kept, dated = plan.changes
    attributes = _attributes_on(as_of)
    given = zip(*dated_facts(people), strict=True)
    for n, (key, facts) in enumerate(zip(people.keys, given, strict=True)):
        old, was = known.by_key[key], attributes.get(key)
        before = ("", "", "", None) if was is None else was[2:]
        now = tuple(past if fact is NOT_GIVEN else fact for fact, past in zip(facts, before, strict=True))
        merged = merge(old, {name: column[n] for name, column in people.columns.items()}, as_of)
        is_new_there = was is None or now != was[2:]
        # A newer directory with the same data only updates directory_as_of, which is not visible.
        is_changed = is_new_there or merged[:-1] != old[:-1]
        plan.updated += is_changed
        plan.unchanged += not is_changed
        if merged != old:
            kept.changed.append((key, *merged))
        if not is_new_there:
            continue
        if was is not None and was[1] == as_of:
            dated.changed.append((was[0], key, as_of, *now))
        else:
            dated.added.append((uuid4(), key, as_of, *now))


def _known_people() -> KnownPeople:
    return KnownPeople.of(
        (row[0], row[1:]) for row in Person.objects.values_list("id", *KEPT).iterator(chunk_size=5000)
    )


def _attributes_on(day: date) -> dict[UUID, tuple]:
    """Return what is known of each person on that day: (row's id, valid from, level, department, location, manager)."""
    rows = PersonAttributes.objects.as_of(day).values_list("person_id", "id", "valid_from", *DATED)
    return {row[0]: row[1:] for row in rows}
