"""Store anonymous answers, so that nothing in the database says whose they are."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from surveys.actions.answers import answer_rows
from surveys.answer_values import AnswerValue
from surveys.models import Answer, AnswerToken, Invitation, Question, Response


@transaction.atomic
def submit_anonymous_answers(
    invitation: Invitation, answers: Mapping[str, AnswerValue | None], *, now: datetime
) -> None:
    """Store the answers by the keys of their questions, once: the person's token is used up.

    Refused once the survey is closed or the answers have been sent. There is no `by`, no audit event and no signal,
    and nothing else is written, nor any row locked that names the person: PostgreSQL notes the transaction in a row
    when it is locked, too, and the answers are of the same transaction.
    """
    wave = invitation.wave
    # The race: the same answers are sent twice, or the wave is closed meanwhile, which deletes all tokens. Only one
    # of the two deletes the row; the other waits and finds none.
    deleted, _by_model = AnswerToken.objects.filter(invitation=invitation.pk).delete()
    if deleted != 1 or invitation.closes_at <= now:
        raise ValidationError(_("Your answers have been received, or this survey is closed."), code="closed")
    asked = Question.objects.filter(version=wave.version_id, is_hidden=False)
    ids = dict(asked.values_list("key", "pk"))
    given = {ids[key]: value for key, value in answers.items() if key in ids and value is not None}
    if not given:
        raise ValidationError(_("Answer at least one question."))
    response = Response(wave=wave, version=wave.version, segments=invitation.segments)
    Response.objects.bulk_create([response])
    Answer.objects.bulk_create(answer_rows(response, given))
