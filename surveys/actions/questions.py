"""Change the questions of a survey. Once they have been answered, a change creates the next version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from surveys.enums import WITH_OPTIONS
from surveys.models import Question, Survey, SurveyVersion
from surveys.question_modes import require_mode

MOST_QUESTIONS = 60
COPIED = ("key", "position", "type", "texts", "options", "unit", "allows_not_applicable", "is_hidden")
EDITABLE = ("type", "texts", "options", "unit", "allows_not_applicable", "is_hidden")


@dataclass(frozen=True)
class QuestionSpec:
    """A question to be added: the fields of Question without its version and position."""

    key: str
    type: str
    texts: Mapping[str, Mapping[str, str]]
    options: Sequence[Mapping[str, Any]] = field(default_factory=list)
    unit: str = ""
    allows_not_applicable: bool = True
    is_hidden: bool = False


@transaction.atomic
def replace_questions(survey: Survey, specs: Sequence[QuestionSpec], *, by: Actor) -> SurveyVersion:
    """Give the survey exactly these questions, in this order."""
    version = save_new_questions(survey, specs)
    _record(survey, version, by=by)
    return version


@transaction.atomic
def add_question(survey: Survey, spec: QuestionSpec, *, by: Actor) -> Question:
    """Add a question at the end."""
    require_mode({spec.key}, survey.mode)
    version = _editable_version(survey)
    questions = list(version.questions.order_by("position"))
    if len(questions) >= MOST_QUESTIONS:
        raise ValidationError(_("A survey has at most %(count)s questions.") % {"count": MOST_QUESTIONS})
    question = _question(version, spec, position=questions[-1].position + 1 if questions else 1)
    question.save()
    _record(survey, version, by=by)
    return question


@transaction.atomic
def update_question(survey: Survey, key: str, values: Mapping[str, Any], *, by: Actor) -> Question:
    """Change fields of the question with that key."""
    version = _editable_version(survey)
    question = _question_of(version, key)
    for name in EDITABLE:
        if name in values:
            setattr(question, name, values[name])
    _check(question)
    question.save(update_fields=EDITABLE)
    _record(survey, version, by=by)
    return question


@transaction.atomic
def move_question(survey: Survey, key: str, *, position: int, by: Actor) -> SurveyVersion:
    """Move a question to that place, counted from 1."""
    version = _editable_version(survey)
    moved = _question_of(version, key)
    questions = [q for q in version.questions.order_by("position") if q.pk != moved.pk]
    questions.insert(max(0, position - 1), moved)
    _renumber(questions)
    _record(survey, version, by=by)
    return version


@transaction.atomic
def remove_question(survey: Survey, key: str, *, by: Actor) -> SurveyVersion:
    """Remove a question; answers to earlier versions stay."""
    version = _editable_version(survey)
    _question_of(version, key).delete()
    _record(survey, version, by=by)
    return version


@transaction.atomic
def restore_question(survey: Survey, values: Mapping[str, Any], *, by: Actor) -> Question:
    """Undo the removal of a question: add it again in its place. `values` are its fields by the names of COPIED."""
    version = _editable_version(survey)
    questions = list(version.questions.order_by("position"))
    if any(question.key == values["key"] for question in questions):
        raise ValidationError(_("This change can no longer be undone."))
    if len(questions) >= MOST_QUESTIONS:
        raise ValidationError(_("A survey has at most %(count)s questions.") % {"count": MOST_QUESTIONS})
    restored = Question(version=version, **{name: values[name] for name in COPIED})
    _check(restored)
    restored.save()
    before = [question for question in questions if question.position < restored.position]
    _renumber([*before, restored, *questions[len(before) :]])
    _record(survey, version, by=by)
    return restored


def _renumber(questions: Sequence[Question]) -> None:
    for number, question in enumerate(questions, 1):
        question.position = number
    Question.objects.bulk_update(questions, ["position"])


def save_new_questions(survey: Survey, specs: Sequence[QuestionSpec]) -> SurveyVersion:
    """Save these questions instead of those of the newest version. The caller records it."""
    version = _editable_version(survey, copies=False)
    version.questions.all().delete()
    save_questions(version, specs)
    return version


def save_questions(version: SurveyVersion, specs: Sequence[QuestionSpec]) -> None:
    """Add the questions to an empty version."""
    if len(specs) > MOST_QUESTIONS:
        raise ValidationError(_("A survey has at most %(count)s questions.") % {"count": MOST_QUESTIONS})
    if len({spec.key for spec in specs}) < len(specs):
        raise ValidationError(_("Two questions have the same key."))
    require_mode({spec.key for spec in specs}, version.survey.mode)
    questions = [_question(version, spec, position=n) for n, spec in enumerate(specs, 1)]
    Question.objects.bulk_create(questions)


def _editable_version(survey: Survey, *, copies: bool = True) -> SurveyVersion:
    """Return the newest version, locked; a copy of it if it has been answered.

    The race: the first answer arrives while a question is changed. It locks the version as well.
    """
    Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    newest = survey.versions.select_for_update(of=("self",)).order_by("-number").first()
    if newest is None:
        return SurveyVersion.objects.create(survey=survey, number=1)
    if not newest.is_answered:
        return newest
    version = SurveyVersion.objects.create(survey=survey, number=newest.number + 1)
    if copies:
        Question.objects.bulk_create(
            Question(version=version, **{name: getattr(question, name) for name in COPIED})
            for question in newest.questions.all()
        )
    return version


def _question(version: SurveyVersion, spec: QuestionSpec, *, position: int) -> Question:
    question = Question(
        version=version,
        position=position,
        key=spec.key,
        type=spec.type,
        texts=dict(spec.texts),
        options=[dict(option) for option in spec.options],
        unit=spec.unit,
        allows_not_applicable=spec.allows_not_applicable,
        is_hidden=spec.is_hidden,
    )
    _check(question)
    return question


def _question_of(version: SurveyVersion, key: str) -> Question:
    question = version.questions.filter(key=key).first()
    if question is None:
        raise ValidationError(_("This question does not exist any more."))
    return question


def _check(question: Question) -> None:
    question.full_clean(exclude=["organization", "version"])
    if not any(texts.get("text", "").strip() for texts in question.texts.values()):
        raise ValidationError({"texts": _("Enter the question.")})
    keys = [option.get("key") for option in question.options]
    if question.type in WITH_OPTIONS:
        if len(keys) < 2 or len(set(keys)) < len(keys) or not all(keys):
            raise ValidationError({"options": _("Enter at least two different choices.")})
    elif keys:
        raise ValidationError({"options": _("Only questions with choices have choices.")})


def _record(survey: Survey, version: SurveyVersion, *, by: Actor) -> None:
    record(
        "surveys.update_questions", survey, by=by, values={"version": version.number}, label=str(survey.name)
    )
