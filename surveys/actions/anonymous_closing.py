"""What the close of an anonymous wave does, so that afterwards nobody can tell who answered, or what."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from random import SystemRandom
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from mentoring.mail.enums import MessageState
from mentoring.mail.models import OutboxMessage
from mentoring.statistics import MINIMUM_GROUP
from surveys.emails import ANONYMOUS_REMINDER
from surveys.enums import SurveyMode, WaveState
from surveys.models import Answer, AnswerToken, Invitation, Response, Wave
from surveys.segments import coarsened

COPIED = ("question_id", "state", "number", "choices", "text", "day")
BATCH = 1000


def seal_answers(wave: Wave) -> None:
    """Count who answered, delete all tokens, and store the answers anew: in random order, under new ids.

    Under five answers are deleted: nobody could ever read them, and the tokens that are left would tell whose they
    are. The caller has locked the wave, without FOR UPDATE (see close_wave), and saves it.
    """
    invited = dict(Invitation.objects.filter(wave=wave).values_list("pk", "segments"))
    tokens = AnswerToken.objects.filter(invitation__in=Invitation.objects.filter(wave=wave).values("pk"))
    # The race: answers that are being sent. Their tokens are locked, so this waits for them and finds them gone; all
    # later ones find no token. So the answers are read after it.
    waiting = set(tokens.select_for_update(of=("self",)).values_list("invitation_id", flat=True))
    tokens.delete()
    responses = list(Response.objects.filter(wave=wave).only("segments", "version_id"))
    _forget_reminders(wave)
    # Of people who answered and whose data has been deleted since, the invitation is gone, but not the answers.
    wave.invited, wave.answered, wave.participation = max(len(invited), len(responses)), None, {}
    if len(responses) >= MINIMUM_GROUP:
        wave.answered = len(responses)
        wave.participation = _participation(wave.segments, invited, waiting)
        _store_anew(wave, responses)
    else:
        _delete(wave)


def _forget_reminders(wave: Wave) -> None:
    """Delete what says who was reminded: all others had answered before.

    All invitations are updated, so that PostgreSQL's transaction id in them is the same for everybody.
    """
    invitations = Invitation.objects.filter(wave=wave)
    invitations.update(reminders=0, reminded_at=None)
    _delete_reminders(invitations)


def _delete_reminders(invitations: QuerySet[Invitation]) -> None:
    reminders = OutboxMessage.objects.filter(kind=ANONYMOUS_REMINDER, about_id__in=invitations.values("pk"))
    # One that is being sent belongs to the worker that sends it; the hourly run deletes it later.
    reminders.filter(~Q(state=MessageState.SENDING)).delete()


def _participation(
    names: Sequence[str], invited: Mapping[UUID, Mapping[str, str]], waiting: set[UUID]
) -> dict[str, dict[str, dict[str, int]]]:
    """Return how many were invited and answered by attribute and value; values with fewer than five are left out."""
    found: dict[str, dict[str, dict[str, int]]] = {name: {} for name in names}
    for pk, segments in invited.items():
        for name, value in segments.items():
            counts = found[name].setdefault(value, {"invited": 0, "answered": 0})
            counts["invited"] += 1
            counts["answered"] += pk not in waiting
    return {
        name: {
            value: counts for value, counts in sorted(values.items()) if counts["answered"] >= MINIMUM_GROUP
        }
        for name, values in found.items()
    }


def _store_anew(wave: Wave, responses: list[Response]) -> None:
    """Replace responses and answers by copies, so that no id, place or transaction discloses when they arrived."""
    given: dict[UUID, list[Mapping[str, Any]]] = {}
    for row in Answer.objects.filter(response__wave=wave).values("response_id", *COPIED):
        given.setdefault(row.pop("response_id"), []).append(row)
    _delete(wave)
    SystemRandom().shuffle(responses)
    segments = coarsened([each.segments for each in responses], wave.segments)
    copies = [
        Response(wave=wave, version_id=old.version_id, segments=values)
        for old, values in zip(responses, segments, strict=True)
    ]
    Response.objects.bulk_create(copies, batch_size=BATCH)
    answers = [
        Answer(response=new, **row)
        for old, new in zip(responses, copies, strict=True)
        for row in given.get(old.pk, [])
    ]
    Answer.objects.bulk_create(answers, batch_size=BATCH)


def _delete(wave: Wave) -> None:
    Answer.objects.filter(response__in=Response.objects.filter(wave=wave).values("pk")).delete()
    Response.objects.filter(wave=wave).delete()


def vacuum_replaced_rows() -> None:
    """Remove deleted rows of answers and tokens from the tables' files. Call it after the commit of the close.

    VACUUM cannot run in a transaction, and a tenant scope is one: it has a connection of its own. The application role
    has the privilege (MAINTAIN).
    """
    tables = ", ".join(
        connection.ops.quote_name(model._meta.db_table) for model in (Answer, Response, AnswerToken)
    )
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute(f"VACUUM (INDEX_CLEANUP ON) {tables}")
    finally:
        own.close()


def note_vacuum(wave_ids: Sequence[UUID], *, now: datetime) -> None:
    """Note when the rows that the close of these waves replaced were removed, and delete reminders sent meanwhile."""
    _delete_reminders(Invitation.objects.filter(wave__in=wave_ids, wave__mode=SurveyMode.ANONYMOUS))
    Wave.objects.filter(pk__in=wave_ids, mode=SurveyMode.ANONYMOUS, state=WaveState.CLOSED).update(
        vacuumed_at=now
    )
