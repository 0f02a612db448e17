"""Import a directory of people as of a day."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid4

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from mentoring.imports.extensions import ImportContext, ImportKind, Plan, Rows, TableChange
from mentoring.imports.fields import Field
from mentoring.imports.questions import NO, YES, answer_of
from mentoring.imports.tables import Sentence
from mentoring.people.directory_columns import DIRECTORY_FIELDS
from mentoring.people.import_kinds.completeness import (
    MISSING,
    missing_people,
    missing_question,
    shorter_question,
)
from mentoring.people.import_kinds.facts import DATED, KEPT, NOT_GIVEN, dated_facts, first_facts, merge
from mentoring.people.import_kinds.identities import (
    AT_EMAIL,
    KnownPeople,
    People,
    identify,
    resolve_managers,
)
from mentoring.people.import_kinds.lost_zeros import LostZeros
from mentoring.people.import_kinds.standing import Standing
from mentoring.people.models import Person, PersonAttributes
from mentoring.tenancy.keys import new_ids

# So many people are named in a remark.
NAMED = 5


class Directory(ImportKind):
    name = "directory"
    step = 1
    label = _("Directory")
    description = _(
        "One row for each person: employee ID or email, name, department, level, location, manager."
    )
    fields = DIRECTORY_FIELDS
    has_as_of = True
    result_url_name, result_label = "people:person-list", _("View directory")

    def is_required(self, entry: Field, mapping: Mapping[str, int]) -> bool:
        return entry.name == "full_name" and not {"first_name", "last_name"} & set(mapping)

    def is_done(self, target_id: UUID | None) -> bool:
        return Person.objects.exists()

    def plan(self, rows: Rows, context: ImportContext) -> Plan:
        plan = Plan()
        known, standing = _known_people(), Standing(context.today)
        zeros = LostZeros(known, context.answers)
        people = identify(rows, known, plan.faults, zeros, context.today)
        resolve_managers(people, known, plan.faults)
        kept = TableChange(Person, ["id", *KEPT])
        dated = TableChange(PersonAttributes, ["id", "person_id", "valid_from", *DATED])
        plan.changes = [kept, dated]
        _add(people.only(is_new=True), plan, context.as_of, standing)
        if not all(people.is_new):
            _change(people.only(is_new=False), known, plan, context.as_of, standing)
        _ask(plan, rows, people, known, zeros, context)
        plan.remarks += [*standing.remarks(), *_without_email(people, known), *_with_lost_letters(people)]
        return plan


def _ask(
    plan: Plan, rows: Rows, people: People, known: KnownPeople, zeros: LostZeros, context: ImportContext
) -> None:
    """Ask about ids without zeros, people who are missing, and a file that is too short."""
    if context.is_correction:
        plan.questions = list(filter(None, [zeros.question()]))
        return
    unread = rows.unread_ids | _unread_ids(rows, {fault.row for fault in plan.faults if fault.skips_row})
    missing = missing_people(known, people.keys, unread, context.as_of) if known.by_key else []
    if missing and answer_of(MISSING, NO, context.answers) == YES:
        [kept, _dated] = plan.changes
        for key in missing:
            values = dict(zip(KEPT, known.by_key[key], strict=True)) | {"is_departed": True}
            kept.changed.append((key, *(values[name] for name in KEPT)))
        plan.updated += len(missing)
    questions = [
        shorter_question(len(people), context) if known.by_key else None,
        zeros.question(),
        missing_question(missing, known) if missing else None,
    ]
    plan.questions = [question for question in questions if question]


def _unread_ids(rows: Rows, numbers: set[int]) -> frozenset[str]:
    if not numbers:
        return frozenset()
    found: set[str] = set()
    for number, employee_id, email in zip(
        rows.numbers, rows.get("employee_id"), rows.get("email"), strict=True
    ):
        if number in numbers:
            found |= {(employee_id or "").casefold(), email.normalized if email else ""}
    return frozenset(found - {""})


def _without_email(people: People, known: KnownPeople) -> list[Sentence]:
    """Say who cannot be invited."""
    addresses = people.column("email_norm")
    if all(addresses):
        return []
    names = [
        _full_name(people, n)
        for n, (address, key) in enumerate(zip(addresses, people.keys, strict=True))
        if not address and not (isinstance(key, UUID) and known.by_key[key][AT_EMAIL])
    ]
    sentence = ngettext_lazy(
        "{number} person has no email address and cannot be invited: {names}",
        "{number} people have no email address and cannot be invited: {names}",
        len(names),
    )
    return _naming(names, sentence)


def _with_lost_letters(people: People) -> list[Sentence]:
    """Name new people with a question mark in their names: programs write it for a letter that they do not know."""
    firsts, lasts = people.column("first_name"), people.column("last_name")
    if not any("?" in name for name in {*firsts, *lasts} if name):
        return []
    names = [
        _full_name(people, n)
        for n, is_new in enumerate(people.is_new)
        if is_new and "?" in f"{firsts[n] or ''}{lasts[n] or ''}"
    ]
    sentence = ngettext_lazy(
        "{number} name has a question mark, probably for a letter that was lost: {names}",
        "{number} names have a question mark, probably for a letter that was lost: {names}",
        len(names),
    )
    return _naming(names, sentence)


def _naming(names: list[str], sentence: Sentence) -> list[Sentence]:
    """Return the sentence with the first of the names; nothing if there are none."""
    shown = ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
    return [format_lazy(sentence, number=len(names), names=shown)] if names else []


def _full_name(people: People, n: int) -> str:
    parts = (people.column(name)[n] for name in ("first_name", "last_name"))
    return " ".join(part for part in parts if part) or str(people.column("employee_id")[n])


def _add(people: People, plan: Plan, as_of: date, standing: Standing) -> None:
    """Plan new people. Nothing has to be merged, so the columns are used unchanged."""
    kept, dated = plan.changes
    count = len(people.keys)
    if not count:
        return
    kept.added_by_column = [people.keys, *first_facts(people, as_of, standing)]
    days = [as_of] * count
    dated.added_by_column = [new_ids(count), people.keys, days, *dated_facts(people, "", None)]
    plan.added = count


def _change(people: People, known: KnownPeople, plan: Plan, as_of: date, standing: Standing) -> None:
    kept, dated = plan.changes
    attributes = _attributes_on(as_of)
    given = zip(*dated_facts(people), strict=True)
    for n, (key, facts) in enumerate(zip(people.keys, given, strict=True)):
        old, was = known.by_key[key], attributes.get(key)
        before = ("", "", "", None) if was is None else was[2:]
        now = tuple(past if fact is NOT_GIVEN else fact for fact, past in zip(facts, before, strict=True))
        merged = merge(old, {name: column[n] for name, column in people.columns.items()}, as_of, standing)
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
