"""Save answers. In confidential mode nothing that is saved says whose they are without the program's secret."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.email_address import normalize_email
from mentoring.mail.addresses import unsubscribe
from mentoring.mail.enums import Category
from mentoring.prepared_lookup import PreparedLookup
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.scope import current_organization_id
from surveys.answer_values import AnswerValue
from surveys.models import Answer, Invitation, Question, Response, SurveyVersion
from surveys.selectors.answering import identity_of

# The race: the same person answers in two windows at once, or the wave is closed meanwhile.
LOCKED_OPEN = PreparedLookup(
    Invitation,
    """"surveys_invitation"."organization_id" = %s AND "surveys_invitation"."id" = %s
    AND "surveys_invitation"."closes_at" > %s AND EXISTS (
        SELECT FROM "surveys_wave" w WHERE w."organization_id" = "surveys_invitation"."organization_id"
        AND w."id" = "surveys_invitation"."wave_id" AND w."state" = 'open'
    ) FOR UPDATE""",
)
STORED = ("state", "number", "choices", "text", "day")


# Two statements less than with a savepoint: nobody goes on writing after a refusal.
@transaction.atomic(savepoint=False)
def record_answers(
    invitation: Invitation,
    answers: Mapping[str, AnswerValue | None],
    *,
    by: Actor,
    now: datetime,
    is_last: bool = False,
    question_ids: Mapping[str, UUID] | None = None,
) -> Response:
    """Save answers by the keys of their questions, instead of earlier ones; None removes one. `is_last`: that was all.

    Keys of questions that are no longer asked are ignored. Refused once the survey is closed for this person. No audit
    event: the log promises to hold no answers, and the invitation says that somebody answered.

    `question_ids`: those of the questions that are asked, by key, if they were read after the invitation's version.
    """
    locked = LOCKED_OPEN.get(current_organization_id(), invitation.pk, now)
    if locked is None:
        raise ValidationError(_("This survey is closed."), code="closed")
    # What never changes in a wave: its version, mode and survey. That a version is answered never changes back.
    wave = locked.wave = invitation.wave
    if answers and not wave.version.is_answered:
        _fix_version(wave.version)
        question_ids = None  # they may have changed before that
    response = _response_of(locked, now=now, is_last=is_last)
    if answers:
        ids = _question_ids(wave.version) if question_ids is None else question_ids
        _save(response, {ids[key]: value for key, value in answers.items() if key in ids})
    changed = []
    if locked.started_at is None:
        locked.started_at = now
        changed.append("started_at")
    if is_last and locked.answered_at is None:
        locked.answered_at = now
        changed.append("answered_at")
        if response.submitted_at is None:
            response.submitted_at = now
            response.save(update_fields=["submitted_at"])
    if changed:
        locked.save(update_fields=changed)
    return response


@transaction.atomic
def stop_emails(invitation: Invitation, *, by: Actor, now: datetime) -> None:
    """Send the person no more emails about this survey, and none about others. They can still answer."""
    changed = Invitation.objects.filter(pk=invitation.pk, declined_at=None).update(declined_at=now)
    address = normalize_email(invitation.person.email)
    if address:
        unsubscribe(address, Category.SURVEYS, by=by, at=now)
    if changed:
        record("surveys.stop_emails", invitation.wave.survey, by=by, label=invitation.wave.survey.name)


def _response_of(invitation: Invitation, *, now: datetime, is_last: bool) -> Response:
    wave, identity = invitation.wave, identity_of(invitation)
    if identity is None:
        raise ValidationError(_("This survey is closed."), code="closed")
    found = Response.objects.filter(wave=wave, **identity).first() if invitation.started_at else None
    if found:
        return found
    submitted_at = now if is_last else None
    return Response.objects.create(
        wave=wave, version=wave.version, started_at=now, submitted_at=submitted_at, **identity
    )


def _question_ids(version: SurveyVersion) -> dict[str, UUID]:
    return dict(Question.objects.filter(version=version, is_hidden=False).values_list("key", "pk"))


def _save(response: Response, values: Mapping[UUID, AnswerValue | None]) -> None:
    removed = [question_id for question_id, value in values.items() if value is None]
    if removed:
        Answer.objects.filter(response=response, question__in=removed).delete()
    rows = answer_rows(response, {key: value for key, value in values.items() if value is not None})
    if rows:
        Answer.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["organization", "response", "question"],
            update_fields=STORED,
        )


def answer_rows(response: Response, values: Mapping[UUID, AnswerValue]) -> list[Answer]:
    """Return the unsaved answers of a response to the questions with these ids."""
    return [
        Answer(
            response=response,
            question_id=question_id,
            **{name: getattr(value, name) for name in STORED if name != "choices"},
            choices=list(value.choices),
        )
        for question_id, value in values.items()
    ]


def _fix_version(version: SurveyVersion) -> None:
    """Note that the version has an answer, before its questions are read.

    The race: a question is changed while the first answer arrives. Both lock the version.
    """
    SurveyVersion.objects.filter(pk=version.pk, is_answered=False).update(is_answered=True)
