"""Change the profile questions of a program and the organization's list of topics."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.enums import QuestionKind
from programs.locks import lock_program
from programs.models import ProfileQuestion, Program, Topic
from programs.profile_defaults import TOPICS
from programs.selectors.profile import questions_of_template

MOST_QUESTIONS = 30
FEWEST_OPTIONS = 2


@transaction.atomic
def add_question(program: Program, *, values: Mapping[str, Any], by: Actor) -> ProfileQuestion:
    """Add a question after the others. Refuses choices without at least two options, and a thirty-first question."""
    questions = _stored(program)
    if sum(it.removed_at is None for it in questions) >= MOST_QUESTIONS:
        raise ValidationError(_("A program asks at most 30 questions."))
    question = ProfileQuestion(
        program=program,
        key=uuid4().hex,
        position=max((it.position for it in questions), default=-1) + 1,
    )
    _write(question, values)
    record("programs.add_question", program, by=by, label=program.name)
    return question


@transaction.atomic
def update_question(program: Program, key: str, *, values: Mapping[str, Any], by: Actor) -> ProfileQuestion:
    """Change a question. Answers that were given stay as they are."""
    question = _one(program, key)
    _write(question, values)
    record("programs.update_question", program, by=by, label=program.name)
    return question


@transaction.atomic
def remove_question(program: Program, key: str, *, by: Actor, at: datetime) -> None:
    """No longer ask a question. Answers that were given are kept. A second call does nothing."""
    question = _one(program, key)
    if question.removed_at is not None:
        return
    question.removed_at = at
    question.save(update_fields=["removed_at"])
    record("programs.remove_question", program, by=by, label=program.name)


@transaction.atomic
def restore_question(program: Program, key: str, *, by: Actor) -> None:
    """Ask a question again that was removed, where it was. A second call does nothing."""
    question = _one(program, key)
    if question.removed_at is None:
        return
    question.removed_at = None
    question.save(update_fields=["removed_at"])
    record("programs.restore_question", program, by=by, label=program.name)


@transaction.atomic
def move_question(program: Program, key: str, *, up: bool, by: Actor) -> None:
    """Move a question one place up or down among those that are asked; the first and the last stay."""
    asked = [it for it in _stored(program) if it.removed_at is None]
    place = next((n for n, it in enumerate(asked) if it.key == key), None)
    if place is None:
        raise ValidationError(_("This question was removed."))
    other = place - 1 if up else place + 1
    if not 0 <= other < len(asked):
        return
    first, second = asked[place], asked[other]
    first.position, second.position = second.position, first.position
    ProfileQuestion.objects.bulk_update([first, second], ["position"])
    record("programs.move_question", program, by=by, label=program.name)


@transaction.atomic
def add_topic(name: str, *, by: Actor) -> Topic:
    """Add a topic to the organization's list. Refuses one that is in the list already."""
    _store_topics()
    topic = Topic(name=" ".join(name.split()))
    topic.name_norm = topic.name.casefold()
    topic.full_clean(exclude=["organization"])
    topic.save()
    record("programs.add_topic", topic, by=by, label=topic.name)
    return topic


@transaction.atomic
def remove_topic(name: str, *, by: Actor, at: datetime) -> Topic:
    """Remove a topic from the list. Participants who chose it keep it."""
    _store_topics()
    topic = Topic.objects.filter(name_norm=name.casefold(), removed_at=None).first()
    if topic is None:
        raise ValidationError(_("This topic was removed already."))
    topic.removed_at = at
    topic.save(update_fields=["removed_at"])
    record("programs.remove_topic", topic, by=by, label=topic.name)
    return topic


@transaction.atomic
def restore_topic(topic_id: UUID, *, by: Actor) -> Topic:
    """Put a topic back into the list. Refuses one that was added again meanwhile."""
    topic = Topic.objects.get(pk=topic_id)
    topic.removed_at = None
    topic.full_clean(exclude=["organization"])
    topic.save(update_fields=["removed_at"])
    record("programs.add_topic", topic, by=by, label=topic.name)
    return topic


def _stored(program: Program) -> list[ProfileQuestion]:
    """Lock the program and return its questions in order. The defaults are stored with the first change."""
    lock_program(program.pk)
    found = list(ProfileQuestion.objects.filter(program=program).order_by("position", "id"))
    if not found:
        found = questions_of_template(program)
        ProfileQuestion.objects.bulk_create(found)
    elif len({it.position for it in found}) < len(found):
        for position, it in enumerate(found):
            it.position = position
        ProfileQuestion.objects.bulk_update(found, ["position"])
    return found


def _one(program: Program, key: str) -> ProfileQuestion:
    question = next((it for it in _stored(program) if it.key == key), None)
    if question is None:
        raise ValidationError(_("This question does not exist."))
    return question


def _write(question: ProfileQuestion, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(question, name, value)
    question.options = _options(question.kind, question.options)
    question.full_clean(exclude=["organization"])
    question.save()


def _options(kind: str, options: Sequence[str]) -> list[str]:
    found = list(dict.fromkeys(text for option in options if (text := " ".join(option.split()))))
    if kind in (QuestionKind.TEXT, QuestionKind.TOPICS):
        return []
    if kind == QuestionKind.SCALE:
        return found[:2]
    if len(found) < FEWEST_OPTIONS:
        raise ValidationError({"options": _("Enter at least two choices, one per line.")})
    return found


def _store_topics() -> None:
    """Store the standard list with the first change of the organization."""
    if not Topic.objects.exists():
        names = [str(name) for name in TOPICS]
        Topic.objects.bulk_create([Topic(name=name, name_norm=name.casefold()) for name in names])
