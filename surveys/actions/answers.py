"""Save answers. In confidential mode nothing that is saved says whose they are without the program's secret."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.tenancy.actor import Actor
from surveys.answer_values import AnswerValue
from surveys.enums import SurveyMode, WaveState
from surveys.linking import person_key
from surveys.models import Answer, Invitation, LinkingSecret, Question, Response, SurveyVersion, Wave

STORED = ("state", "number", "choices", "text", "day")


@transaction.atomic
def record_answers(
    invitation: Invitation,
    answers: Mapping[str, AnswerValue],
    *,
    by: Actor,
    now: datetime,
    is_last: bool = False,
) -> Response:
    """Save answers by the keys of their questions, instead of earlier ones. `is_last` says that the person is done.

    Keys of questions that are no longer asked are ignored. Refused once the survey is closed for this person. No audit
    event: the log promises to hold no answers, and the invitation says that somebody answered.
    """
    # The race: the same person answers in two windows at once.
    locked = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("wave__survey", "wave__version")
        .get(pk=invitation.pk)
    )
    wave = locked.wave
    if wave.state != WaveState.OPEN or locked.closes_at <= now:
        raise ValidationError(_("This survey is closed."), code="closed")
    if answers:
        _fix_version(wave.version)
    response = _response_of(locked, now=now)
    questions = Question.objects.filter(version=wave.version_id, key__in=list(answers), is_hidden=False)
    _save(response, {question: answers[question.key] for question in questions})
    changed = []
    if locked.started_at is None:
        locked.started_at = now
        changed.append("started_at")
    if is_last and locked.answered_at is None:
        locked.answered_at = response.submitted_at = now
        changed.append("answered_at")
        response.save(update_fields=["submitted_at"])
    if changed:
        locked.save(update_fields=changed)
    return response


def key_of(wave: Wave, invitation: Invitation) -> str:
    """Return the key of the person's confidential response; refuse once the secret is destroyed."""
    secret = LinkingSecret.objects.filter(program=wave.survey.program_id).exclude(secret="").first()
    if secret is None:
        raise ValidationError(_("This survey is closed."), code="closed")
    return person_key(secret.secret, invitation.person_id)


def _response_of(invitation: Invitation, *, now: datetime) -> Response:
    wave = invitation.wave
    identity = (
        {"person": invitation.person_id}
        if wave.mode == SurveyMode.NAMED
        else {"person_key": key_of(wave, invitation)}
    )
    found = Response.objects.filter(wave=wave, **identity).first()
    if found is not None:
        return found
    if "person" in identity:
        identity = {"person_id": invitation.person_id}
    return Response.objects.create(wave=wave, version=wave.version, started_at=now, **identity)


def _save(response: Response, values: Mapping[Question, AnswerValue]) -> None:
    rows = [
        Answer(
            response=response,
            question=question,
            **{name: getattr(value, name) for name in STORED if name != "choices"},
            choices=list(value.choices),
        )
        for question, value in values.items()
    ]
    if rows:
        Answer.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["organization", "response", "question"],
            update_fields=STORED,
        )


def _fix_version(version: SurveyVersion) -> None:
    """Note that the version has an answer, before its questions are read.

    The race: a question is changed while the first answer arrives. Both lock the version.
    """
    if not version.is_answered:
        SurveyVersion.objects.filter(pk=version.pk, is_answered=False).update(is_answered=True)
