"""People who are missing from a newer directory, and directories that are much shorter than the last one."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from mentoring.imports.columns import is_correction
from mentoring.imports.enums import RunState
from mentoring.imports.extensions import ImportContext
from mentoring.imports.models import ImportRun
from mentoring.imports.questions import NAMES_SHOWN, NO, YES, Question
from mentoring.people.import_kinds.facts import KEPT
from mentoring.people.import_kinds.identities import KnownPeople

MISSING, SHORTER = "missing_people", "shorter"
# A file with fewer of the known people is a part of the directory, and says nothing about the others.
COMPLETE_SHARE = 0.5
# A file with fewer rows than this share of the last one's waits for a person.
SHORTER_SHARE = 0.7
# Of small directories, a few people are a large share.
LEAST_PEOPLE = 10
# So many files are looked at for one that is more than corrected rows.
LAST_RUNS = 10
AT = {name: KEPT.index(name) for name in KEPT}


def missing_people(
    known: KnownPeople, in_file: Iterable[UUID | str], unread_ids: frozenset[str], as_of: date
) -> list[UUID]:
    """Return those of earlier directories who are employed and not in this one; nobody if it is not complete.

    People whose row cannot be read are in it.
    """
    present = set(in_file)
    employed = [
        key
        for key, values in known.by_key.items()
        if values[AT["directory_as_of"]] is not None
        and values[AT["directory_as_of"]] <= as_of
        and values[AT["left_on"]] is None
        and not values[AT["is_departed"]]
    ]
    missing = [key for key in employed if key not in present]
    if len(employed) - len(missing) < len(employed) * COMPLETE_SHARE:
        return []
    if unread_ids:
        missing = [
            key
            for key in missing
            if (known.by_key[key][AT["employee_id"]] or "").casefold() not in unread_ids
            and known.by_key[key][AT["email_norm"]] not in unread_ids
        ]
    return missing


def missing_question(missing: list[UUID], known: KnownPeople) -> Question:
    return Question(
        MISSING,
        format_lazy(
            ngettext_lazy(
                "{number} person in the directory is not in this file. Has this person left?",
                "{number} people in the directory are not in this file. Have they left?",
                len(missing),
            ),
            number=len(missing),
        ),
        ((YES, _("Yes, mark as left")), (NO, _("No, leave unchanged"))),
        guess=NO,
        count=len(missing),
        people=[known.name_of(key) for key in missing[:NAMES_SHOWN]],
    )


def shorter_question(rows: int, context: ImportContext) -> Question | None:
    """Return the question whether a file with 30% fewer people than the last one is complete, or None."""
    runs = (
        ImportRun.objects.filter(kind="directory", state=RunState.DONE, as_of__lte=context.as_of)
        .order_by("-as_of", "-imported_at")
        .values_list("columns", "added", "updated", "unchanged")
    )
    whole = (counts for columns, *counts in runs[:LAST_RUNS] if not is_correction(columns))
    before = sum(next(whole, ()))
    if before < LEAST_PEOPLE or rows >= before * SHORTER_SHARE:
        return None
    return Question(
        SHORTER,
        format_lazy(
            _("This file has {rows} people, the last directory had {before}. Is it right?"),
            rows=rows,
            before=before,
        ),
        ((YES, _("Yes, import it")),),
        detail=_("A short file may be an export that was interrupted or filtered."),
        is_needed=True,
        asks_person=True,
    )
