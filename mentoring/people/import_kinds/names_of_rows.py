"""First and last names of a directory's rows, from whichever of the columns of names a file has."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import CellFault, fault
from mentoring.imports.extensions import Rows
from mentoring.imports.person_names import split_name

# The column of names by which a manager may be referred to, besides the one that is stored.
LEGAL_NAME = "legal_name"
LONGEST_NAME = 100


def read_names(columns: dict[str, list[Any]], rows: Rows, problems: dict[int, tuple[str, CellFault]]) -> None:
    """Set first and last names: from full names where a row has neither, and by the name that somebody prefers."""
    if "full_name" in rows.columns:
        _split_names(columns, rows.columns["full_name"])
        for name in ("first_name", "last_name"):
            for n, text in enumerate(columns[name]):
                if text and len(text) > LONGEST_NAME:
                    sentence = format_lazy(
                        _("This part of the name has {length} characters; the limit is {limit}."),
                        length=len(text),
                        limit=LONGEST_NAME,
                    )
                    problems[n] = "full_name", fault(text, sentence, "too-long")
    if "preferred_name" in rows.columns:
        _prefer_names(columns, rows.columns["preferred_name"])


def _split_names(columns: dict[str, list[Any]], full_names: list[str | None]) -> None:
    count = len(full_names)
    first_names = list(columns.get("first_name") or [None] * count)
    last_names = list(columns.get("last_name") or [None] * count)
    for n, full_name in enumerate(full_names):
        first, last = first_names[n], last_names[n]
        if not full_name or (first and last):
            continue
        if first and not _has_word(full_name, first):
            # "Name" and "Vorname" are the last and the first name.
            last_names[n] = full_name
        elif last and not _has_word(full_name, last):
            first_names[n] = full_name
        else:
            first_names[n], last_names[n] = split_name(full_name)
    columns["first_name"], columns["last_name"] = first_names, last_names


def _has_word(full_name: str, name: str) -> bool:
    return f" {name.casefold()} " in f" {full_name.casefold().replace(',', ' ')} "


def _prefer_names(columns: dict[str, list[Any]], preferred_names: list[str | None]) -> None:
    """Call people as they want to be called. A preferred name may be a first name, or first and last name."""
    count = len(preferred_names)
    first_names = list(columns.get("first_name") or [None] * count)
    last_names = list(columns.get("last_name") or [None] * count)
    legal = [""] * count
    for n, preferred in enumerate(preferred_names):
        if not preferred:
            continue
        first, last = first_names[n] or "", last_names[n] or ""
        legal[n] = f"{first} {last}".strip()
        if last and preferred.casefold().endswith(f" {last.casefold()}"):
            first_names[n] = preferred[: -len(last)].strip()
        elif not last or "," in preferred:
            first_names[n], last_names[n] = split_name(preferred)
            if not first_names[n]:
                first_names[n], last_names[n] = last_names[n], last
        else:
            first_names[n] = preferred
    columns["first_name"], columns["last_name"], columns[LEGAL_NAME] = first_names, last_names, legal
