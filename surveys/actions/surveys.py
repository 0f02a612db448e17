"""Create surveys and change what is said about them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.models import Program
from surveys.actions.questions import QuestionSpec, save_new_questions, save_questions
from surveys.enums import SurveyMode
from surveys.models import Question, Response, Survey, SurveyVersion
from surveys.question_modes import require_mode
from surveys.selectors.audience import ATTRIBUTES

EDITABLE = ("name", "kind", "role", "mode", "segments", "languages", "title", "intro")
FIXED_BY_ANSWERS = ("kind", "role")


@transaction.atomic
def create_survey(
    program: Program | None,
    *,
    name: str,
    kind: str,
    role: str,
    mode: str,
    languages: Sequence[str],
    title: Mapping[str, str],
    by: Actor,
    segments: Sequence[str] = (),
    intro: Mapping[str, str] | None = None,
    questions: Sequence[QuestionSpec] = (),
) -> Survey:
    """Create a survey of a program, or a template of the organization, with its first version. Sends nothing."""
    survey = Survey(
        program=program,
        name=name.strip(),
        kind=kind,
        role=role,
        mode=mode,
        segments=list(segments),
        languages=list(languages),
        title=dict(title),
        intro=dict(intro or {}),
    )
    _check(survey)
    survey.save()
    version = SurveyVersion.objects.create(survey=survey, number=1)
    save_questions(version, questions)
    record("surveys.create_survey", survey, by=by, values={"mode": str(mode)}, label=survey.name)
    return survey


@transaction.atomic
def update_survey(
    survey: Survey, values: Mapping[str, Any], *, by: Actor, questions: Sequence[QuestionSpec] | None = None
) -> Survey:
    """Change name, texts, kind, role or mode, and replace the questions where they are given.

    After the first answer kind and role are fixed, and the mode can only become stricter.
    """
    locked = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    before = {name: getattr(locked, name) for name in EDITABLE}
    for name in EDITABLE:
        if name in values:
            setattr(locked, name, values[name])
    changed = [name for name in EDITABLE if getattr(locked, name) != before[name]]
    if not changed and questions is None:
        return locked
    # Whether an anonymous wave was answered is not known while it is open, so it counts as soon as it was sent.
    has_answers = (
        Response.objects.filter(wave__survey=locked).exists()
        or locked.waves.filter(mode=SurveyMode.ANONYMOUS).exists()
    )
    if has_answers and set(changed) & set(FIXED_BY_ANSWERS):
        raise ValidationError(_("This survey has answers: its kind and role are fixed."))
    if has_answers and _is_less_strict(before["mode"], locked.mode):
        raise ValidationError(
            {"mode": _("People have answered under the present mode. It cannot be relaxed any more.")}
        )
    _check(locked)
    if questions is None:
        require_mode(_asked_keys(locked), locked.mode)
    locked.save(update_fields=changed)
    if questions is not None:
        save_new_questions(locked, questions)
        changed.append("questions")
    record("surveys.update_survey", locked, by=by, fields=changed, label=locked.name)
    return locked


@transaction.atomic
def archive_survey(survey: Survey, *, by: Actor, now: datetime) -> None:
    """Take a survey out of lists; its results stay. Refuses surveys that are open. Twice changes nothing."""
    # The race: it is sent meanwhile, which locks it as well.
    locked = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    if locked.archived_at is not None:
        return
    if locked.waves.open().exists():
        raise ValidationError(_("This survey is open. Close it first."))
    locked.archived_at = now
    locked.save(update_fields=["archived_at"])
    locked.schedules.filter(stopped_at=None).update(stopped_at=now)
    record("surveys.archive_survey", locked, by=by, label=locked.name)


def _check(survey: Survey) -> None:
    survey.full_clean(exclude=["organization"])
    if not set(survey.segments) <= set(ATTRIBUTES):
        raise ValidationError({"segments": _("Choose among department, level and location.")})
    if not survey.languages:
        raise ValidationError({"languages": _("Choose at least one language.")})
    if any(not survey.title.get(language, "").strip() for language in survey.languages):
        raise ValidationError({"title": _("Enter a title in each language.")})


def _asked_keys(survey: Survey) -> list[str]:
    newest = survey.versions.order_by("-number").values("pk")[:1]
    return list(Question.objects.filter(version__in=newest, is_hidden=False).values_list("key", flat=True))


def _is_less_strict(before: str, after: str) -> bool:
    return SurveyMode.values.index(after) > SurveyMode.values.index(before)
