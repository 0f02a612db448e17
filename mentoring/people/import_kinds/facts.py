"""Merge the data of a directory into what is known of people."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from mentoring.people.names import normalize_name

# What Person keeps, in the order of the change's columns.
KEPT = (
    "employee_id", "first_name", "last_name", "name_norm", "email", "email_norm", "job_title",
    "hired_on", "left_on", "is_departed", "time_zone", "language", "directory_as_of",
)  # fmt: skip
# Never null.
TEXTS = ("first_name", "last_name", "email", "job_title", "time_zone", "language")
LANGUAGE_LENGTH = 10
DATED = ("level", "department", "location", "manager_id")
# The file does not have this value, so it stays unchanged.
NOT_GIVEN = object()


class Columns(Protocol):
    columns: dict[str, list[Any]]

    def __len__(self) -> int: ...
    def column(self, name: str) -> list[Any]: ...


def first_facts(people: Columns, as_of: date) -> list[list]:
    """Return the columns of new people, as stored in Person."""
    kept = {
        name: [value or ("" if name in TEXTS else None) for value in people.column(name)]
        for name in KEPT
        if name not in {"name_norm", "is_departed", "directory_as_of"}
    }
    kept["language"] = [language[:LANGUAGE_LENGTH] for language in kept["language"]]
    names = list(zip(kept["first_name"], kept["last_name"], strict=True))
    norms = {name: normalize_name(f"{name[0]} {name[1]}") for name in set(names)}
    kept["name_norm"] = [norms[name] for name in names]
    kept["is_departed"] = [
        status == "inactive" and not left_on
        for status, left_on in zip(people.column("employment_status"), kept["left_on"], strict=True)
    ]
    kept["directory_as_of"] = [as_of] * len(people)
    return [kept[name] for name in KEPT]


def dated_facts(people: Columns, *blank: Any) -> list[list]:
    """Return the columns of level, department, location and manager.

    Where the file does not tell there is NOT_GIVEN, or for people of whom nothing is known `blank`: that of a text and
    that of a manager.
    """
    missing_text, missing_manager = blank or (NOT_GIVEN, NOT_GIVEN)
    texts = [
        [value or "" for value in people.columns[name]]
        if name in people.columns
        else [missing_text] * len(people)
        for name in DATED[:3]
    ]
    managers = people.columns.get("manager") or [NOT_GIVEN] * len(people)
    return [*texts, [missing_manager if manager is NOT_GIVEN else manager for manager in managers]]


def merge(old: tuple, new: Mapping[str, Any], as_of: date) -> tuple:
    """Return the merged values of Person. A blank cell deletes nothing; an older directory only fills gaps."""
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
    merged["language"] = merged["language"][:LANGUAGE_LENGTH]
    merged["name_norm"] = normalize_name(f"{merged['first_name']} {merged['last_name']}")
    return tuple(merged[name] for name in KEPT)


def _lost_letters(new: str, known: str | None) -> bool:
    """Return whether the name only lost letters to the file's encoding: "?ukasz" for "Łukasz"."""
    return (
        "?" in new
        and bool(known)
        and re.fullmatch(re.escape(new).replace(r"\?", "."), str(known)) is not None
    )
