"""The profile questions of a program, the organization's topics, and answers in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from programs.enums import QuestionKind
from programs.models import ProfileQuestion, Program, Topic
from programs.profile_defaults import TOPICS, default_questions


def topic_names() -> list[str]:
    """Return the organization's topics by name; the standard list if it was never edited. One query."""
    topics = list(Topic.objects.all())
    names = [topic.name for topic in topics if topic.removed_at is None]
    return sorted(names if topics else map(str, TOPICS), key=str.casefold)


def all_questions(program: Program) -> list[ProfileQuestion]:
    """Return the questions in order, with those removed; the defaults, not stored, if they were never edited."""
    return list(program.profile_questions.order_by("position", "id")) or questions_of_template(program)


def questions_of(program: Program, role: str = "") -> list[ProfileQuestion]:
    """Return the questions that are asked, of one role or of all. One query."""
    found = [it for it in all_questions(program) if it.removed_at is None]
    return [it for it in found if it.is_for(role)] if role else found


def questions_of_template(program: Program) -> list[ProfileQuestion]:
    """Return the default questions of the program's template, not stored, in the active language."""
    return [
        ProfileQuestion(
            program=program,
            key=it.key,
            audience=it.audience,
            kind=it.kind,
            text=str(it.text),
            hint=str(it.hint),
            options=[str(option) for option in it.options],
            is_required=it.is_required,
            position=position,
        )
        for position, it in enumerate(default_questions(program.template))
    ]


def is_missing(question: ProfileQuestion, answers: Mapping[str, Any]) -> bool:
    """Return whether the question must be answered and is not."""
    return question.is_required and answers.get(question.key) in (None, "", [])


def in_words(question: ProfileQuestion, answer: Any) -> str:
    """Return an answer as a text; empty if there is none."""
    if answer in (None, "", []):
        return ""
    if isinstance(answer, list):
        return ", ".join(map(str, answer))
    if question.kind == QuestionKind.SCALE:
        return _("%(value)s of 5") % {"value": answer}
    return str(answer)


def topics_in(questions: Sequence[ProfileQuestion], answers: Mapping[str, Any]) -> list[str]:
    """Return the topics that somebody chose, each once."""
    chosen = [
        answer
        for question in questions
        if question.kind == QuestionKind.TOPICS and isinstance(answer := answers.get(question.key), list)
    ]
    return list(dict.fromkeys(topic for topics in chosen for topic in topics))
