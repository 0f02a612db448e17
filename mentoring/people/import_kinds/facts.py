"""Merge the data of a directory into what is known of people."""

import itertools
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from mentoring.people.import_kinds.standing import Standing, employed_again
from mentoring.people.names import search_name

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


def first_facts(people: Columns, as_of: date, standing: Standing) -> list[list]:
    """Return the columns of new people, as stored in Person."""
    kept = {
        name: _filled(people, name, "" if name in TEXTS else None)
        for name in KEPT
        if name not in {"name_norm", "is_departed", "directory_as_of"}
    }
    kept["language"] = [language[:LANGUAGE_LENGTH] for language in kept["language"]]
    names = list(zip(kept["first_name"], kept["last_name"], strict=True))
    norms = {name: search_name(*name) for name in set(names)}
    kept["name_norm"] = [norms[name] for name in names]
    kept["is_departed"] = [False] * len(people)
    if "left_on" in people.columns or "employment_status" in people.columns:
        hired = people.column("rehired_on") if "rehired_on" in people.columns else kept["hired_on"]
        hired = [again or first for again, first in zip(hired, kept["hired_on"], strict=True)]
        facts = zip(kept["left_on"], people.column("employment_status"), hired, strict=True)
        for n, (left_on, has_left) in enumerate(itertools.starmap(standing.read, facts)):
            kept["left_on"][n], kept["is_departed"][n] = left_on, bool(has_left) and left_on is None
    kept["directory_as_of"] = [as_of] * len(people)
    return [kept[name] for name in KEPT]


def _filled(people: Columns, name: str, blank: Any) -> list[Any]:
    if name not in people.columns:
        return [blank] * len(people)
    return [value or blank for value in people.columns[name]]


def dated_facts(people: Columns, *blank: Any) -> list[list]:
    """Return the columns of level, department, location and manager.

    Where the file does not tell there is NOT_GIVEN, or for people of whom nothing is known `blank`: that of a text and
    that of a manager.
    """
    missing_text, missing_manager = blank or (NOT_GIVEN, NOT_GIVEN)
    texts = [_filled(people, name, "" if name in people.columns else missing_text) for name in DATED[:3]]
    managers = people.columns.get("manager") or [NOT_GIVEN] * len(people)
    return [*texts, [missing_manager if manager is NOT_GIVEN else manager for manager in managers]]


def merge(old: tuple, new: Mapping[str, Any], as_of: date, standing: Standing) -> tuple:
    """Return the merged values of Person. A blank cell deletes nothing; an older directory only fills gaps.

    Somebody who had left is employed again when a newer directory says so: see employed_again.
    """
    merged = dict(zip(KEPT, old, strict=True))
    newest = merged["directory_as_of"]
    is_older = newest is not None and as_of < newest
    hired_on = new.get("rehired_on") or new.get("hired_on")
    left_on, has_left = standing.read(new.get("left_on"), new.get("employment_status"), hired_on)
    for name in KEPT:
        # An older directory knows nothing of somebody who came back.
        value = (None if is_older else left_on) if name == "left_on" else new.get(name)
        if value in (None, "") or (is_older and merged[name] not in (None, "")):
            continue
        if not (isinstance(value, str) and _lost_letters(value, merged[name])):
            merged[name] = value
    if not is_older:
        merged["directory_as_of"] = as_of
        if left_on is None and employed_again(
            (merged["left_on"], merged["is_departed"]),
            has_left,
            has_dates="left_on" in new,
            has_status="employment_status" in new,
            as_of=as_of,
            is_newer=newest is None or as_of > newest,
        ):
            merged["left_on"], merged["is_departed"] = None, False
        elif has_left is not None:
            merged["is_departed"] = has_left and not merged["left_on"]
    merged["language"] = merged["language"][:LANGUAGE_LENGTH]
    merged["name_norm"] = search_name(merged["first_name"], merged["last_name"])
    return tuple(merged[name] for name in KEPT)


def _lost_letters(new: str, known: str | None) -> bool:
    """Return whether the name only lost letters to the file's encoding: "?ukasz" for "Łukasz"."""
    return (
        "?" in new
        and bool(known)
        and re.fullmatch(re.escape(new).replace(r"\?", "."), str(known)) is not None
    )
