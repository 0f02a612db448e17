"""Start from the library: a survey with its questions, or one question."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from mentoring.tenancy.actor import Actor
from programs.models import Program
from surveys.actions.questions import QuestionSpec, add_question
from surveys.actions.schedules import schedule_survey
from surveys.actions.surveys import create_survey
from surveys.enums import SurveyKind, SurveyMode
from surveys.library import BANK, LANGUAGES, LibraryQuestion, library_survey
from surveys.models import Question, Survey

# The title that people who are asked read; the name is for those who run the program.
ASKED_AS = {
    SurveyKind.START: {"en": "Your start in the program", "de": "Ihr Start im Programm"},
    SurveyKind.HALF_TIME: {"en": "Half-time: how is it going?", "de": "Halbzeit: Wie läuft es?"},
    SurveyKind.PULSE: {"en": "How is your mentoring going?", "de": "Wie läuft Ihr Mentoring?"},
    SurveyKind.MENTORS: {"en": "How is your mentoring going?", "de": "Wie läuft Ihr Mentoring?"},
    SurveyKind.END: {"en": "How was your mentoring?", "de": "Wie war Ihr Mentoring?"},
    SurveyKind.SIX_MONTHS: {
        "en": "What has lasted of your mentoring?",
        "de": "Was ist von Ihrem Mentoring geblieben?",
    },
}
# Of surveys that somebody may get beside another of the kind.
ASKED_AS_BY_KEY = {
    "mentor-feedback": {
        "en": "Feedback for your mentor",
        "de": "Rückmeldung an Ihre Mentorin oder Ihren Mentor",
    }
}


@transaction.atomic
def create_from_library(program: Program, key: str, *, by: Actor, skills: Sequence[str] = ()) -> Survey:
    """Create the survey of that key, with its texts in every language of the library. Sends nothing.

    `skills` name what the anchor question asks about. The name is in the active language.
    """
    found = library_survey(key, [skill.strip() for skill in skills if skill.strip()])
    if found is None:
        raise ValidationError(_("This survey is not in the library."))
    return create_survey(
        program,
        name=_free_name(program, found.title[library_language()]),
        kind=found.kind,
        role=found.role,
        mode=found.mode,
        segments=["department"] if found.mode == SurveyMode.ANONYMOUS else [],
        languages=LANGUAGES,
        title=ASKED_AS_BY_KEY.get(key) or ASKED_AS[SurveyKind(found.kind)],
        questions=[spec_of(question) for question in found.questions],
        by=by,
    )


@transaction.atomic
def start_plan(
    program: Program, keys: Sequence[str], *, by: Actor, today: date, skills: Sequence[str] = ()
) -> list[Survey]:
    """Create these surveys of the library and plan each at its usual time. Sends nothing now."""
    created = []
    for key in keys:
        survey = create_from_library(program, key, skills=skills, by=by)
        found = library_survey(key)
        if found is not None:
            schedule_survey(survey, trigger=found.trigger, every=found.every, by=by, today=today)
        created.append(survey)
    return created


@transaction.atomic
def add_library_question(survey: Survey, key: str, *, by: Actor) -> Question:
    """Add a question of the bank at the end. Refuses what may be asked only in another mode."""
    found = next((question for question in BANK if question.key == key), None)
    if found is None:
        raise ValidationError(_("This question is not in the library."))
    if found.is_anonymous_only and survey.mode != SurveyMode.ANONYMOUS:
        raise ValidationError(_("This question is asked in anonymous surveys only."))
    if found.is_named_only and survey.mode != SurveyMode.NAMED:
        raise ValidationError(_("This question is asked in surveys with names only."))
    return add_question(survey, spec_of(found), by=by)


def spec_of(question: LibraryQuestion) -> QuestionSpec:
    """Return a library question as it is stored, in every language."""
    parts = {
        "text": question.text,
        "hint": question.hint,
        "low": question.low,
        "high": question.high,
        "label": question.label,
    }
    return QuestionSpec(
        key=question.key,
        type=question.type,
        texts={
            language: {part: texts[language] for part, texts in parts.items() if texts.get(language)}
            for language in LANGUAGES
        },
        unit=question.unit.get(library_language(), ""),
        allows_not_applicable=question.offers_not_applicable,
    )


def library_language() -> str:
    """Return the active language, or the first of the library."""
    language = (translation.get_language() or "")[:2]
    return language if language in LANGUAGES else LANGUAGES[0]


def _free_name(program: Program, name: str) -> str:
    taken = set(Survey.objects.filter(program=program).values_list("name", flat=True))
    names = [name, *(f"{name} {number}" for number in range(2, len(taken) + 3))]
    return next(each for each in names if each not in taken)
