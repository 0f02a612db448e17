"""A directory of people, as of a day: who they are, and what they were on that day."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import CellFault, Email, fault
from mentoring.imports.directory_columns import DIRECTORY_FIELDS
from mentoring.imports.kinds import ImportContext, ImportKind, Plan, RowFault, Rows, TableChange
from mentoring.imports.references import PersonIndex, find_repeats
from mentoring.people.import_kinds.known import find_each, index_of_people
from mentoring.people.models import Person, PersonAttributes
from mentoring.people.names import normalize_name

# What Person keeps, in the order of the change's columns.
KEPT = (
    "employee_id", "first_name", "last_name", "name_norm", "email", "email_norm", "job_title",
    "hired_on", "left_on", "is_departed", "time_zone", "language", "directory_as_of",
)  # fmt: skip
BLANK = dict.fromkeys(KEPT)
# In place of a manager: the file does not tell.
UNTOLD = object()
DATED = ("level", "department", "location", "manager_id")


@dataclass
class Found:
    """A readable row: whose it is, and what it says. None stands for a blank cell or a missing column."""

    number: int
    person_id: UUID
    is_new: bool
    values: dict


class Directory(ImportKind):
    name = "directory"
    label = _("Directory of people")
    description = _(
        "A row for each person: employee id or e-mail, name, department, level, location, manager."
    )
    fields = DIRECTORY_FIELDS
    has_as_of = True
    result_url_name, result_label = "people:person-list", _("Look at the directory")

    def plan(self, rows: Rows, context: ImportContext) -> Plan:
        plan = Plan()
        known = _known_people()
        found = _identify(rows, known, plan.faults)
        managers = _resolve_managers(found, rows, plan.faults)
        attributes = _attributes_on(context.as_of)
        people = TableChange(Person, ["id", *KEPT])
        dated = TableChange(PersonAttributes, ["id", "person_id", "valid_from", *DATED])
        for row in found:
            old = known.by_key.get(row.person_id)
            kept = _merge(old, row.values, context.as_of)
            was = attributes.get(row.person_id)
            now = _dated(was, row.values, managers)
            is_new_there = was is None or now != was[2:]
            if row.is_new:
                people.added.append((row.person_id, *kept))
                plan.adds += 1
            elif old is not None:
                # That a newer directory says the same is kept, but changes nothing that anybody sees.
                is_changed = is_new_there or kept[:-1] != old[:-1]
                plan.updates += is_changed
                plan.leaves += not is_changed
                if kept != old:
                    people.changed.append((row.person_id, *kept))
            if is_new_there:
                if was is not None and was[1] == context.as_of:
                    dated.changed.append((was[0], row.person_id, context.as_of, *now))
                else:
                    dated.added.append((uuid4(), row.person_id, context.as_of, *now))
        plan.changes = [people, dated]
        return plan


@dataclass
class KnownPeople:
    """Everybody there is, by key, employee id and normalized address."""

    by_key: dict[UUID, tuple]
    by_employee_id: dict[str, UUID]
    by_email: dict[str, UUID]


def _known_people() -> KnownPeople:
    by_key = {row[0]: row[1:] for row in Person.objects.values_list("id", *KEPT).iterator(chunk_size=5000)}
    at_id, at_email = KEPT.index("employee_id"), KEPT.index("email_norm")
    return KnownPeople(
        by_key,
        {values[at_id].casefold(): key for key, values in by_key.items() if values[at_id]},
        {values[at_email]: key for key, values in by_key.items() if values[at_email]},
    )


def _identify(rows: Rows, known: KnownPeople, faults: list[RowFault]) -> list[Found]:
    """Tell whose row each is: by employee id, else by e-mail. A row that could be two people's is a fault."""
    names = [name for name in rows.columns if name not in {"email", "full_name"}]
    columns = [rows.columns[name] for name in names]
    emails: list[Email | None] = rows.get("email")
    ids, full_names = rows.get("employee_id"), rows.get("full_name")
    repeats = {
        "employee_id": find_repeats(
            zip(rows.numbers, [i or "" for i in ids], [(i or "").casefold() for i in ids], strict=True)
        ),
        "email": find_repeats(
            (number, e.address if e else "", e.normalised if e else "")
            for number, e in zip(rows.numbers, emails, strict=True)
        ),
    }
    found = []
    for n, number in enumerate(rows.numbers):
        problem = next(((name, faulty[number]) for name, faulty in repeats.items() if number in faulty), None)
        employee_id, email = ids[n], emails[n]
        by_id = known.by_employee_id.get(employee_id.casefold()) if employee_id else None
        by_email = known.by_email.get(email.normalised) if email else None
        problem = problem or _conflict(known, employee_id, email, by_id, by_email)
        if problem:
            faults.append(RowFault(number, *problem))
            continue
        key = by_id or by_email
        values = {name: column[n] for name, column in zip(names, columns, strict=True)}
        if email:
            values["email"], values["email_norm"] = email.address, email.normalised
        _split_name(values, full_names[n])
        found.append(Found(number, key or uuid4(), key is None, values))
    return found


def _conflict(
    known: KnownPeople,
    employee_id: str | None,
    email: Email | None,
    by_id: UUID | None,
    by_email: UUID | None,
) -> tuple[str, CellFault] | None:
    if not employee_id and not email:
        return "email", fault(
            "", _("An employee id or an e-mail address is needed to know who this is."), "nobody"
        )
    if by_email is None or by_email == by_id:
        return None
    owner = known.by_key[by_email][KEPT.index("employee_id")]
    if by_id is not None or (employee_id and owner):
        return "email", fault(
            email.address if email else "",
            _("Somebody else in the organization has this address."),
            "email-taken",
        )
    return None


def _split_name(values: dict, full_name: str | None) -> None:
    if full_name and not (values.get("first_name") or values.get("last_name")):
        last, comma, first = full_name.partition(",")
        if not comma:
            first, _blank, last = full_name.rpartition(" ")
        values["first_name"], values["last_name"] = first.strip(), last.strip()


def _resolve_managers(found: list[Found], rows: Rows, faults: list[RowFault]) -> dict[str, UUID]:
    """Return whom each manager cell means: people of the file as well as those known, in any order of rows.

    A manager who cannot be told is passed over: a directory as of a day often names one who was hired later.
    """
    if "manager" not in rows.columns:
        return {}
    index = _index(found)
    known = dict(
        zip(cells := list(set(filter(None, rows.columns["manager"]))), find_each(cells, index), strict=True)
    )
    for row in found:
        cell = row.values.get("manager") or ""
        manager = known.get(cell)
        if manager == row.person_id:
            manager = index.find(cell, but_not=row.person_id)
            row.values["manager"] = UNTOLD
        if isinstance(manager, CellFault):
            sentence = format_lazy(
                _("{problem} The row goes in without a manager."), problem=manager.expected
            )
            fault_ = CellFault(manager.found, sentence, manager.code)
            faults.append(RowFault(row.number, "manager", fault_, leaves_row_out=False))
            row.values["manager"] = UNTOLD
    return {cell: manager for cell, manager in known.items() if isinstance(manager, UUID)}


def _index(found: list[Found]) -> PersonIndex[UUID]:
    index = index_of_people()
    for row in found:
        index.add(
            row.person_id,
            employee_id=row.values.get("employee_id") or "",
            email=row.values.get("email_norm") or "",
            full_name=f"{row.values.get('first_name') or ''} {row.values.get('last_name') or ''}".strip(),
        )
    return index


def _attributes_on(day: date) -> dict[UUID, tuple]:
    """Return what is known of each person on that day: (row's id, valid from, level, department, location, manager)."""
    rows = PersonAttributes.objects.as_of(day).values_list("person_id", "id", "valid_from", *DATED)
    return {row[0]: row[1:] for row in rows}


def _merge(old: tuple | None, new: dict, as_of: date) -> tuple:
    """Return what Person keeps. A blank cell erases nothing; an older directory only fills in what is missing."""
    if old is None:
        # Most rows of a first import: there is nothing to weigh.
        merged, is_older = (
            {**BLANK, **{name: value for name, value in new.items() if name in BLANK and value}},
            False,
        )
    else:
        merged = dict(zip(KEPT, old, strict=True))
        newest = merged["directory_as_of"]
        is_older = newest is not None and as_of < newest
        for name in KEPT:
            value = new.get(name)
            if value in (None, "") or (is_older and merged[name] not in (None, "")):
                continue
            if not (isinstance(value, str) and _lost_letters(value, merged[name])):
                merged[name] = value
    if not is_older:
        merged["directory_as_of"] = as_of
        if new.get("employment_status"):
            merged["is_departed"] = new["employment_status"] == "inactive" and not merged["left_on"]
    for name in ("first_name", "last_name", "email", "job_title", "time_zone", "language"):
        merged[name] = merged[name] or ""
    merged["language"] = merged["language"][:10]
    merged["is_departed"] = bool(merged["is_departed"])
    merged["name_norm"] = normalize_name(f"{merged['first_name']} {merged['last_name']}")
    return tuple(merged[name] for name in KEPT)


def _lost_letters(new: str, known: str | None) -> bool:
    """Whether a name only lost letters that the file's encoding has not: "?ukasz" for "Łukasz"."""
    return (
        "?" in new
        and bool(known)
        and re.fullmatch(re.escape(new).replace(r"\?", "."), str(known)) is not None
    )


def _dated(was: tuple | None, new: dict, managers: dict[str, UUID]) -> tuple:
    """Return level, department, location and manager on the day; what the file does not tell stays what it was."""
    before: tuple[Any, ...] = ("", "", "", None) if was is None else was[2:]
    plain = tuple(
        new[name] or "" if name in new else old for name, old in zip(DATED[:3], before[:3], strict=True)
    )
    manager = new.get("manager", UNTOLD)
    return (*plain, before[3] if manager is UNTOLD else managers.get(manager or ""))
