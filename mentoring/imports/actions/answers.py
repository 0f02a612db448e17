"""Answer the questions of a check."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.imports.actions.importing import CHECKED_IN_REQUEST, start_check
from mentoring.imports.actions.steps import CORRECTABLE, locked, refuse_when
from mentoring.imports.models import ColumnMemory, ImportRun
from mentoring.imports.questions import WORD
from mentoring.tenancy.actor import Actor


@transaction.atomic
def answer_questions(run: ImportRun, answers: Mapping[str, str], *, by: Actor) -> None:
    """Store answers to the questions of the last check, and remember what words mean for the next file.

    Raises ValidationError for an answer that is not offered, and where a person has to answer in the browser.
    """
    refuse_when(locked(run).state not in CORRECTABLE)
    questions = {entry["key"]: entry for entry in run.questions}
    for key, value in answers.items():
        entry = questions.get(key)
        if entry is None or value not in dict(entry["options"]):
            raise ValidationError(
                _("There is no such question or answer: %(key)s."), code="answers", params={"key": key[:100]}
            )
        if entry["asks_person"] and by.kind == "token":
            raise ValidationError(
                _("A member has to answer this in the browser: %(question)s"),
                code="answers",
                params={"question": entry["text"]},
            )
    run.answers = {**run.answers, **answers}
    run.save(update_fields=["answers"])
    words = [(*key.split(":", 2)[1:], value) for key, value in answers.items() if key.startswith(f"{WORD}:")]
    if words:
        memory, _made = ColumnMemory.objects.get_or_create(kind=run.kind)
        for name, word, value in words:
            memory.words.setdefault(name, {})[word] = value
        memory.save(update_fields=["words"])


@transaction.atomic
def answer_in_advance(run: ImportRun, answers: Mapping[str, str], *, by: Actor, now: datetime) -> None:
    """Answer questions that no check has asked yet. Of a long file, which is checked later, others are ignored."""
    if run.row_count <= CHECKED_IN_REQUEST:
        start_check(run, by=by, now=now)
        answer_questions(run, answers, by=by)
    else:
        refuse_when(locked(run).state not in CORRECTABLE)
        run.answers = dict(answers)
        run.save(update_fields=["answers"])
