"""Identify the people of a directory, and their managers."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress
from typing import Any
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import CellFault, Email, fault
from mentoring.imports.extensions import RowFault, Rows
from mentoring.imports.references import PersonIndex, find_duplicates
from mentoring.people.import_kinds.cycles import cycles
from mentoring.people.import_kinds.facts import KEPT, NOT_GIVEN
from mentoring.people.import_kinds.former_employments import former_employments
from mentoring.people.import_kinds.known import find_each
from mentoring.people.import_kinds.lost_zeros import LostZeros
from mentoring.people.import_kinds.names_of_rows import LEGAL_NAME, read_names
from mentoring.tenancy.keys import new_ids

AT_ID, AT_EMAIL, AT_FIRST, AT_LAST = map(KEPT.index, ("employee_id", "email_norm", "first_name", "last_name"))

# Replaced by other columns.
NOT_KEPT = frozenset({"email", "full_name", "preferred_name"})
CIRCLE_SHOWN = 6


@dataclass
class KnownPeople:
    """All known people by key, employee id and normalized address."""

    by_key: dict[UUID, tuple]
    by_employee_id: dict[str, UUID]
    by_email: dict[str, UUID]

    def name_of(self, key: UUID) -> str:
        values = self.by_key[key]
        return f"{values[AT_FIRST]} {values[AT_LAST]}".strip()

    def employee_id_of(self, key: UUID) -> str:
        return self.by_key[key][AT_ID] or ""

    @classmethod
    def of(cls, people: Iterable[tuple[UUID, tuple]]) -> "KnownPeople":
        by_key = dict(people)
        return cls(
            by_key,
            {values[AT_ID].casefold(): key for key, values in by_key.items() if values[AT_ID]},
            {values[AT_EMAIL]: key for key, values in by_key.items() if values[AT_EMAIL]},
        )


@dataclass
class People:
    """The readable rows by column, with the key of each person. None is a blank cell; a missing column is absent.

    Email and full name are replaced by `email`, `email_norm`, `first_name` and `last_name`.
    """

    numbers: list[int]
    columns: dict[str, list[Any]]
    # Of new people the id that they will have, as text (see new_ids).
    keys: list[UUID | str]
    is_new: list[bool]

    def __len__(self) -> int:
        return len(self.keys)

    def column(self, name: str) -> list[Any]:
        return self.columns.get(name) or [None] * len(self)

    def only(self, *, is_new: bool) -> "People":
        """Return only the new people, or only the known ones."""
        wanted = self.is_new if is_new else [not each for each in self.is_new]
        if all(wanted):
            return self

        def chosen(column: list) -> list:
            return list(compress(column, wanted))

        columns = {name: chosen(column) for name, column in self.columns.items()}
        return People(chosen(self.numbers), columns, chosen(self.keys), chosen(self.is_new))


def identify(rows: Rows, known: KnownPeople, faults: list[RowFault], zeros: LostZeros, today: date) -> People:
    """Identify the person of each row by employee id, otherwise by email. Ambiguous rows are faults."""
    ids: list[str | None] = rows.get("employee_id")
    emails: list[Email | None] = rows.get("email")
    folded = [each.casefold() if each else "" for each in ids]
    addresses = [each.normalized if each else "" for each in emails]
    written = [each.address if each else "" for each in emails]
    columns = {name: column for name, column in rows.columns.items() if name not in NOT_KEPT}
    if "email" in rows.columns:
        columns["email"], columns["email_norm"] = written, addresses
    problems: dict[int, tuple[str, CellFault]] = {}
    read_names(columns, rows, problems)
    former = former_employments(rows, folded, addresses, today)
    repeats = {
        "employee_id": _repeats(rows.numbers, [each or "" for each in ids], _without(folded, former)),
        "email": _repeats(rows.numbers, written, _without(addresses, former)),
    }
    repeated = {number for faulty in repeats.values() for number in faulty}
    keys: list[UUID | None] = []
    rows_of: dict[UUID, int] = {}
    by_ids, by_emails = map(known.by_employee_id.get, folded), map(known.by_email.get, addresses)
    for n, (number, by_id, by_email) in enumerate(zip(rows.numbers, by_ids, by_emails, strict=True)):
        if by_id is None and folded[n] and known.by_employee_id:
            by_id = zeros.find(folded[n], by_email, _full_name(columns, n))
            if by_id is not None:
                columns["employee_id"] = _with_zeros(columns["employee_id"], n, known.employee_id_of(by_id))
        key = by_id or by_email
        keys.append(key)
        if n in former:
            problems[n] = former[n]
        elif number in repeated:
            problems[n] = next((name, faulty[number]) for name, faulty in repeats.items() if number in faulty)
        elif (by_email is not None and by_email != by_id) or not (folded[n] or addresses[n]):
            problem = _conflict(known, ids[n], emails[n], by_id, by_email)
            if problem:
                problems[n] = problem
        if key is not None and n not in problems and (earlier := rows_of.setdefault(key, number)) != number:
            same = format_lazy(_("Row {row} is about the same person."), row=earlier)
            problems[n] = ("employee_id" if by_id else "email"), fault(ids[n] or written[n], same, "repeated")
    faults.extend(RowFault(rows.numbers[n], *problem) for n, problem in problems.items())
    numbers = rows.numbers
    if problems:
        good = [n not in problems for n in range(len(rows))]
        numbers, keys = list(compress(numbers, good)), list(compress(keys, good))
        columns = {name: list(compress(column, good)) for name, column in columns.items()}
    is_new = [key is None for key in keys]
    fresh = iter(new_ids(sum(is_new)))
    return People(numbers, columns, [key or next(fresh) for key in keys], is_new)


def _without(normalized: list[str], places: Collection[int]) -> list[str]:
    return ["" if n in places else each for n, each in enumerate(normalized)] if places else normalized


def _with_zeros(ids: list, at: int, known: str) -> list:
    """Keep the longer of the two spellings of an id."""
    if len(known) > len(ids[at]):
        ids = list(ids)
        ids[at] = known
    return ids


def _full_name(columns: dict[str, list[Any]], n: int) -> str:
    parts = (columns[name][n] for name in ("first_name", "last_name") if name in columns)
    return " ".join(part for part in parts if part)


def _repeats(numbers: list[int], cells: list[str], normalized: list[str]) -> dict[int, CellFault]:
    given = list(filter(None, normalized))
    if len(set(given)) == len(given):
        return {}
    return find_duplicates(zip(numbers, cells, normalized, strict=True))


def _conflict(
    known: KnownPeople,
    employee_id: str | None,
    email: Email | None,
    by_id: UUID | None,
    by_email: UUID | None,
) -> tuple[str, CellFault] | None:
    if not employee_id and not email:
        return "email", fault("", _("Enter an employee ID or an email address."), "nobody")
    if by_email is None or by_email == by_id:
        return None
    owner = known.by_key[by_email][AT_ID]
    if by_id is not None or (employee_id and owner):
        return "email", fault(
            email.address if email else "",
            # Whose it is, is nobody's business but the directory's: ids alone tell where to look.
            format_lazy(_("This address is known with the employee ID {known}."), known=owner)
            if owner
            else _("Another person in the organization has this address."),
            "email-taken",
        )
    return None


def resolve_managers(people: People, known: KnownPeople, faults: list[RowFault]) -> None:
    """Replace each manager's cell by the person it refers to, in the file or already known.

    An unknown manager is no error: a directory as of a day often names one who was hired later.
    """
    cells = people.columns.get("manager")
    if cells is None:
        return
    index = _index(people, known)
    different = list(set(filter(None, cells)))
    meant = dict(zip(different, find_each(different, index), strict=True))
    managers: list[Any] = [meant[cell] if cell else None for cell in cells]
    unknown = {cell for cell, found in meant.items() if isinstance(found, CellFault)}
    triples = enumerate(zip(cells, managers, people.keys, strict=True))
    doubtful = [n for n, (cell, manager, key) in triples if manager == key or cell in unknown]
    for n in doubtful:
        problem = index.find(cells[n], but_not=people.keys[n])
        if isinstance(problem, CellFault):
            sentence = format_lazy(
                _("{problem} The row is imported without a manager."), problem=problem.expected
            )
            passed_over = CellFault(problem.found, sentence, problem.code)
            faults.append(RowFault(people.numbers[n], "manager", passed_over, skips_row=False))
            managers[n] = NOT_GIVEN
    _break_cycles(people, managers, known, faults)
    people.columns["manager"] = managers


def _break_cycles(people: People, managers: list[Any], known: KnownPeople, faults: list[RowFault]) -> None:
    """Leave out the managers of people who are, by way of others, their own."""
    # Everybody in a circle manages somebody, which most people do not.
    managing = set(managers) - {None, NOT_GIVEN}
    circles = cycles(
        {key: manager for key, manager in zip(people.keys, managers, strict=True) if key in managing}
    )
    rows_of = dict(zip(people.keys, range(len(people)), strict=True)) if circles else {}
    for circle in circles:
        named = [
            _full_name(people.columns, rows_of[key]) or str(people.column("employee_id")[rows_of[key]])
            for key in circle
        ]
        for place, key in enumerate(circle):
            n = rows_of[key]
            around = [*named[place:], *named[: place + 1]]
            sentence = format_lazy(
                _("These people manage each other: {names}. The row is imported without a manager."),
                names=" → ".join(around if len(around) <= CIRCLE_SHOWN else [*around[:CIRCLE_SHOWN], "…"]),
            )
            found = CellFault(people.columns["manager"][n] or "", sentence, "manager-cycle")
            faults.append(RowFault(people.numbers[n], "manager", found, skips_row=False))
            managers[n] = NOT_GIVEN


def _index(people: People, known: KnownPeople) -> PersonIndex[UUID | str]:
    index: PersonIndex[UUID | str] = PersonIndex()
    known_columns = (
        [values[at] for values in known.by_key.values()] for at in (AT_ID, AT_EMAIL, AT_FIRST, AT_LAST)
    )
    _add_to(index, list(known.by_key), *known_columns)
    new_columns = map(people.column, ("employee_id", "email_norm", "first_name", "last_name"))
    _add_to(index, people.keys, *new_columns)
    if LEGAL_NAME in people.columns:
        blank = [""] * len(people)
        index.add_each(people.keys, employee_ids=blank, emails=blank, full_names=people.columns[LEGAL_NAME])
    return index


def _add_to(
    index: PersonIndex[UUID | str],
    keys: Sequence[UUID | str],
    ids: list,
    emails: list,
    firsts: list,
    lasts: list,
) -> None:
    index.add_each(
        keys,
        employee_ids=[each or "" for each in ids],
        emails=[each or "" for each in emails],
        # Made up only when somebody is looked up by name.
        full_names=(f"{first or ''} {last or ''}".strip() for first, last in zip(firsts, lasts, strict=True)),
    )
